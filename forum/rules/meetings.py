"""Meetings: from planned to held, and what may still be done on the way.

Schools Forums (England) Regulations 2012, reg 8: meetings are public, and the chair decides the
agenda. They name no length of notice; that is a clause of the forum's constitution. Guidance
accepts a decision outside a meeting by an agreed procedure, every member being asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from string import ascii_uppercase
from typing import TypeVar

from forum.choices import MeetingKind, MeetingStage
from forum.rules.notice import working_days_between
from forum.rules.ruling import Reason, Ruling

Item = TypeVar("Item", bound=Hashable)
NEXT: dict[MeetingStage, frozenset[MeetingStage]] = {
    MeetingStage.PLANNED: frozenset({MeetingStage.PUBLISHED, MeetingStage.CANCELLED}),
    MeetingStage.PUBLISHED: frozenset({MeetingStage.OPEN, MeetingStage.CANCELLED}),
    MeetingStage.OPEN: frozenset({MeetingStage.HELD}),
    MeetingStage.HELD: frozenset(),
    MeetingStage.CANCELLED: frozenset(),
}
AGENDA = "Schools Forums (England) Regulations 2012, regulation 8(7)"
NOTICE = "The forum's constitution: notice of meetings"
PUBLIC = "Schools Forums (England) Regulations 2012, regulation 8(2): meetings are public"
ORDER = "The order of a meeting: called, published, opened, closed"
URGENCY = "The forum's constitution: urgent business; schools forum guidance"
CLERK = "the clerk"
CHAIR = "the chair"
HELD = Reason("meeting-held", "The meeting is over: its agenda is on record.", CLERK, ORDER)
NO_REASON = Reason("no-reason", "Say why: members and the public are told.", CLERK, PUBLIC)
CANCELLED = Reason("meeting-cancelled", "The meeting is cancelled: call another.", CLERK, ORDER)


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


def may_open(
    *,
    stage: MeetingStage,
    meeting_on: date,
    on: date,
    kind: MeetingKind = MeetingKind.ORDINARY,
    urgency_procedure: bool = False,
) -> Ruling:
    """A meeting is opened once, after its agenda was published.

    A decision outside a meeting is opened on any day up to its last, where the constitution has a
    procedure for it.
    """
    if kind == MeetingKind.OUTSIDE:
        reasons = [*_opening(stage), *_procedure(urgency_procedure), *_last_day(meeting_on, on)]
        return Ruling.of(reasons)
    return Ruling.of(_opening(stage), _other_day(meeting_on, on))


def may_close(*, stage: MeetingStage, open_ballots: int) -> Ruling:
    """A meeting is closed once, when no ballot is open any more."""
    return Ruling.of(_closing(stage, open_ballots))


def may_add_item(stage: MeetingStage) -> Ruling:
    """Items are added until the meeting is over; once published, only as late items."""
    ended = {MeetingStage.HELD: HELD, MeetingStage.CANCELLED: CANCELLED}.get(stage)
    return Ruling.of([ended] if ended else [])


def may_take_item(stage: MeetingStage) -> Ruling:
    """Items are taken while the meeting is in progress."""
    if stage == MeetingStage.OPEN:
        return Ruling()
    said = "Items are taken while the meeting is open."
    return Ruling.no("not-in-progress", said, who=CLERK, source=ORDER)


def may_cancel(stage: MeetingStage, reason: str) -> Ruling:
    """A meeting is cancelled before it is opened, with a reason that members are told."""
    return Ruling.of(_cancelling(stage, reason))


def may_move(
    stage: MeetingStage, *, from_on: date, to_on: date, reason: str, is_taken: bool = False
) -> Ruling:
    """A meeting moves to a free day; once its agenda is published, with a reason."""
    reasons = [*_moving(stage, reason), *_new_day(from_on, to_on, is_taken)]
    return Ruling.of(reasons, _sooner(stage, from_on, to_on))


def may_decide_outside(*, in_constitution: bool, members: int, told: int) -> Ruling:
    """Decided outside a meeting only by the constitution's procedure, every member being told."""
    return Ruling.of([*_procedure(in_constitution), *_telling(members, told)])


def is_quorate_outside(*, replies: int, needed: int) -> bool:
    """Whether as many members answered as a meeting would need; the chair alone never suffices."""
    return needed > 0 and replies >= needed


