"""The year plan of a forum, read from its meetings and the business on their agendas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from forum.choices import Business, MeetingKind
from forum.models.forum import Forum
from forum.models.meeting import AgendaItem, Meeting
from forum.rules.financial_year import ends_on, starts_on
from forum.rules.year_plan import Planned, PlannedMeeting, YearPlan, year_plan


@dataclass(frozen=True)
class PlannedRow:
    """One business of the year, and the meetings that take it."""

    planned: Planned
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True)
class YearOfMeetings:
    """A financial year: its meetings, and its business against the statutory cycle."""

    plan: YearPlan
    meetings: tuple[Meeting, ...]
    rows: tuple[PlannedRow, ...]


def year_of_meetings(forum: Forum, year: str, *, on: date) -> YearOfMeetings:
    """The plan as it stands on the day, in two queries whatever its size."""
    within = forum.meeting_set.filter(held_on__range=(starts_on(year), ends_on(year)))
    with_business = AgendaItem.objects.exclude(business="")
    found = within.exclude(kind=MeetingKind.OUTSIDE).order_by("held_on")
    meetings = list(found.prefetch_related(Prefetch("items", with_business, to_attr="planned")))
    for meeting in meetings:
        meeting.forum = forum
    plan = year_plan(year, [_planned(meeting) for meeting in meetings], on)
    on_day = {meeting.held_on: meeting for meeting in meetings if not meeting.cancelled_at}
    rows = tuple(
        PlannedRow(each, tuple(on_day[day] for day in each.meetings)) for each in plan.businesses
    )
    return YearOfMeetings(plan, tuple(meetings), rows)


def _planned(meeting: Meeting) -> PlannedMeeting:
    items: list[AgendaItem] = getattr(meeting, "planned", [])
    return PlannedMeeting(
        day=meeting.held_on,
        businesses=tuple(Business(item.business) for item in items),
        is_cancelled=meeting.cancelled_at is not None,
    )
