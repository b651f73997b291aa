"""What somebody who takes the clerk's desk over finds on it, read from the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from decisions.models.following.action import Action
from decisions.models.minuting.minutes import Minutes
from decisions.models.outcomes.outcome import Outcome
from forum.choices import ReturningKind
from forum.models import Appointment, Forum, Meeting, OfficeHolding, ReturningBusiness, Seat
from forum.models.clocks import clocks
from forum.models.people import PersonHere, people_of
from forum.models.planning import PlannedRow, YearOfMeetings, year_of_meetings
from forum.rules.financial_year import financial_year
from forum.rules.notice import Due, DueState

AHEAD = timedelta(days=90)
BACK = timedelta(days=365)
_MATTER = "question__placement__recommendation__matter"


@dataclass(frozen=True)
class Coming:
    """Something that falls on a day of the next ninety."""

    day: date
    text: str
    url: str = ""


@dataclass(frozen=True)
class MeetingClock:
    """A meeting with what must be published about it, and how its minutes stand."""

    meeting: Meeting
    dues: tuple[Due, ...]
    minutes: Minutes | None

    @property
    def minutes_words(self) -> str:
        """How far the minutes are: "not begun", "agreed", "signed"."""
        return self.minutes.stage.label if self.minutes else "Not begun"

    @property
    def is_open(self) -> bool:
        """Whether something about it is still to do."""
        late = any(due.state in (DueState.DUE, DueState.OVERDUE) for due in self.dues)
        return late or self.minutes is None or self.minutes.signed_at is None


@dataclass(frozen=True)
class Handover:
    """The desk of the clerk on a day."""

    until: date
    coming: tuple[Coming, ...]
    meetings: tuple[MeetingClock, ...]
    """Those whose clock still runs: held within a year, or to come."""
    actions: tuple[Action, ...]
    unsettled: tuple[Outcome, ...]
    terms: tuple[Appointment, ...]
    """Those that end within ninety days."""
    vacant: int
    offices: tuple[OfficeHolding, ...]
    staff: tuple[PersonHere, ...]
    year: YearOfMeetings

    @property
    def by_day(self) -> list[PlannedRow]:
        """The business of the year, the first that is due on top."""
        return sorted(self.year.rows, key=lambda row: row.planned.by)


def handover(forum: Forum, *, on: date) -> Handover:
    """All of it, in a fixed number of queries."""
    meetings = _meetings(forum, on)
    actions = _actions(forum)
    terms = _terms(forum, on)
    coming = (*_from_meetings(meetings, on), *_from_actions(actions, on), *_ending(forum, on))
    sitting = Appointment.objects.current(on).filter(forum=forum)
    seats = Seat.objects.in_being(on).filter(forum=forum)
    offices = OfficeHolding.objects.current(on).filter(forum=forum).order_by("office")
    unsettled = Outcome.objects.unsettled().filter(forum=forum).order_by("decided_on")
    return Handover(
        until=on + AHEAD,
        coming=tuple(sorted((*coming, *_from_terms(terms)), key=lambda each: each.day)),
        meetings=tuple(each for each in meetings if each.is_open),
        actions=tuple(actions),
        unsettled=tuple(unsettled.select_related("forum", _MATTER)),
        terms=tuple(terms),
        vacant=seats.exclude(pk__in=sitting.values("seat")).count(),
        offices=tuple(offices.select_related("appointment__person", "appointment__seat")),
        staff=people_of(forum, on=on).staff,
        year=year_of_meetings(forum, financial_year(on), on=on),
    )


def _meetings(forum: Forum, on: date) -> list[MeetingClock]:
    near = forum.meeting_set.going_ahead().filter(held_on__gte=on - BACK, is_historic=False)
    found = list(near.select_related("forum", "minutes__meeting").order_by("held_on"))
    dues = clocks(forum, found, on=on)
    return [
        MeetingClock(each, dues.get(each.pk, ()), getattr(each, "minutes", None)) for each in found
    ]


def _actions(forum: Forum) -> list[Action]:
    """What is open, the first that falls due on top, and what has no day at the end."""
    found = Action.objects.open().filter(forum=forum).select_related("due_meeting", "owner")
    return sorted(found, key=lambda each: each.due_day or date.max)


def _terms(forum: Forum, on: date) -> list[Appointment]:
    ending = Appointment.objects.current(on).filter(forum=forum, until_on__lte=on + AHEAD)
    return list(ending.select_related("seat", "person").order_by("until_on"))


def _from_meetings(meetings: Iterable[MeetingClock], on: date) -> Iterator[Coming]:
    for each in meetings:
        url = each.meeting.get_absolute_url()
        if on <= each.meeting.held_on <= on + AHEAD:
            yield Coming(each.meeting.held_on, str(each.meeting), url)
        for due in each.dues:
            if due.state == DueState.DUE and due.by <= on + AHEAD:
                day = f"{each.meeting.held_on:%-d %B %Y}"
                yield Coming(due.by, f"{due.what} for the meeting of {day}, at the latest", url)


def _from_actions(actions: Iterable[Action], on: date) -> Iterator[Coming]:
    for action in actions:
        if action.due_day and on <= action.due_day <= on + AHEAD:
            yield Coming(action.due_day, f"Action {action.reference}: {action.text}")


def _from_terms(terms: Iterable[Appointment]) -> Iterator[Coming]:
    for term in terms:
        if term.until_on:
            yield Coming(term.until_on, f"The term of {term.seat} ends")


def _ending(forum: Forum, on: date) -> Iterator[Coming]:
    """Authorities to spend that end."""
    waiting = ReturningBusiness.objects.waiting().filter(
        forum=forum, kind=ReturningKind.EXPIRING_AUTHORITY, due_on__range=(on, on + AHEAD)
    )
    for each in waiting:
        if each.due_on:
            yield Coming(each.due_on, each.sentence)
