"""Notice of a meeting, counted in England's working days, and the clock of what is published.

The Schools Forums (England) Regulations 2012 name no number of days; guidance speaks of six
working days, and many councils use five. The number is a clause of the forum's constitution.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import holidays

NOTICE = "The forum's constitution: notice of meetings"
MINUTES = "The forum's constitution: draft minutes"
TELLING = "Schools Forums (England) Regulations 2012, regulation 7(5)"


class DueState(StrEnum):
    """Whether something that falls due was done, and in time."""

    DONE = "done"
    DONE_LATE = "done_late"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Due:
    """Something that must be done by a day."""

    what: str
    by: date
    done_on: date | None
    state: DueState
    sentence: str
    source: str

    @property
    def words(self) -> str:
        """The sentence where `what` stands beside it: "Was due by 6 January 2026, …"."""
        words = self.sentence.removeprefix(f"{self.what}: ")
        return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class NewMember:
    """A non-schools member whom governing bodies and academies must be told of."""

    seat: str
    from_on: date
    told_on: date | None = None


@dataclass(frozen=True)
class ClockFacts:
    """A meeting, the constitution's clocks, and what has been published."""

    meeting_on: date
    on: date
    notice_working_days: int
    minutes_draft_days: int
    agenda_published_on: date | None = None
    draft_minutes_on: date | None = None
    is_cancelled: bool = False
    new_members: tuple[NewMember, ...] = ()


def is_working_day(day: date) -> bool:
    """Monday to Friday, and not a bank holiday in England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def working_days_between(first: date, last: date) -> int:
    """Clear working days after the first day and before the last; 0 when last is not later."""
    days = (last - first).days
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, days))


def last_day_to_publish(meeting_on: date, working_days: int) -> date:
    """The latest day that leaves so many clear working days before the meeting."""
    day = meeting_on
    while working_days_between(day, meeting_on) < working_days:
        day -= timedelta(days=1)
    return day


def clock(facts: ClockFacts) -> tuple[Due, ...]:
    """What must be published when; a cancelled meeting asks for nothing more."""
    return tuple(_dues(facts))


def due(
    what: str, by: date, done_on: date | None, *, on: date, source: str, working: bool = False
) -> Due:
    """One thing that falls due by a day, as it stands on another, late by days or working days."""
    state, words = _standing(by, done_on, on, working=working)
    return Due(what, by, done_on, state, f"{what}: {words}", source)


def a_month_after(day: date) -> date:
    """The same day of the next month, or that month's last day."""
    following = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    last = (following + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return last if day.day > last.day else following.replace(day=day.day)


def _dues(facts: ClockFacts) -> Iterator[Due]:
    if not facts.is_cancelled:
        publish_by = last_day_to_publish(facts.meeting_on, facts.notice_working_days)
        minutes_by = facts.meeting_on + timedelta(days=facts.minutes_draft_days)
        published, drafted = facts.agenda_published_on, facts.draft_minutes_on
        yield due(
            "Agenda and papers published",
            publish_by,
            published,
            on=facts.on,
            source=NOTICE,
            working=True,
        )
        yield due("Draft minutes published", minutes_by, drafted, on=facts.on, source=MINUTES)
    for member in facts.new_members:
        yield due(
            f"Governing bodies and academies told of {member.seat}",
            a_month_after(member.from_on),
            member.told_on,
            on=facts.on,
            source=TELLING,
        )


def _standing(by: date, done_on: date | None, on: date, *, working: bool) -> tuple[DueState, str]:
    last = f"{by:%-d %B %Y}"
    if done_on is None and on <= by:
        return DueState.DUE, f"due by {last}, {_in_days((by - on).days)}."
    if done_on is None:
        return DueState.OVERDUE, f"was due by {last}, {_late(by, on, working)} ago."
    if done_on <= by:
        return DueState.DONE, f"done on {done_on:%-d %B %Y}, due by {last}."
    late = _late(by, done_on, working)
    return DueState.DONE_LATE, f"done on {done_on:%-d %B %Y}, {late} after {last}."


def _late(by: date, day: date, working: bool) -> str:
    """How late: in the working days that notice is counted in, where any has passed."""
    days = working_days_between(by, day + timedelta(days=1)) if working else 0
    return _days(days, "working day") if days else _days((day - by).days)


def _in_days(days: int) -> str:
    return "today" if days == 0 else f"in {_days(days)}"


def _days(days: int, unit: str = "day") -> str:
    return f"1 {unit}" if days == 1 else f"{days} {unit}s"


def _bank_holidays(year: int) -> holidays.HolidayBase:
    if year not in _BY_YEAR:
        _BY_YEAR[year] = holidays.country_holidays("GB", subdiv="ENG", years=year)
    return _BY_YEAR[year]


_BY_YEAR: dict[int, holidays.HolidayBase] = {}
