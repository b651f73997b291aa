"""The notice clocks of meetings: what must be published when, read from the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from forum.choices import DocumentKind
from forum.models.document import PublishedDocument
from forum.models.forum import Constitution, Forum
from forum.models.meeting import Meeting
from forum.rules.notice import ClockFacts, Due, clock

MINUTES = (DocumentKind.DRAFT_MINUTES, DocumentKind.MINUTES)


def clocks(forum: Forum, meetings: Iterable[Meeting], *, on: date) -> dict[UUID, tuple[Due, ...]]:
    """The clock of each meeting, in two queries however many there are.

    A decision outside a meeting has none: its notice is the time that members have to answer.
    Neither has a meeting that was entered long after.
    """
    meetings = [each for each in meetings if not (each.is_outside or each.is_historic)]
    settings = list(forum.constitution_set.order_by("-in_force_from"))
    drafted = _drafted(forum, meetings)
    return {
        meeting.pk: clock(_facts(meeting, settings, drafted.get(meeting.pk), on))
        for meeting in meetings
    }


def _facts(
    meeting: Meeting, settings: list[Constitution], drafted_on: date | None, on: date
) -> ClockFacts:
    # Publishing is judged by the settings of its day; until then, by those of today.
    publishing = meeting.agenda_published_on or min(on, meeting.held_on)
    return ClockFacts(
        meeting_on=meeting.held_on,
        on=on,
        notice_working_days=_in_force(settings, publishing).notice_working_days,
        minutes_draft_days=_in_force(settings, meeting.held_on).minutes_draft_days,
        agenda_published_on=meeting.agenda_published_on,
        draft_minutes_on=drafted_on,
        is_cancelled=meeting.cancelled_at is not None,
    )


def _in_force(settings: list[Constitution], day: date) -> Constitution:
    found = (each for each in settings if each.in_force_from <= day)
    return next(found, Constitution(in_force_from=date.min))


def _drafted(forum: Forum, meetings: list[Meeting]) -> dict[UUID, date]:
    """The day on which minutes of each meeting came out first."""
    out = PublishedDocument.objects.filter(
        forum=forum, kind__in=MINUTES, about__in=[meeting.pk for meeting in meetings]
    )
    first: dict[UUID, date] = {}
    for about, day in out.order_by("-published_on").values_list("about", "published_on"):
        first[about] = day
    return first
