import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from forum.choices import ForumEvent, Role
from forum.models import AuditEntry, Forum, Invitation, OutboxMessage, Person
from forum.rules.ruling import Refused
from forum.workflow.people.founding import found_with_people, invite_first
from forum.workflow.people.inviting import (
    accept_invitation,
    hashed,
    invitation_of,
    invite,
    withdraw_invitation,
)
from tests.factories import BEFORE, a_forum, a_member, a_person, a_role

pytestmark = pytest.mark.django_db


def link():
    """The words of the newest link, as the letter has them."""
    newest = OutboxMessage.objects.filter(subject__startswith="You are invited").latest("next_try")
    return re.search(r"/account/invitation/([^/]+)/", newest.text)[1]


def entries(event):
    return list(AuditEntry.objects.filter(event=event).values_list("sentence", flat=True))


def test_member_is_sent_a_link_that_the_database_does_not_know(forum, clerk, primary_head):
    invitation = invite(forum, primary_head, by=clerk, on=BEFORE)

    token = link()
    assert invitation.token_hash == hashed(token)
    assert token not in str(vars(invitation))
    assert invitation.expires - invitation.invited == timedelta(days=7)
    assert entries(ForumEvent.INVITATION_SENT) == [f"Invitation sent: {invitation.why}"]
    assert "Maintained primary schools headteacher" in invitation.why


def test_link_works_once(forum, clerk, primary_head):
    invite(forum, primary_head, by=clerk, on=BEFORE)
    token, now = link(), timezone.now()

    assert accept_invitation(invitation_of(token), at=now) == primary_head
    with pytest.raises(Refused) as refused:
        accept_invitation(invitation_of(token), at=now)

    assert refused.value.ruling.codes == {"invitation-over"}
    assert len(entries(ForumEvent.INVITATION_ACCEPTED)) == 1


def test_link_runs_out_after_seven_days(forum, clerk, primary_head):
    invite(forum, primary_head, by=clerk, on=BEFORE)
    late = timezone.now() + timedelta(days=7, seconds=1)

    with pytest.raises(Refused) as refused:
        accept_invitation(invitation_of(link()), at=late)

    assert refused.value.ruling.codes == {"invitation-run-out"}
    assert Invitation.objects.get().accepted is None


def test_another_link_replaces_the_one_before(forum, clerk, primary_head):
    invite(forum, primary_head, by=clerk, on=BEFORE)
    first = link()
    invite(forum, primary_head, by=clerk, on=BEFORE)

    assert link() != first
    with pytest.raises(Refused):
        accept_invitation(invitation_of(first), at=timezone.now())
    assert accept_invitation(invitation_of(link()), at=timezone.now()) == primary_head


def test_withdrawn_link_no_longer_works(forum, clerk, primary_head):
    invitation = invite(forum, primary_head, by=clerk, on=BEFORE)

    withdraw_invitation(invitation, by=clerk, on=BEFORE)

    assert entries(ForumEvent.INVITATION_WITHDRAWN) == [f"Invitation withdrawn: {invitation.why}"]
    with pytest.raises(Refused):
        accept_invitation(invitation_of(link()), at=timezone.now())


def test_link_that_was_used_is_not_withdrawn(forum, clerk, primary_head):
    invitation = invite(forum, primary_head, by=clerk, on=BEFORE)
    accept_invitation(invitation_of(link()), at=timezone.now())

    withdraw_invitation(invitation, by=clerk, on=BEFORE)

    assert Invitation.objects.get().withdrawn_at is None
    assert entries(ForumEvent.INVITATION_WITHDRAWN) == []


def test_whoever_signed_in_is_not_invited(forum, clerk, primary_head):
    primary_head.last_login = timezone.now()
    primary_head.save()

    with pytest.raises(Refused) as refused:
        invite(forum, primary_head, by=clerk, on=BEFORE)

    assert refused.value.ruling.codes == {"signed-in-already"}
    assert not Invitation.objects.exists()


def test_officer_and_clerk_of_another_forum_invite_nobody(forum, officer, stranger, primary_head):
    for by in (officer, stranger, primary_head):
        with pytest.raises(PermissionDenied):
            invite(forum, primary_head, by=by, on=BEFORE)
    assert not OutboxMessage.objects.exists()


def test_forum_is_founded_with_the_two_who_take_it_from_there():
    site = a_person("Sid Site", is_site_administrator=True)
    forum = Forum(slug="ambridge", name="Ambridge Forum", short_name="SF", authority="Ambridge")
    clerk, administrator = a_person("Cleo Clerk"), a_person("Adam Administrator")

    found_with_people(forum, clerk=clerk, administrator=administrator, by=site, on=BEFORE)

    assert {grant.role for grant in clerk.role_grants.all()} == {Role.CLERK}
    assert {grant.role for grant in administrator.role_grants.all()} == {Role.ADMINISTRATOR}
    assert Invitation.objects.filter(forum=forum).count() == 2
    entries_of = AuditEntry.objects.filter(forum=forum).order_by("seq")
    assert entries_of[0].event == ForumEvent.FORUM_FOUNDED
    assert {entry.actor for entry in entries_of} == {site.pk}


@pytest.mark.parametrize(
    ("slug", "code"),
    [("account", "reserved-word"), ("taken", "name-taken"), ("A b", "not-a-name")],
)
def test_forum_with_an_impossible_name_is_not_founded(slug, code):
    a_forum("taken")
    site = a_person("Sid Site", is_site_administrator=True)
    forum = Forum(slug=slug, name="Another Forum", short_name="SF", authority="Ambridge")
    two = {"clerk": a_person("Cleo Clerk"), "administrator": a_person("Adam Administrator")}

    with pytest.raises(Refused) as refused:
        found_with_people(forum, **two, by=site, on=BEFORE)

    assert refused.value.ruling.codes == {code}
    assert Forum.objects.count() == 1


def test_only_the_site_administrator_founds_a_forum(forum, clerk):
    new = Forum(slug="ambridge", name="Ambridge Forum", short_name="SF", authority="Ambridge")
    administrator = a_role(forum, Role.ADMINISTRATOR)

    for by in (clerk, administrator):
        with pytest.raises(PermissionDenied):
            found_with_people(new, clerk=clerk, administrator=administrator, by=by, on=BEFORE)
    assert Forum.objects.count() == 1


def test_site_administrator_invites_no_member(forum):
    site = a_person("Sid Site", is_site_administrator=True)

    with pytest.raises(PermissionDenied):
        invite_first(forum, a_member(forum), by=site, on=BEFORE)


def test_first_administrator_gets_a_link_on_the_screen(capsys):
    call_command("first_administrator", "sid@example.org", "Sid Site")

    token = re.search(r"/account/invitation/([^/]+)/", capsys.readouterr().out)[1]
    person = accept_invitation(invitation_of(token), at=timezone.now())
    assert (person.email, person.is_site_administrator) == ("sid@example.org", True)
    assert not person.has_usable_password()


def test_another_site_administrator_is_asked_for_by_that_word(forum, clerk):
    a_person("Sid Site", is_site_administrator=True)

    with pytest.raises(CommandError, match="--another"):
        call_command("first_administrator", "nora@example.org", "Nora New")
    with pytest.raises(CommandError, match="role or a seat"):
        call_command("first_administrator", clerk.email, "Clara", "--another")
    with pytest.raises(CommandError, match="no email address"):
        call_command("first_administrator", "nora", "Nora New")
    call_command("first_administrator", "nora@example.org", "Nora New", "--another")

    assert Person.objects.filter(is_site_administrator=True).count() == 2
