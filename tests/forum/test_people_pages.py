import re

import pytest
from django.utils import timezone

from forum.choices import Group, Role
from forum.models import Invitation, OutboxMessage, Person, RoleGrant, RoleProposal
from tests.asking import address
from tests.factories import a_member, a_person, a_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(forum):
    return a_role(forum, Role.ADMINISTRATOR, "Adam Administrator")


def to(name, forum, record=None):
    return address(f"forum:{name}", forum, record)


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_clerk_sees_everybody_with_their_address_and_what_they_are(
    client, forum, clerk, auditor, primary_head
):
    client.force_login(clerk)

    page = text_of(client.get(to("people_list", forum)))

    for person in (clerk, auditor, primary_head):
        assert person.name in page
        assert person.email in page
    assert "Grant a role" not in page
    assert "Invite the 2 who were not invited yet" in page


def test_list_asks_as_often_for_three_people_as_for_one(
    client, forum, clerk, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(clerk)
    a_member(forum)
    client.get(to("people_list", forum))
    with django_assert_max_num_queries(30) as asked:
        client.get(to("people_list", forum))
    a_member(forum)
    a_member(forum, Group.ACADEMY_MAINSTREAM)

    with django_assert_num_queries(len(asked)):
        client.get(to("people_list", forum))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR])
def test_people_are_for_clerk_and_administrator(client, forum, role, primary_head):
    for person, status in ((a_role(forum, role), 403), (primary_head, 403)):
        client.force_login(person)
        assert client.get(to("people_list", forum)).status_code == status
        assert client.get(to("person_detail", forum, primary_head)).status_code == status


def test_stranger_finds_nobody_and_person_of_another_forum_is_not_here(
    client, forum, clerk, stranger, primary_head
):
    client.force_login(stranger)
    assert client.get(to("people_list", forum)).status_code == 404

    client.force_login(clerk)
    assert client.get(to("person_detail", forum, stranger)).status_code == 404
    assert client.post(to("person_invite", forum, stranger)).status_code == 404
    assert client.get(to("person_detail", forum, primary_head)).status_code == 200


def test_clerk_corrects_a_name(client, forum, clerk, primary_head):
    client.force_login(clerk)
    typed = {"name": "Patricia Primary", "email": primary_head.email, "post": "Head"}

    response = client.post(to("person_correct", forum, primary_head), typed, follow=True)

    assert "Patricia Primary" in text_of(response)
    assert Person.objects.get(pk=primary_head.pk).name == "Patricia Primary"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Enter the name"),
        ({"email": "no address"}, "Enter an email address in the right format"),
        ({"email": "TAKEN@example.org"}, "Somebody else has this address already"),
    ],
)
def test_mistake_is_said_beside_the_field_and_nothing_is_lost(
    client, forum, clerk, primary_head, typed, sentence
):
    a_person("Otto Other", email="taken@example.org")
    client.force_login(clerk)
    given = {"name": "Patricia", "email": "p@example.org", "post": "Head of Oak School"} | typed

    response = client.post(to("person_correct", forum, primary_head), given)

    assert response.status_code == 200
    assert sentence in text_of(response)
    assert "Head of Oak School" in response.content.decode()
    assert Person.objects.get(pk=primary_head.pk).name == primary_head.name


def test_clerk_reads_why_an_officer_is_not_corrected_here(client, forum, clerk, officer):
    client.force_login(clerk)

    page = client.get(to("person_detail", forum, officer))
    sent = client.post(
        to("person_correct", forum, officer), {"name": "Other", "email": "o@example.org"}
    )

    assert "an administrator corrects their name or address" in text_of(page)
    assert "an administrator corrects their name or address" in text_of(sent)
    assert Person.objects.get(pk=officer.pk).email == officer.email


def test_invitation_is_sent_withdrawn_and_sent_again(client, forum, clerk, primary_head):
    client.force_login(clerk)

    client.post(to("person_invite", forum, primary_head))
    invitation = Invitation.objects.get()
    client.post(to("invitation_withdraw", forum, invitation))
    response = client.post(to("person_invite", forum, primary_head), follow=True)

    assert "An invitation is on its way" in text_of(response)
    assert Invitation.objects.waiting().count() == 1
    assert OutboxMessage.objects.filter(address=primary_head.email).count() == 2


def test_everybody_who_was_not_asked_is_invited_at_once(client, forum, clerk, primary_head):
    clerk.last_login = timezone.now()
    clerk.save()
    a_member(forum, Group.ACADEMY_MAINSTREAM)
    client.force_login(clerk)

    client.post(to("people_invite", forum))
    client.post(to("people_invite", forum))

    assert Invitation.objects.count() == 2


