"""Calling a meeting, changing and moving it, cancelling it: the members are told."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from forum.choices import ForumEvent, MeetingKind, SubstituteKind
from forum.models import AuditEntry, Constitution, Meeting, OutboxMessage, Substitution
from forum.rules.ruling import Refused
from forum.workflow.meetings import (
    call_meeting,
    cancel_meeting,
    change_meeting,
    mark_published,
    move_meeting,
)
from tests.factories import BEFORE, MEETING_DAY, a_meeting, a_person, an_item

pytestmark = pytest.mark.django_db

LATER = date(2026, 1, 22)


def sentence(event):
    return AuditEntry.objects.get(event=event).sentence


@pytest.fixture
def published(meeting, clerk):
    an_item(meeting)
    return mark_published(meeting, by=clerk, on=BEFORE, sha256="")


def test_extraordinary_meeting_says_why(forum, clerk):
    meeting = Meeting(forum=forum, held_on=MEETING_DAY, kind=MeetingKind.EXTRAORDINARY)
    with pytest.raises(Refused) as refused:
        call_meeting(meeting, by=clerk, on=BEFORE)
    assert refused.value.ruling.codes == {"no-occasion"}

    meeting.called_because = "A grant came late"
    call_meeting(meeting, by=clerk, on=BEFORE)

    assert forum.meeting_set.get() == meeting
    assert "A grant came late" in AuditEntry.objects.get().body


@pytest.mark.parametrize(
    ("last_day", "is_called"),
    [(MEETING_DAY - timedelta(days=1), False), (MEETING_DAY, True)],
    ids=["the day before the procedure", "its first day"],
)
def test_members_are_asked_outside_a_meeting_only_under_a_procedure(
    forum, clerk, primary_head, last_day, is_called
):
    Constitution.objects.create(forum=forum, in_force_from=MEETING_DAY, urgency_procedure=True)
    asking = Meeting(
        forum=forum, held_on=last_day, kind=MeetingKind.OUTSIDE, called_because="A grant ends"
    )

    if is_called:
        call_meeting(asking, by=clerk, on=BEFORE)
    else:
        with pytest.raises(Refused, match="no procedure for decisions outside"):
            call_meeting(asking, by=clerk, on=BEFORE)
    assert forum.meeting_set.exists() == is_called


def test_place_and_time_change_with_old_and_new_on_the_trail(meeting, clerk, primary_head):
    meeting.place, meeting.starts_at_time = "Town Hall", time(14)

    change_meeting(meeting, by=clerk, on=BEFORE)

    entry = AuditEntry.objects.get(event=ForumEvent.MEETING_CHANGED)
    assert entry.sentence == "Ordinary meeting of 15 January 2026: time, place changed"
    assert '"place":{"is":"Town Hall","was":""}' in entry.body
    assert not OutboxMessage.objects.exists()


def test_members_with_the_agenda_are_told_of_another_place(published, clerk, primary_head):
    published.place = "Town Hall"

    change_meeting(published, by=clerk, on=BEFORE)

    letter = OutboxMessage.objects.get()
    assert letter.address == primary_head.email
    assert "Town Hall" in letter.text


def test_meeting_saved_as_it_was_leaves_no_entry(meeting, clerk):
    change_meeting(meeting, by=clerk, on=BEFORE)

    assert not AuditEntry.objects.exists()


def test_planned_meeting_moves_without_a_reason(meeting, clerk):
    move_meeting(meeting, LATER, by=clerk, on=BEFORE)

    meeting.refresh_from_db()
    assert meeting.held_on == LATER
    assert sentence(ForumEvent.MEETING_MOVED) == (
        "Ordinary meeting of 22 January 2026: moved here from 15 January 2026"
    )


def test_published_meeting_moves_with_a_reason_that_members_are_told(
    published, clerk, primary_head
):
    with pytest.raises(Refused) as refused:
        move_meeting(published, LATER, by=clerk, on=BEFORE)
    assert refused.value.ruling.codes == {"no-reason"}

    move_meeting(published, LATER, reason="Snow", by=clerk, on=BEFORE)

    letter = OutboxMessage.objects.get()
    assert "now takes place on 22 January 2026" in letter.text
    assert "Snow" in letter.text


def test_meeting_does_not_move_to_the_day_of_another(forum, meeting, clerk):
    a_meeting(forum, LATER)

    with pytest.raises(Refused) as refused:
        move_meeting(meeting, LATER, by=clerk, on=BEFORE)

    meeting.refresh_from_db()
    assert refused.value.ruling.codes == {"day-taken"}
    assert meeting.held_on == MEETING_DAY


def test_substitute_for_the_meeting_moves_with_it(forum, meeting, clerk, primary_head):
    seat = primary_head.appointments.get().seat
    named = Substitution.objects.create(
        forum=forum, seat=seat, person=a_person("Sue Stands In"), meeting=meeting,
        kind=SubstituteKind.FOR_MEETING, from_on=MEETING_DAY, until_on=MEETING_DAY,
    )  # fmt: skip

    move_meeting(meeting, LATER, by=clerk, on=BEFORE)

    named.refresh_from_db()
    assert (named.from_on, named.until_on) == (LATER, LATER)


def test_cancelled_meeting_is_kept_and_another_takes_its_day(published, clerk, primary_head):
    cancel_meeting(published, reason=" Snow ", by=clerk, on=BEFORE)
    again = Meeting(forum=published.forum, held_on=MEETING_DAY)
    call_meeting(again, by=clerk, on=BEFORE)

    published.refresh_from_db()
    assert published.cancelled_because == "Snow"
    assert published.items.count() == 1
    assert sentence(ForumEvent.MEETING_CANCELLED).endswith("cancelled: Snow")
    assert "is cancelled" in OutboxMessage.objects.get().text
    assert published.forum.meeting_set.filter(held_on=MEETING_DAY).count() == 2


def test_meeting_is_not_cancelled_without_a_reason(meeting, clerk):
    with pytest.raises(Refused) as refused:
        cancel_meeting(meeting, reason=" ", by=clerk, on=BEFORE)

    meeting.refresh_from_db()
    assert refused.value.ruling.codes == {"no-reason"}
    assert meeting.cancelled_at is None


@pytest.mark.parametrize(
    "step",
    [
        lambda meeting, by: change_meeting(meeting, by=by, on=BEFORE),
        lambda meeting, by: move_meeting(meeting, LATER, by=by, on=BEFORE),
        lambda meeting, by: cancel_meeting(meeting, reason="Snow", by=by, on=BEFORE),
    ],
    ids=["change", "move", "cancel"],
)
def test_officer_does_not_change_a_meeting(meeting, officer, step):
    with pytest.raises(PermissionDenied):
        step(meeting, officer)
