"""The year plan: which meeting takes which business of the statutory cycle, and by when.

The year is the financial year, April to March, in which the meetings lie. Its autumn and winter
decide about the next: de-delegation and central spending are voted on every year, before the
authority sends its proforma in January and before the money is spent from 1 April.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from forum.choices import Business
from forum.rules.financial_year import financial_year, year_after, year_before

MEETINGS_A_YEAR = 4
FOUR = "Schools Forums (England) Regulations 2012, regulation 8(1)"
APRIL = 4


class PlanState(StrEnum):
    """Where one business of the year stands."""

    PLANNED = "planned"
    NOT_PLANNED = "not_planned"
    TOO_LATE = "too_late"
    DONE = "done"


@dataclass(frozen=True)
class Cycle:
    """When a business comes round: from one month to the end of another, and why then."""

    first_month: int
    last_month: int
    deadline: str
    """{year} is the year of the plan, {next} the one after, {last} the one before."""
    source: str
    only_if_proposed: bool = False
    """Whether a year without it is in order."""


CYCLE: dict[Business, Cycle] = {
    Business.DE_DELEGATION: Cycle(
        9,
        1,
        "Vote each service and phase between September and January, before {next} begins.",
        "School and Early Years Finance (England) Regulations: a decision for each year",
    ),
    Business.CENTRAL: Cycle(
        9,
        3,
        "Decide line by line before 1 April, when {next} begins.",
        "School and Early Years Finance (England) Regulations, Schedule 2",
    ),
    Business.FORMULA: Cycle(
        9,
        1,
        "Consult the forum before the authority sends its proforma for {next} in January; budget "
        "shares go out by the end of February.",
        "School and Early Years Finance (England) Regulations",
    ),
    Business.GROWTH: Cycle(
        9,
        1,
        "Agree the funds and their criteria for {next} before the proforma in January.",
        "School and Early Years Finance (England) Regulations, regulation 8(5)",
    ),
    Business.TRANSFER: Cycle(
        9,
        1,
        "Where one is proposed: decide before the proforma for {next} in January; it holds for "
        "one year only.",
        "DSG conditions of grant and schools operational guide",
        only_if_proposed=True,
    ),
    Business.HIGH_NEEDS: Cycle(
        9,
        3,
        "Consult the forum once a year on places and top-ups, before {next} begins.",
        "Schools Forums (England) Regulations 2012, consultation each year",
    ),
    Business.EARLY_YEARS: Cycle(
        9,
        2,
        "Agree central spending and consult on the formula before the rates for {next} are due; "
        "those for 2026-27 were due by 28 February.",
        "DSG conditions of grant and early years guidance",
    ),
    Business.SCHEME: Cycle(
        4,
        3,
        "Where a change is proposed: the members for maintained schools approve it before it "
        "takes effect.",
        "Schemes for financing local authority maintained schools",
        only_if_proposed=True,
    ),
    Business.OUTTURN: Cycle(
        5,
        9,
        "Report the outturn of {last} in summer, by service and phase.",
        "Practice of councils: outturn after the accounts are closed",
    ),
    Business.COMPOSITION: Cycle(
        4,
        3,
        "Look at seats and pupil numbers at least once a year.",
        "Schools Forums (England) Regulations 2012, regulation 4",
    ),
    Business.OFFICES: Cycle(
        4,
        3,
        "Elect when the term that the forum set ends; many forums do so at the first meeting of "
        "the autumn.",
        "Schools Forums (England) Regulations 2012, regulation 8(5)",
    ),
    Business.FORWARD_PLAN: Cycle(
        4,
        3,
        "Agree the plan of the year ahead, so that members can ask their schools in time.",
        "Practice of councils: forward plan",
    ),
}


@dataclass(frozen=True)
class PlannedMeeting:
    """A meeting of the year and what it takes; a decision outside a meeting is not one."""

    day: date
    businesses: tuple[Business, ...] = ()
    is_cancelled: bool = False


@dataclass(frozen=True)
class Planned:
    """One business of the year: when it is due, and who takes it."""

    business: Business
    state: PlanState
    meetings: tuple[date, ...]
    opens: date
    by: date
    """The last day that is in time."""
    deadline: str
    source: str
    sentence: str


@dataclass(frozen=True)
class YearPlan:
    """The meetings of a financial year against its statutory cycle."""

    year: str
    meetings: int
    """How many are called, without those cancelled."""
    businesses: tuple[Planned, ...]
    needed: int = MEETINGS_A_YEAR
    source: str = FOUR

    @property
    def has_enough_meetings(self) -> bool:
        return self.meetings >= self.needed

    @property
    def sentence(self) -> str:
        """The number of meetings against what the law asks."""
        called = f"{self.meetings} {'meeting is' if self.meetings == 1 else 'meetings are'} called"
        return f"{called} for {self.year}; the law asks for at least {self.needed}."


def year_plan(year: str, meetings: Iterable[PlannedMeeting], on: date) -> YearPlan:
    """The plan of a financial year as it stands on a day."""
    called = [
        meeting
        for meeting in meetings
        if financial_year(meeting.day) == year and not meeting.is_cancelled
    ]
    return YearPlan(
        year=year,
        meetings=len(called),
        businesses=tuple(_planned(business, year, called, on) for business in CYCLE),
    )


def window(business: Business, year: str) -> tuple[date, date]:
    """The first and the last day in the year on which the business is in time."""
    cycle = CYCLE[business]
    return _first(cycle.first_month, year), _last(cycle.last_month, year)


def _planned(business: Business, year: str, called: list[PlannedMeeting], on: date) -> Planned:
    days = tuple(sorted(each.day for each in called if business in each.businesses))
    opens, by = window(business, year)
    cycle = CYCLE[business]
    state = _state(cycle, days, by, on)
    return Planned(
        business=business,
        state=state,
        meetings=days,
        opens=opens,
        by=by,
        deadline=cycle.deadline.format(year=year, next=year_after(year), last=year_before(year)),
        source=cycle.source,
        sentence=_sentence(state, cycle, days, by),
    )


def _state(cycle: Cycle, days: tuple[date, ...], by: date, on: date) -> PlanState:
    in_time = [day for day in days if day <= by]
    if in_time:
        return PlanState.DONE if in_time[0] < on else PlanState.PLANNED
    if days or (on > by and not cycle.only_if_proposed):
        return PlanState.TOO_LATE
    return PlanState.NOT_PLANNED


def _sentence(state: PlanState, cycle: Cycle, days: tuple[date, ...], by: date) -> str:
    said = " and ".join(f"{day:%-d %B %Y}" for day in days)
    last = f"{by:%-d %B %Y}"
    if state == PlanState.DONE:
        return f"Taken on {said}." if len(days) == 1 else f"On the agendas of {said}."
    if state == PlanState.PLANNED:
        return f"On the agenda of {said}."
    if state == PlanState.TOO_LATE:
        return f"On the agenda of {said}, after {last}." if days else f"Not taken by {last}."
    if cycle.only_if_proposed:
        return "On no agenda; needed only where it is proposed."
    return f"On no agenda yet; due by {last}."


def _first(month: int, year: str) -> date:
    start = int(year[:4])
    return date(start if month >= APRIL else start + 1, month, 1)


def _last(month: int, year: str) -> date:
    first = _first(month, year)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
