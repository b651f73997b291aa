"""Whether a forum keeps to its duties: what was published in time, how often it meets, its seats.

The Schools Forums (England) Regulations 2012 ask for prompt publication and four meetings a year;
how many days is a clause of the forum's constitution. Everything is worked out from the record, so
that nobody states it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from forum.rules.composition import REG_4, TERMS, Finding, State
from forum.rules.financial_year import ends_on
from forum.rules.notice import (
    MINUTES,
    NOTICE,
    Due,
    DueState,
    last_day_to_publish,
    working_days_between,
)
from forum.rules.year_plan import FOUR, MEETINGS_A_YEAR

PROMPTLY = "Schools Forums (England) Regulations 2012, regulation 8: published promptly"
PAPERS = f"{PROMPTLY}; {NOTICE[:1].lower()}{NOTICE[1:]}"
DRAFTS = f"{PROMPTLY}; {MINUTES[:1].lower()}{MINUTES[1:]}"
SOURCES = "The forum's record: agreed in principle, source to be settled by the forum"
TOO_LATE = (DueState.OVERDUE, DueState.DONE_LATE)


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting whose agenda is published: when each part of it was."""

    held_on: date
    is_held: bool
    is_cancelled: bool = False
    notice: int = 0
    """Clear working days that the constitution asks for."""
    published_on: date | None = None
    papers: tuple[date, ...] = ()
    """The day on which each paper was published."""
    agenda: Due | None = None
    minutes: Due | None = None
    """None for both where no clock runs: cancelled, or entered long after."""


@dataclass(frozen=True)
class Kept:
    """How one meeting was kept."""

    by: date
    """The last day to publish its agenda and papers."""
    given: int | None
    """Clear working days between publishing and the meeting; None: not published."""
    papers: int
    papers_late: int
    worst: int
    """By how many working days the last of the late papers was late."""


@dataclass(frozen=True)
class ForumFacts:
    """A forum's year and its seats on a day."""

    year: str
    on: date
    meetings: tuple[MeetingFacts, ...]
    seats: int
    filled: int
    terms_ended: int
    unsettled: int
    unsettled_since: date | None = None


def kept(meeting: MeetingFacts) -> Kept:
    """How one meeting was kept, counted in working days."""
    by = last_day_to_publish(meeting.held_on, meeting.notice)
    late = [working_days_late(by, day) for day in meeting.papers if day > by]
    out = meeting.published_on
    return Kept(
        by=by,
        given=working_days_between(out, meeting.held_on) if out else None,
        papers=len(meeting.papers),
        papers_late=len(late),
        worst=max(late, default=0),
    )


def working_days_late(by: date, day: date) -> int:
    """The working days after the last day, up to and with the day itself; at least one."""
    return max(1, working_days_between(by, day + timedelta(days=1)))


def compliance(facts: ForumFacts) -> tuple[Finding, ...]:
    """Each duty and how it stands."""
    running = [each for each in facts.meetings if each.agenda and not each.is_cancelled]
    return (
        _in_time("agendas", "agenda", [each.agenda for each in running if each.agenda], PAPERS),
        _papers([kept(each) for each in running]),
        _in_time("minutes", "draft", [each.minutes for each in running if each.minutes], DRAFTS),
        _meetings(facts),
        _seats(facts),
        _terms(facts),
        _sources(facts),
    )


def _in_time(code: str, one: str, dues: list[Due], source: str) -> Finding:
    """How many were out in time, of those that are due by now."""
    what = {"agendas": "Agendas", "minutes": "Draft minutes"}[code]
    due = [each for each in dues if each.state != DueState.DUE]
    late = [each for each in due if each.state in TOO_LATE]
    if not due:
        return Finding(code, f"{what}: none was due yet.", source, State.MET)
    words = f"{what}: {len(due) - len(late)} of {_many(len(due), one)} published in time."
    return Finding(code, words, source, State.NOT_MET if late else State.MET)


def _papers(all_kept: list[Kept]) -> Finding:
    papers, late = (
        sum(each.papers for each in all_kept),
        sum(each.papers_late for each in all_kept),
    )
    if not papers:
        return Finding("papers", "Papers: none was published yet.", PAPERS, State.MET)
    words = f"Papers: {papers - late} of {_many(papers, 'paper')} published in time."
    if late:
        worst = _many(max(each.worst for each in all_kept), "working day")
        words = f"{words} The latest came {worst} late."
    return Finding("papers", words, PAPERS, State.NOT_MET if late else State.MET)


def _meetings(facts: ForumFacts) -> Finding:
    going = [each for each in facts.meetings if not each.is_cancelled]
    held = sum(each.is_held for each in going)
    is_over = facts.on > ends_on(facts.year)
    coming = "" if is_over else f" and {len(going) - held} published to come"
    words = (
        f"Meetings: {held} held{coming} in {facts.year}; at least {MEETINGS_A_YEAR} are needed "
        "each year."
    )
    if held >= MEETINGS_A_YEAR:
        state = State.MET
    else:
        state = State.NOT_MET if is_over else State.TO_LOOK_AT
    return Finding("meetings", words, FOUR, state)


def _seats(facts: ForumFacts) -> Finding:
    if not facts.seats:
        return Finding("seats", "Seats: none is entered.", REG_4, State.NOT_MET)
    vacant = facts.seats - facts.filled
    words = f"Seats: {facts.filled} of {_many(facts.seats, 'seat')} filled, {vacant} vacant."
    return Finding("seats", words, REG_4, State.TO_LOOK_AT if vacant else State.MET)


def _terms(facts: ForumFacts) -> Finding:
    ended = facts.terms_ended
    words = (
        f"Terms of office: {_many(ended, 'seat')} vacant since a term ended."
        if ended
        else "Terms of office: no seat is vacant since a term ended."
    )
    return Finding("terms", words, TERMS, State.NOT_MET if ended else State.MET)


def _sources(facts: ForumFacts) -> Finding:
    if not facts.unsettled:
        words = "Funding sources: every published decision names its source."
        return Finding("sources", words, SOURCES, State.MET)
    since = (
        f", the oldest since {facts.unsettled_since:%-d %B %Y}" if facts.unsettled_since else ""
    )
    words = (
        f"Funding sources: {_many(facts.unsettled, 'decision')} without a settled source{since}."
    )
    return Finding("sources", words, SOURCES, State.NOT_MET)


def _many(number: int, unit: str) -> str:
    return f"1 {unit}" if number == 1 else f"{number} {unit}s"
