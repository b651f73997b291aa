"""The published meetings of a forum as a calendar shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max
from django.utils import timezone

from forum.choices import DayBasis, ForumEvent, MeetingKind
from forum.models.audit import AuditEntry
from forum.models.forum import Forum
from forum.models.meeting import Meeting

CHANGES = (
    ForumEvent.AGENDA_PUBLISHED,
    ForumEvent.MEETING_MOVED,
    ForumEvent.MEETING_CHANGED,
    ForumEvent.MEETING_CANCELLED,
)
"""What a calendar that has the meeting must be told; none of it can be undone unseen."""


@dataclass(frozen=True)
class Sitting:
    """A meeting as an entry of a calendar."""

    meeting: Meeting
    changes: int
    """How often it changed: rises with each change, and never falls."""
    changed_at: datetime


def sittings(forum: Forum) -> list[Sitting]:
    """Every published meeting of the forum in a room, the earliest first, in two queries."""
    found = [each for each in forum.meeting_set.public().order_by("held_on") if has_place(each)]
    for meeting in found:
        meeting.forum = forum
    return as_sittings(found)


def has_place(meeting: Meeting) -> bool:
    """Whether a diary can hold it: not asked by e-mail, not entered long after, on a known day."""
    is_in_a_room = meeting.kind != MeetingKind.OUTSIDE and not meeting.is_historic
    return is_in_a_room and meeting.day_basis == DayBasis.STATED


def starts_of(meeting: Meeting) -> date | datetime:
    """The moment at which the meeting begins; its day alone, where no time is stated."""
    if meeting.starts_at_time is None:
        return meeting.held_on
    return timezone.make_aware(datetime.combine(meeting.held_on, meeting.starts_at_time))


def title_of(meeting: Meeting) -> str:
    """The meeting by its forum and kind: "Borsetshire Schools Forum: ordinary meeting"."""
    return f"{meeting.forum.name}: {meeting.get_kind_display().lower()}"


def as_sittings(meetings: Iterable[Meeting]) -> list[Sitting]:
    """The meetings with how often each changed."""
    meetings = list(meetings)
    known = _changes([meeting.pk for meeting in meetings])
    return [
        Sitting(meeting, *known.get(meeting.pk, (0, meeting.recorded_at))) for meeting in meetings
    ]


def _changes(meetings: list[UUID]) -> dict[UUID, tuple[int, datetime]]:
    """How often each changed, and when last: the trail knows."""
    told = AuditEntry.objects.filter(event__in=CHANGES, about__in=meetings)
    counted = told.order_by().values("about").annotate(many=Count("pk"), last=Max("recorded_at"))
    return {each["about"]: (each["many"], each["last"]) for each in counted if each["about"]}
