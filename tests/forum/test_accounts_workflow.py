import pytest
from django.core.exceptions import PermissionDenied

from forum.choices import ForumEvent, Group, Role
from forum.models import AuditEntry, Invitation, OutboxMessage, Person
from forum.rules.ruling import Refused
from forum.workflow.people.accounts import correct_person, disable_account, enable_account
from forum.workflow.people.inviting import invite
from tests.factories import BEFORE, a_forum, a_member, a_role

pytestmark = pytest.mark.django_db
DAY = {"on": BEFORE}


@pytest.fixture
def administrator(forum):
    return a_role(forum, Role.ADMINISTRATOR, "Adam Administrator")


def as_now(person):
    return Person.objects.get(pk=person.pk)


def entry(event):
    return AuditEntry.objects.get(event=event)


def corrected(forum, person, by, **values):
    wanted = as_now(person)
    for field, value in values.items():
        setattr(wanted, field, value)
    return correct_person(forum, wanted, by=by, **DAY)


def test_clerk_puts_an_address_right_and_both_addresses_are_told(forum, clerk, primary_head):
    before = primary_head.email
    invite(forum, primary_head, by=clerk, **DAY)

    corrected(forum, primary_head, clerk, email="pat@new.example.org")

    told = OutboxMessage.objects.filter(subject__contains="was changed")
    assert {letter.address for letter in told} == {before, "pat@new.example.org"}
    assert Invitation.objects.get().withdrawn_at is not None
    written = entry(ForumEvent.PERSON_CORRECTED)
    assert written.sentence.endswith("email address corrected")
    assert "Maintained primary schools headteacher" in written.sentence
    assert "pat@" not in written.body


def test_clerk_changes_no_address_of_somebody_with_a_job(forum, clerk, auditor):
    with pytest.raises(Refused) as refused:
        corrected(forum, auditor, clerk, email="clara@example.org")

    assert refused.value.ruling.codes == {"holds-role"}
    assert as_now(auditor).email == auditor.email


def test_nobody_changes_somebody_of_another_forum_too(forum, clerk, administrator, primary_head):
    other = a_forum("felpersham")
    seat = a_member(other, Group.MAINTAINED_PRIMARY).appointments.get()
    seat.person = primary_head
    seat.save()

    for by in (clerk, administrator):
        with pytest.raises(Refused) as refused:
            corrected(forum, primary_head, by, name="Another Name")
        assert refused.value.ruling.codes == {"belongs-elsewhere"}
    assert as_now(primary_head).name == primary_head.name


def test_own_address_is_not_changed_here(forum, clerk):
    with pytest.raises(Refused) as refused:
        corrected(forum, clerk, clerk, email="clara@new.example.org")

    assert refused.value.ruling.codes == {"own-address"}
    assert corrected(forum, clerk, clerk, post="Clerk and committee officer").post


def test_correcting_nothing_leaves_no_entry(forum, clerk, primary_head):
    corrected(forum, primary_head, clerk)

    assert not AuditEntry.objects.exists()


def test_officer_corrects_nobody(forum, officer, primary_head):
    with pytest.raises(PermissionDenied):
        corrected(forum, primary_head, officer, name="Another Name")


def test_disabled_person_is_turned_away_with_the_next_request(
    forum, administrator, primary_head, client
):
    client.force_login(primary_head)
    assert client.get("/borsetshire/my-votes/").status_code == 200

    disable_account(forum, as_now(primary_head), by=administrator, **DAY)

    assert client.get("/borsetshire/my-votes/").status_code == 302
    assert entry(ForumEvent.ACCOUNT_DISABLED).sentence.endswith("account disabled")
    assert OutboxMessage.objects.get().address == primary_head.email


def test_enabled_person_is_let_in_again(forum, administrator, primary_head):
    disable_account(forum, as_now(primary_head), by=administrator, **DAY)

    enable_account(forum, as_now(primary_head), by=administrator, **DAY)

    assert as_now(primary_head).is_active
    assert entry(ForumEvent.ACCOUNT_ENABLED).sentence.endswith("account enabled")


def test_clerk_disables_nobody_and_nobody_themselves(forum, clerk, administrator, primary_head):
    with pytest.raises(PermissionDenied):
        disable_account(forum, primary_head, by=clerk, **DAY)
    with pytest.raises(Refused) as refused:
        disable_account(forum, administrator, by=administrator, **DAY)

    assert refused.value.ruling.codes == {"own-account", "last-administrator"}
    assert as_now(primary_head).is_active
    assert as_now(administrator).is_active
