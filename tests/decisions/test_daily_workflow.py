"""What time gives rise to: reminders and notices, each once."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from decisions.choices import ActionOrigin
from decisions.models import Action
from decisions.workflow.daily import run_daily
from decisions.workflow.following_up import set_action
from forum.choices import EvidenceGrade, ReturningKind
from forum.models import AuditEntry, OutboxMessage, ReturningBusiness
from tests.decisions.conftest import LATER
from tests.factories import MEETING_DAY, a_matter, a_meeting

pytestmark = pytest.mark.django_db
LAST = date(2026, 5, 14)


@pytest.fixture
def action(forum, officer, clerk):
    action = Action(
        forum=forum, origin=ActionOrigin.BY_HAND, text="Report the impact.", owner=officer,
        due_on=LATER, set_on=MEETING_DAY,
    )  # fmt: skip
    return set_action(action, by=clerk, on=MEETING_DAY)


@pytest.fixture
def ending(forum, meeting, clerk):
    """Three authorities of one matter that end after the last meeting but one."""
    matter = a_matter(forum)
    subject = "Early help: authority to spend ends on 31 May 2026"
    for number in "123":
        ReturningBusiness.objects.create(
            forum=forum, kind=ReturningKind.EXPIRING_AUTHORITY, sentence=f"{number} ends",
            subject=subject, about=a_matter(forum, f"Matter {number}").pk, business=matter.pk,
            arose_at=meeting, due_on=date(2026, 5, 31),
        )  # fmt: skip
    return subject


def letters(key):
    return OutboxMessage.objects.filter(key__startswith=key)


def test_owner_is_reminded_once_before_and_again_once_it_is_overdue(action, officer):
    for day in (LATER - timedelta(8), LATER - timedelta(7), LATER - timedelta(7), LATER):
        run_daily(on=day)
    (letter,) = letters("action-remind")
    assert (letter.address, letter.subject) == (
        officer.email,
        "Due 12 March 2026: action Jan26-B1",
    )
    assert "Owner: Early Help Manager" in letter.text

    run_daily(on=LATER + timedelta(1))
    subjects = letters("action-remind").values_list("subject", flat=True)
    assert "Overdue: action Jan26-B1" in subjects


def test_reminder_goes_to_the_clerk_where_nobody_holds_the_post(action, officer, clerk):
    officer.post = "Retired"
    officer.save()

    run_daily(on=LATER)

    assert letters("action-remind").get().address == clerk.email


def test_nobody_is_written_to_about_an_action_that_was_entered_from_evidence(action):
    Action.objects.update(evidence_grade=EvidenceGrade.MINUTE, evidence_shown="Item 6")

    assert run_daily(on=LATER).actions == 0
    assert not letters("action-remind").exists()


def test_authority_is_announced_once_while_a_meeting_is_left(ending, forum, clerk):
    a_meeting(forum, LATER)
    a_meeting(forum, LAST)

    first = run_daily(on=LATER - timedelta(20))
    again = run_daily(on=LATER - timedelta(20))
    later = run_daily(on=LATER - timedelta(1))

    assert (first.authorities, again.authorities, later.authorities) == (3, 0, 0)
    letter = letters("authority-ends").get(address=clerk.email)
    assert "The next meeting, on 12 March 2026, can still renew this" in letter.text
    assert f"- {ending} (3 decisions)" in letter.text


def test_authority_is_not_announced_while_two_more_meetings_are_left(ending, forum):
    for day in (LATER, date(2026, 4, 16), LAST):
        a_meeting(forum, day)

    assert run_daily(on=LATER - timedelta(20)).authorities == 0
    assert not letters("authority-ends").exists()


def test_clerk_is_told_once_who_does_not_come(action, forum, clerk):
    a_meeting(forum, LATER)

    first, again = run_daily(on=LATER - timedelta(21)), run_daily(on=LATER - timedelta(20))

    assert (first.absences, again.absences) == (1, 0)
    letter = letters("absences").get(address=clerk.email)
    assert "Action Jan26-B1: its owner, Early Help Manager, is not on the list" in letter.text


def test_nobody_is_told_long_before_the_meeting(action, forum):
    a_meeting(forum, LATER)

    assert run_daily(on=LATER - timedelta(22)).absences == 0


def test_second_run_of_a_day_writes_nothing(action, ending, forum):
    a_meeting(forum, LATER)
    call_command("daily", stdout=StringIO())
    before = (OutboxMessage.objects.count(), AuditEntry.objects.count())

    said = StringIO()
    call_command("daily", stdout=said)

    assert (OutboxMessage.objects.count(), AuditEntry.objects.count()) == before
    assert "0 reminded of actions" in said.getvalue()
