"""Meetings: from planned to held, and what may still be done on the way.

Schools Forums (England) Regulations 2012, reg 8: meetings are public, and the chair decides the
agenda. They name no length of notice; that is a clause of the forum's constitution.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from string import ascii_uppercase

from forum.choices import MeetingStage
from forum.rules.notice import working_days_between
from forum.rules.ruling import Reason, Ruling

NEXT: dict[MeetingStage, frozenset[MeetingStage]] = {
    MeetingStage.PLANNED: frozenset({MeetingStage.PUBLISHED}),
    MeetingStage.PUBLISHED: frozenset({MeetingStage.OPEN}),
    MeetingStage.OPEN: frozenset({MeetingStage.HELD}),
    MeetingStage.HELD: frozenset(),
}
AGENDA = "Schools Forums (England) Regulations 2012, regulation 8(7)"
NOTICE = "The forum's constitution: notice of meetings"
CLERK = "the clerk"


@dataclass(frozen=True)
class AgendaFacts:
    """An agenda about to be published."""

    stage: MeetingStage
    meeting_on: date
    items: int
    published_on: date
    """The day on which it would be published."""
    notice_working_days: int


def may_publish_agenda(facts: AgendaFacts) -> Ruling:
    """An agenda with business on it is published once, by the day of its meeting."""
    return Ruling.of(_publishing(facts), _notice(facts))


def may_open(*, stage: MeetingStage, meeting_on: date, on: date) -> Ruling:
    """A meeting is opened once, after its agenda was published."""
    return Ruling.of(_opening(stage), _other_day(meeting_on, on))


def may_close(*, stage: MeetingStage, open_ballots: int) -> Ruling:
    """A meeting is closed once, when no ballot is open any more."""
    return Ruling.of(_closing(stage, open_ballots))


def may_add_item(stage: MeetingStage) -> Ruling:
    """Items are added until the meeting is over; once published, only as late items."""
    if stage == MeetingStage.HELD:
        return Ruling.no("meeting-held", "The meeting is over; its agenda is part of the record.")
    return Ruling()


def may_reorder(stage: MeetingStage) -> Ruling:
    """Printed numbers stay put once members have the agenda."""
    if stage == MeetingStage.PLANNED:
        return Ruling()
    return Ruling.no(
        "agenda-published",
        "The agenda is published, so its numbers stay. Add a late item instead, such as 7A.",
        who=CLERK,
    )


def is_late_item(stage: MeetingStage) -> bool:
    """Whether an item added now is a late one, with a letter after its number."""
    return stage in (MeetingStage.PUBLISHED, MeetingStage.OPEN)


def late_number(after: str, taken: Collection[str]) -> str:
    """The number of a late item that follows another: "7A" after "7", then "7B"."""
    base = re.sub(r"[A-Z]+$", "", after)
    letters = (*ascii_uppercase, *map("".join, product(ascii_uppercase, repeat=2)))
    free = [base + letter for letter in letters if base + letter not in taken]
    return free[0]


def _publishing(facts: AgendaFacts) -> Iterator[Reason]:
    if MeetingStage.PUBLISHED not in NEXT[facts.stage]:
        yield Reason("published-already", "The agenda is published already.")
    if facts.items < 1:
        yield Reason("no-items", "Add at least one item to the agenda.", CLERK, AGENDA)
    if facts.published_on > facts.meeting_on:
        yield Reason(
            "meeting-day-past",
            f"The meeting was on {facts.meeting_on:%-d %B %Y}: an agenda is published before it.",
            CLERK,
        )


def _notice(facts: AgendaFacts) -> Iterator[Reason]:
    given = working_days_between(facts.published_on, facts.meeting_on)
    if given < facts.notice_working_days:
        yield Reason(
            "short-notice",
            f"Members get {given} clear working days of notice; the constitution asks for "
            f"{facts.notice_working_days}.",
            "the chair",
            NOTICE,
        )


def _opening(stage: MeetingStage) -> Iterator[Reason]:
    if stage == MeetingStage.PLANNED:
        yield Reason("agenda-not-published", "Publish the agenda before the meeting.", CLERK)
    elif MeetingStage.OPEN not in NEXT[stage]:
        yield Reason("opened-already", "The meeting has been opened already.")


def _other_day(meeting_on: date, on: date) -> Iterator[Reason]:
    if on != meeting_on:
        yield Reason(
            "not-its-day",
            f"The meeting is called for {meeting_on:%-d %B %Y}, not {on:%-d %B %Y}.",
            CLERK,
        )


def _closing(stage: MeetingStage, open_ballots: int) -> Iterator[Reason]:
    if stage == MeetingStage.HELD:
        yield Reason("closed-already", "The meeting is closed already.")
    elif MeetingStage.HELD not in NEXT[stage]:
        yield Reason("meeting-not-open", "The meeting has not been opened.", CLERK)
    if open_ballots > 0:
        yield Reason(
            "ballots-open",
            "1 ballot is still open: close it, or void it with a reason."
            if open_ballots == 1
            else f"{open_ballots} ballots are still open: close them, or void them with a reason.",
            CLERK,
        )
