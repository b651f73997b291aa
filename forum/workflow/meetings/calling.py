"""Calling a meeting; changing its place or its day, and cancelling it, with the members told."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from forum import search
from forum.choices import ForumEvent, NoticeKind, Role, SubstituteKind
from forum.locks import lock_row
from forum.models import Meeting, Person
from forum.permissions import require
from forum.rules.calling import may_call, may_change_meeting
from forum.rules.meetings import may_cancel, may_move
from forum.rules.ruling import Ruling
from forum.workflow.letters import Letter
from forum.workflow.meetings.outside import ruling_on_asking
from forum.workflow.meetings.recording import record_about, tell_members

DETAILS = ["starts_at_time", "place", "online_link", "how_to_attend", "called_because"]


@transaction.atomic
def call_meeting(meeting: Meeting, *, by: Person, on: date) -> Meeting:
    """Call a meeting of the forum for a day; one beside the ordinary ones says why."""
    require(by, meeting.forum, Role.CLERK)
    (may_call(meeting.kind, because=meeting.called_because) + ruling_on_asking(meeting)).insist()
    meeting.keep()
    record_about(
        ForumEvent.MEETING_CALLED,
        "called",
        meeting,
        by=by,
        on=on,
        kind=meeting.kind,
        because=meeting.called_because,
    )
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, *, by: Person, on: date) -> Meeting:
    """Save another time, place or link; members are told once they have the agenda."""
    require(by, meeting.forum, Role.CLERK)
    before = Meeting.objects.get(pk=meeting.pk)
    lock_row(before)
    why = may_call(meeting.kind, because=meeting.called_because)
    (may_change_meeting(before.stage) + why).insist()
    changed = {
        name: {"was": _written(before, name), "is": _written(meeting, name)}
        for name in DETAILS
        if getattr(before, name) != getattr(meeting, name)
    }
    if not changed:
        return meeting
    meeting.save(update_fields=DETAILS)
    what = ", ".join(NAMES[name] for name in changed)
    record_about(ForumEvent.MEETING_CHANGED, f"{what} changed", meeting, by=by, on=on, **changed)
    if meeting.is_public:
        _tell(meeting, "Meeting changed", f"The meeting has a new {what}.")
    return meeting


@transaction.atomic
def move_meeting(
    meeting: Meeting, to_on: date, *, reason: str = "", by: Person, on: date
) -> Meeting:
    """Move a meeting to another day; once its agenda is published, with a reason."""
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    ruling_on_moving(meeting, to_on, reason=reason).insist()
    from_on, before = meeting.held_on, str(meeting)
    meeting.held_on = to_on
    meeting.save(update_fields=["held_on"])
    # Whoever stands in for one meeting does so on its day, whichever that is.
    named = meeting.substitutions.filter(kind=SubstituteKind.FOR_MEETING)
    named.update(from_on=to_on, until_on=to_on)
    search.moved(meeting)
    record_about(
        ForumEvent.MEETING_MOVED,
        f"moved here from {from_on:%-d %B %Y}",
        meeting,
        by=by,
        on=on,
        was=from_on,
        reason=reason,
    )
    if meeting.is_public:
        _tell(
            meeting,
            "Meeting moved",
            f"{before} now takes place on {to_on:%-d %B %Y}.\n\n{reason.strip()}",
        )
    return meeting


def ruling_on_moving(meeting: Meeting, to_on: date, *, reason: str) -> Ruling:
    """Whether the meeting may move to the day."""
    others = meeting.forum.meeting_set.going_ahead().exclude(pk=meeting.pk)
    return may_move(
        meeting.stage,
        from_on=meeting.held_on,
        to_on=to_on,
        reason=reason,
        is_taken=others.filter(held_on=to_on).exists(),
    )


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: Person, on: date) -> Meeting:
    """Cancel a meeting with a reason; it stays on the list, and its members are told."""
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    may_cancel(meeting.stage, reason).insist()
    meeting.cancelled_at, meeting.cancelled_by = timezone.now(), by
    meeting.cancelled_because = reason.strip()
    meeting.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_because"])
    record_about(
        ForumEvent.MEETING_CANCELLED,
        f"cancelled: {meeting.cancelled_because}",
        meeting,
        by=by,
        on=on,
        reason=meeting.cancelled_because,
    )
    _tell(meeting, "Meeting cancelled", f"{meeting} is cancelled.\n\n{meeting.cancelled_because}")
    return meeting


NAMES = {
    "starts_at_time": "time",
    "place": "place",
    "online_link": "link",
    "how_to_attend": "way to attend",
    "called_because": "reason",
}


def _written(meeting: Meeting, name: str) -> str:
    value = getattr(meeting, name)
    return "" if value is None else str(value)


def _tell(meeting: Meeting, subject: str, text: str) -> None:
    """One letter for each change, since a meeting may move twice."""
    starts = f"{meeting.starts_at_time:%H:%M}" if meeting.starts_at_time else ""
    where = "\n".join(filter(None, (starts, meeting.place, meeting.online_link)))
    text = f"{text}\n\n{where}\n"
    tell_members(meeting, Letter(NoticeKind.MEETING, f"meeting:{uuid4()}", subject, text))
