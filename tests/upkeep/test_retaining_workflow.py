"""What was kept long enough goes, what is the record stays, and twice does nothing more."""

from datetime import date, datetime, time, timedelta
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from decisions.workflow.retaining import due, keep_for, remove_due, remove_due_of_site
from forum.choices import Answer, ForumEvent, Group, Kept, Role
from forum.models import AuditEntry, OutboxMessage, Person, Reply, RetentionPeriod
from forum.rules.ruling import Refused
from papers.models import PaperRead, WorkingCopy
from tests.factories import MEETING_DAY, a_member, a_role

pytestmark = pytest.mark.django_db
TODAY = date(2029, 1, 15)
"""Three years after the meeting of the cast."""


def at(day):
    return timezone.make_aware(datetime.combine(day, time.min))


@pytest.fixture
def old(forum, meeting, paper, primary_head):
    """One of each kind, of the day of the meeting, and one letter of yesterday."""
    then, person = at(MEETING_DAY), primary_head
    letter = {"forum": forum, "address": "pat@example.org", "subject": "Agenda", "text": "Words."}
    OutboxMessage.objects.create(**letter, key="old", next_try=then, sent=then, recorded_at=then)
    yesterday = at(TODAY - timedelta(1))
    OutboxMessage.objects.create(
        **letter, key="new", next_try=yesterday, sent=yesterday, recorded_at=yesterday
    )
    Reply.objects.create(
        forum=forum, meeting=meeting, appointment=person.appointments.get(),
        answer=Answer.choices[0][0], note="In hospital", given_at=then, given_by=person,
    )  # fmt: skip
    WorkingCopy.objects.create(forum=forum, paper=paper, base=1, kept_at=then, kept_by=person)
    PaperRead.objects.create(forum=forum, paper=paper, read_at=then, read_by=person)


def test_what_was_kept_long_enough_is_removed_and_the_trail_says_so(forum, old):
    assert [each.many for each in due(forum, on=TODAY)] == [1, 1, 1, 1, 0]

    done = remove_due(forum, on=TODAY)

    assert [each.many for each in done] == [1, 1, 1, 1]
    emptied, kept = OutboxMessage.objects.order_by("-key")
    assert (emptied.key, emptied.address, emptied.text) == ("old", "", "")
    assert (kept.key, kept.address) == ("new", "pat@example.org")
    assert Reply.objects.get().note == ""
    assert not WorkingCopy.objects.exists()
    assert not PaperRead.objects.exists()
    entry = AuditEntry.objects.get(event=ForumEvent.RETENTION_APPLIED)
    assert "Letters that were sent: 1 older than 12 months" in entry.sentence


def test_second_run_on_a_day_removes_and_writes_nothing(forum, old):
    remove_due(forum, on=TODAY)
    before = AuditEntry.objects.count()

    assert remove_due(forum, on=TODAY) == []
    assert AuditEntry.objects.count() == before


def test_looking_changes_nothing(forum, old):
    out = StringIO()

    call_command("retention", stdout=out, skip_checks=True)

    assert "would be removed" in out.getvalue()
    assert Reply.objects.get().note == "In hospital"
    assert not AuditEntry.objects.filter(event=ForumEvent.RETENTION_APPLIED).exists()


def test_former_member_is_no_longer_reached_but_still_named(forum, primary_head):
    term = primary_head.appointments.get()
    term.until_on = date(2026, 8, 31)
    term.save()
    sitting = a_member(forum, Group.MAINTAINED_PRIMARY)

    remove_due(forum, on=date(2028, 8, 1))
    assert Person.objects.get(pk=primary_head.pk).is_active

    remove_due(forum, on=date(2028, 9, 1))
    former = Person.objects.get(pk=primary_head.pk)
    assert (former.name, former.email) == ("Pat Primary", f"{former.pk}@erased.invalid")
    assert Person.objects.get(pk=sitting.pk).email == sitting.email


def test_forum_settles_how_long_it_keeps_letters(forum, old):
    administrator = a_role(forum, Role.ADMINISTRATOR)

    keep_for(forum, Kept.LETTERS, 48, by=administrator, on=TODAY)
    keep_for(forum, Kept.LETTERS, 60, by=administrator, on=TODAY)

    assert RetentionPeriod.objects.get().months == 60
    assert Kept.LETTERS not in {each.kind for each in remove_due(forum, on=TODAY)}
    told = AuditEntry.objects.filter(event=ForumEvent.RETENTION_SET)
    assert told.last().sentence == "Letters that were sent: kept for 60 months"


def test_time_out_of_bounds_is_refused_and_nothing_changes(forum):
    administrator = a_role(forum, Role.ADMINISTRATOR)

    with pytest.raises(Refused) as refused:
        keep_for(forum, Kept.DRAFTS, 0, by=administrator, on=TODAY)

    assert refused.value.ruling.codes == {"months-out-of-range"}
    assert not RetentionPeriod.objects.exists()


def test_clerk_does_not_settle_how_long_things_are_kept(forum, clerk):
    with pytest.raises(PermissionDenied):
        keep_for(forum, Kept.DRAFTS, 3, by=clerk, on=TODAY)


# Sessions belong to no forum


def a_session(person, key, *, began):
    """Somebody signed in on a phone so long ago, and left the browser alone since."""
    now = timezone.now()
    expires = now - began + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    Session.objects.create(session_key=key, session_data="", expire_date=expires)
    UserSession.objects.create(
        user=person,
        session_key=key,
        ip="203.0.113.7",
        user_agent="A phone",
        created_at=now - began,
    )


def test_daily_forgets_sessions_that_are_over_and_where_they_came_from(primary_head):
    hour = timedelta(hours=1)
    a_session(primary_head, "running", began=11.9 * hour)
    a_session(primary_head, "too old to act in", began=13 * hour)
    a_session(primary_head, "nobody came back to", began=30 * hour)

    call_command("daily", stdout=StringIO(), skip_checks=True)

    assert [each.session_key for each in UserSession.objects.all()] == ["running"]
    assert {each.session_key for each in Session.objects.all()} == {"running", "too old to act in"}


def test_second_run_finds_no_session_to_forget(primary_head):
    a_session(primary_head, "nobody came back to", began=timedelta(hours=30))
    now = timezone.now()

    assert [remove_due_of_site(at=now) for _ in range(2)] == [2, 0]