def test_administrator_grants_a_role_to_somebody_new(client, forum, administrator):
    client.force_login(administrator)
    typed = {
        "role": "officer",
        "known_or_new": "new",
        "name": "Nora New",
        "email": "Nora@Example.org",
        "post": "Finance Manager",
    }

    response = client.post(to("role_grant", forum), typed, follow=True)

    grant = RoleGrant.objects.get(role=Role.OFFICER)
    assert (grant.person.email, grant.person.post) == ("nora@example.org", "Finance Manager")
    assert "Nora New is officer now." in text_of(response)
    assert Invitation.objects.get().person == grant.person


def test_what_stands_against_a_role_is_said_beside_it(client, forum, administrator, clerk):
    client.force_login(administrator)
    typed = {"role": "auditor", "known_or_new": "known", "known": str(clerk.pk)}

    response = client.post(to("role_grant", forum), typed)

    assert "The same person cannot be clerk and auditor" in text_of(response)
    assert not RoleGrant.objects.filter(role=Role.AUDITOR).exists()


def test_role_form_says_what_is_missing(client, forum, administrator, stranger):
    client.force_login(administrator)

    nothing = text_of(client.post(to("role_grant", forum), {}))
    nobody = {"role": "clerk", "known_or_new": "new"}
    unnamed = text_of(client.post(to("role_grant", forum), nobody))
    elsewhere = {"role": "clerk", "known_or_new": "known", "known": str(stranger.pk)}
    not_here = text_of(client.post(to("role_grant", forum), elsewhere))

    assert "Select the role" in nothing
    assert "Enter the name" in unnamed
    assert "Choose one of the options in the list" in not_here
    assert not RoleGrant.objects.filter(forum=forum, role=Role.CLERK).exists()


def test_clerk_grants_and_ends_no_role(client, forum, clerk, officer):
    client.force_login(clerk)

    assert client.get(to("role_grant", forum)).status_code == 403
    assert client.post(to("role_grant", forum), {}).status_code == 403
    assert client.post(to("role_end", forum, officer.role_grants.get())).status_code == 403
    assert client.post(to("person_disable", forum, officer)).status_code == 403


def test_role_is_ended_after_a_page_that_says_what_follows(client, forum, administrator, clerk):
    client.force_login(administrator)
    where = to("role_end", forum, clerk.role_grants.get())

    before = text_of(client.get(where))
    client.post(where)

    assert "The forum has no other clerk" in before
    assert not RoleGrant.objects.filter(person=clerk).exists()


def test_ending_the_last_administrator_is_refused_with_the_reason(client, forum, administrator):
    client.force_login(administrator)
    where = to("role_end", forum, administrator.role_grants.get())

    assert "the only administrator" in text_of(client.get(where))
    assert client.post(where).status_code == 409
    assert RoleGrant.objects.filter(person=administrator).exists()


def test_second_administrator_finds_the_proposal_at_home_and_agrees(client, forum, administrator):
    second = a_role(forum, Role.ADMINISTRATOR, "Bea Second")
    client.force_login(administrator)
    typed = {"role": "administrator", "known_or_new": "new", "name": "N", "email": "n@example.org"}
    said = text_of(client.post(to("role_grant", forum), typed, follow=True))
    proposal = RoleProposal.objects.get()
    own = client.post(to("role_confirm", forum, proposal))

    client.force_login(second)
    home = text_of(client.get("/"))
    client.post(to("role_confirm", forum, proposal))

    assert "Another administrator has to agree" in said
    assert own.status_code == 409
    assert "Somebody is proposed as administrator" in home
    assert RoleGrant.objects.filter(role=Role.ADMINISTRATOR).count() == 3


def test_account_is_closed_and_opened_by_the_administrator(
    client, forum, administrator, primary_head
):
    client.force_login(administrator)

    client.post(to("person_disable", forum, primary_head))
    closed = text_of(client.get(to("person_detail", forum, primary_head)))
    client.post(to("person_enable", forum, primary_head))

    assert "The account is closed" in closed
    assert Person.objects.get(pk=primary_head.pk).is_active


@pytest.mark.parametrize(
    "name", ["people_invite", "person_invite", "person_disable", "person_enable"]
)
def test_looking_changes_nothing(client, forum, administrator, primary_head, name):
    client.force_login(administrator)
    record = None if name == "people_invite" else primary_head

    assert client.get(to(name, forum, record)).status_code == 405