def may_reorder(stage: MeetingStage) -> Ruling:
    """Printed numbers stay put once members have the agenda."""
    if stage == MeetingStage.PLANNED:
        return Ruling()
    if stage == MeetingStage.CANCELLED:
        return Ruling.of([CANCELLED])
    return Ruling.no(
        "agenda-published",
        "The agenda is published, so its numbers stay. Add a late item instead, such as 7A.",
        who=CLERK,
        source=ORDER,
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


def reordered(numbers: Mapping[Item, str], order: Sequence[Item]) -> dict[Item, str]:
    """The items in a new order, each with the printed number of the place it takes.

    The numbers stay as the clerk typed them, with gaps and parts such as 6(6): only who bears them
    changes. An item that the order leaves out, added meanwhile, stays behind the others.
    """
    known = dict.fromkeys(item for item in order if item in numbers)
    items = [*known, *(item for item in numbers if item not in known)]
    return dict(zip(items, numbers.values(), strict=True))


def _publishing(facts: AgendaFacts) -> Iterator[Reason]:
    if facts.stage == MeetingStage.CANCELLED:
        yield CANCELLED
    elif MeetingStage.PUBLISHED not in NEXT[facts.stage]:
        yield Reason("published-already", "The agenda is published already.", CLERK, ORDER)
    if facts.items < 1:
        yield Reason("no-items", "Add at least one item to the agenda.", CLERK, AGENDA)
    if facts.published_on > facts.meeting_on:
        yield Reason(
            "meeting-day-past",
            f"The meeting was on {facts.meeting_on:%-d %B %Y}: an agenda is published before it.",
            CLERK,
            NOTICE,
        )


def _notice(facts: AgendaFacts) -> Iterator[Reason]:
    given = working_days_between(facts.published_on, facts.meeting_on)
    if given < facts.notice_working_days:
        yield Reason(
            "short-notice",
            f"Members get {given} clear working days of notice; the constitution asks for "
            f"{facts.notice_working_days}.",
            CHAIR,
            NOTICE,
        )


def _opening(stage: MeetingStage) -> Iterator[Reason]:
    if stage == MeetingStage.PLANNED:
        yield Reason(
            "agenda-not-published", "Publish the agenda before the meeting.", CLERK, ORDER
        )
    elif stage == MeetingStage.CANCELLED:
        yield CANCELLED
    elif MeetingStage.OPEN not in NEXT[stage]:
        yield Reason("opened-already", "The meeting has been opened already.", CLERK, ORDER)


def _other_day(meeting_on: date, on: date) -> Iterator[Reason]:
    if on != meeting_on:
        yield Reason(
            "not-its-day",
            f"The meeting is called for {meeting_on:%-d %B %Y}, not {on:%-d %B %Y}.",
            CLERK,
            NOTICE,
        )


def _closing(stage: MeetingStage, open_ballots: int) -> Iterator[Reason]:
    if stage == MeetingStage.HELD:
        yield Reason("closed-already", "The meeting is closed already.", CLERK, ORDER)
    elif stage == MeetingStage.CANCELLED:
        yield CANCELLED
    elif MeetingStage.HELD not in NEXT[stage]:
        yield Reason("meeting-not-open", "The meeting has not been opened.", CLERK, ORDER)
    if open_ballots > 0:
        yield Reason(
            "ballots-open",
            "1 ballot is still open: close it, or void it with a reason."
            if open_ballots == 1
            else f"{open_ballots} ballots are still open: close them, or void them with a reason.",
            CLERK,
            ORDER,
        )


def _procedure(in_constitution: bool) -> Iterator[Reason]:
    if not in_constitution:
        yield Reason(
            "no-urgency-procedure",
            "The constitution has no procedure for decisions outside a meeting: call an "
            "extraordinary meeting.",
            CHAIR,
            URGENCY,
        )


def _last_day(last: date, on: date) -> Iterator[Reason]:
    if on > last:
        yield Reason(
            "last-day-past",
            f"Answers were asked for by {last:%-d %B %Y}: move the last day first.",
            CLERK,
            URGENCY,
        )


def _telling(members: int, told: int) -> Iterator[Reason]:
    if members < 1:
        yield Reason("nobody-to-ask", "No seat is filled, so nobody can decide.", CLERK, URGENCY)
    elif told < members:
        yield Reason(
            "not-all-told",
            f"{told} of {members} members were told: tell every member, for the chair alone "
            "decides nothing.",
            CLERK,
            URGENCY,
        )


def _cancelling(stage: MeetingStage, reason: str) -> Iterator[Reason]:
    if stage == MeetingStage.CANCELLED:
        yield Reason("cancelled-already", "The meeting is cancelled already.", CLERK, ORDER)
    elif MeetingStage.CANCELLED not in NEXT[stage]:
        yield Reason(
            "was-opened",
            "The meeting has been opened: close it, with what happened.",
            CLERK,
            ORDER,
        )
    if not reason.strip():
        yield NO_REASON


def _moving(stage: MeetingStage, reason: str) -> Iterator[Reason]:
    if stage == MeetingStage.CANCELLED:
        yield CANCELLED
    elif stage in (MeetingStage.OPEN, MeetingStage.HELD):
        yield Reason(
            "day-is-record", "The meeting has been opened: its day is a fact.", CLERK, ORDER
        )
    elif stage == MeetingStage.PUBLISHED and not reason.strip():
        yield NO_REASON


def _new_day(from_on: date, to_on: date, is_taken: bool) -> Iterator[Reason]:
    if to_on == from_on:
        yield Reason("same-day", f"The meeting is on {to_on:%-d %B %Y} already.", CLERK, NOTICE)
    elif is_taken:
        yield Reason(
            "day-taken", f"There is already a meeting on {to_on:%-d %B %Y}.", CLERK, NOTICE
        )


def _sooner(stage: MeetingStage, from_on: date, to_on: date) -> Iterator[Reason]:
    if stage == MeetingStage.PUBLISHED and to_on < from_on:
        yield Reason(
            "brought-forward",
            f"Members were told {from_on:%-d %B %Y}: a day before it shortens their notice.",
            CHAIR,
            NOTICE,
        )
