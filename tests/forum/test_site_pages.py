import re

import pytest

from forum.choices import ForumEvent, Role
from forum.models import (
    AuditEntry,
    Forum,
    Invitation,
    OutboxMessage,
    Person,
    RoleGrant,
)
from tests.factories import a_forum, a_person, a_role

pytestmark = pytest.mark.django_db
FORUM = {
    "name": "Ambridge Schools Forum",
    "short_name": "the Forum",
    "authority": "Ambridge Council",
    "slug": "ambridge",
    "clerk_name": "Cleo Clerk",
    "clerk_email": "cleo@example.org",
    "administrator_name": "Adam Administrator",
    "administrator_email": "adam@example.org",
}


@pytest.fixture
def site(db):
    return a_person("Sid Site", is_site_administrator=True)


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_site_administrator_founds_a_forum_and_its_two_are_invited(client, site):
    client.force_login(site)

    response = client.post("/site/forums/add/", FORUM, follow=True)

    forum = Forum.objects.get()
    assert response.redirect_chain == [("/site/forums/ambridge/", 302)]
    assert {grant.person.name: grant.role for grant in RoleGrant.objects.all()} == {
        "Cleo Clerk": Role.CLERK,
        "Adam Administrator": Role.ADMINISTRATOR,
    }
    assert Invitation.objects.filter(forum=forum).count() == 2
    assert "Invited" in text_of(response)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"slug": "account"}, "“account” is a page of this site"),
        ({"slug": "Am bridge"}, "Use small letters, figures and single hyphens"),
        ({"slug": "taken"}, "A forum is called “taken” already"),
        ({"name": "Taken Schools Forum"}, "already exists"),
        ({"administrator_email": "cleo@example.org"}, "are two people"),
        ({"clerk_email": ""}, "Enter the email address of the clerk"),
        ({"administrator_email": "sid.site.0@example.org"}, ""),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(client, site, typed, sentence):
    a_forum("taken")
    client.force_login(site)
    if not sentence:
        typed, sentence = {"clerk_email": site.email}, "runs every forum here"

    response = client.post("/site/forums/add/", FORUM | typed)

    assert response.status_code == 200
    assert sentence in text_of(response)
    assert "Ambridge Council" in response.content.decode()
    assert Forum.objects.count() == 1


def test_pages_of_the_site_are_not_there_for_anybody_else(client, forum, clerk):
    administrator = a_role(forum, Role.ADMINISTRATOR)
    for person in (clerk, administrator):
        client.force_login(person)
        for path in ("/site/", "/site/forums/add/", f"/site/forums/{forum.slug}/"):
            assert client.get(path).status_code == 404
        assert client.post("/site/forums/add/", FORUM).status_code == 404
    assert Forum.objects.count() == 1


def test_nobody_signed_in_is_asked_to_sign_in(client, db):
    assert client.get("/site/").status_code == 302


def test_site_administrator_sees_no_page_of_those_inside(client, site, forum, meeting, paper):
    client.force_login(site)

    for path in ("papers/", "audit/", "people/", "handover/", f"meetings/{meeting.pk}/"):
        assert client.get(f"/{forum.slug}/{path}").status_code == 404


def test_forum_without_administrator_is_given_one(client, site, forum, clerk):
    client.force_login(site)
    before = text_of(client.get("/site/"))
    typed = {"name": "Adam Administrator", "email": "adam@example.org"}

    client.post(f"/site/forums/{forum.slug}/administrator/", typed)
    second = client.post(f"/site/forums/{forum.slug}/administrator/", typed | {"email": "b@x.org"})

    assert "No administrator" in before
    assert RoleGrant.objects.get(role=Role.ADMINISTRATOR).person.email == "adam@example.org"
    assert second.status_code == 409
    assert not Person.objects.filter(email="b@x.org").exists()


def test_first_people_are_sent_another_link_and_members_are_not(client, site, primary_head, clerk):
    client.force_login(site)
    at = f"/site/forums/{primary_head.appointments.get().forum.slug}/invite"

    assert client.post(f"{at}/{clerk.pk}/").status_code == 302
    assert client.post(f"{at}/{primary_head.pk}/").status_code == 403
    assert Invitation.objects.get().person == clerk


def test_list_of_forums_asks_as_often_for_three_as_for_one(
    client, site, forum, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(site)
    a_role(forum, Role.CLERK)
    client.get("/site/")
    with django_assert_max_num_queries(20) as asked:
        client.get("/site/")
    for slug in ("ambridge", "felpersham"):
        a_role(a_forum(slug), Role.ADMINISTRATOR)

    with django_assert_num_queries(len(asked)):
        client.get("/site/")


def test_person_of_two_forums_is_corrected_for_both(client, site, forum, clerk):
    other = a_forum("ambridge")
    RoleGrant.objects.create(forum=other, person=clerk, role=Role.OFFICER)
    client.force_login(site)

    found = text_of(client.get("/site/people/", {"email": clerk.email.upper()}))
    typed = {"name": "Clara Clarke", "email": "clara@new.example.org", "post": clerk.post}
    client.post(f"/site/people/{clerk.pk}/", typed)

    assert "Ambridge Schools Forum, Borsetshire Schools Forum" in found
    assert Person.objects.get(pk=clerk.pk).name == "Clara Clarke"
    entries = AuditEntry.objects.filter(event=ForumEvent.PERSON_CORRECTED)
    assert {(entry.forum, entry.sentence) for entry in entries} == {
        (forum, "Clerk: name, email address corrected"),
        (other, "Officer: name, email address corrected"),
    }
    assert OutboxMessage.objects.count() == 2


def test_account_of_two_forums_is_closed_and_opened(client, site, clerk):
    client.force_login(site)

    client.post(f"/site/people/{clerk.pk}/account/", {"what": "close"})
    closed = Person.objects.get(pk=clerk.pk).is_active
    client.post(f"/site/people/{clerk.pk}/account/", {"what": "open"})

    assert (closed, Person.objects.get(pk=clerk.pk).is_active) == (False, True)
    assert client.post(f"/site/people/{site.pk}/account/").status_code == 409
    assert Person.objects.get(pk=site.pk).is_active


def test_nobody_leafs_through_the_people_of_every_forum(client, site, clerk):
    client.force_login(site)

    page = client.get("/site/people/", {"email": clerk.email[:5]})

    assert "in the right format" in text_of(page)
    assert clerk.name not in text_of(page)
    assert "Nobody here has this address" in text_of(
        client.get("/site/people/", {"email": "nobody@example.org"})
    )


def test_clerk_finds_no_page_about_people_of_other_forums(client, clerk, stranger):
    client.force_login(clerk)
    at = f"/site/people/{stranger.pk}/"

    assert client.get("/site/people/").status_code == 404
    assert client.post(at, {"name": "X", "email": "x@example.org"}).status_code == 404
    assert client.post(f"{at}account/", {"what": "close"}).status_code == 404
    assert Person.objects.get(pk=stranger.pk).is_active
