"""Seats: what may change about a place on the forum, and when a term or an office in it ends.

The authority decides how many seats there are and for whom (Schools Forums (England) Regulations
2012, reg 4); the clerk enters what it decided. Who ceases to be a member ceases to be chair, for
the chair is one of the members (reg 8(5)).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from forum.choices import ACADEMIES_GROUPS
from forum.rules.groups import in_words
from forum.rules.ruling import Reason, Ruling

CLERK = "the clerk"
REG_4 = "Schools Forums (England) Regulations 2012, regulation 4"
FROM_AMONG = "Schools Forums (England) Regulations 2012, regulation 8(5)"


def may_keep_seat(*, group: str, phase: str, was_for: str = "") -> Ruling:
    """A seat keeps its group once somebody was appointed to it; academies seats have a phase.

    `was_for` is the group for which somebody was appointed already; empty for none.
    """
    return Ruling.of([*_group(group, was_for), *_phase(group, phase)])


def may_fill(*, abolished_on: date | None, from_on: date, until_on: date | None) -> Ruling:
    """A term in a seat ends before the day from which the seat is no more."""
    if abolished_on is not None and (until_on is None or until_on >= abolished_on):
        return Ruling.no(
            "seat-abolished",
            f"The seat is no more from {abolished_on:%-d %B %Y}: choose another seat, or a last "
            "day before that.",
            who=CLERK,
        )
    return Ruling()


def may_abolish(
    *, on: date, abolished_on: date | None, begins: Sequence[date] = (), last_sat: date | None
) -> Ruling:
    """A seat is abolished from a day on which no appointment begins, nor any after.

    `begins` are the first days of its terms; `last_sat` is the last meeting that lists it.
    """
    return Ruling.of(_abolishing(on, abolished_on, begins, last_sat))


def may_end_appointment(
    *, from_on: date, until_on: date, offices_from: Iterable[date] = ()
) -> Ruling:
    """A term ends on or after its first day, and not before an office that was taken in it."""
    return Ruling.of([*_ends(from_on, until_on), *_office(until_on, offices_from)])


def may_end_office(*, from_on: date, until_on: date, member_until: date | None) -> Ruling:
    """An office ends on or after its first day, and no later than the membership."""
    return Ruling.of([*_ends(from_on, until_on), *_beyond(until_on, member_until)])


def may_take_back(*, is_on_record: bool, instead: str) -> Ruling:
    """What was entered by mistake is removed as long as nothing else refers to it."""
    if is_on_record:
        return Ruling.no(
            "on-record", f"Other records refer to it, so it stays: {instead}.", who=CLERK
        )
    return Ruling()


def _group(group: str, was_for: str) -> Iterator[Reason]:
    if was_for and group != was_for:
        yield Reason(
            "seat-was-held",
            f"Somebody was appointed to this seat for {in_words(was_for)}, so its group stays: "
            "abolish the seat and add another.",
            CLERK,
            REG_4,
        )


def _phase(group: str, phase: str) -> Iterator[Reason]:
    if phase and group not in ACADEMIES_GROUPS:
        yield Reason(
            "phase-without-academies",
            "Only an academies seat has a phase of its own; the group of any other seat says it.",
            CLERK,
            REG_4,
        )


def _abolishing(
    on: date, abolished_on: date | None, begins: Sequence[date], last_sat: date | None
) -> Iterator[Reason]:
    if abolished_on is not None:
        yield Reason(
            "abolished-already",
            f"The seat is abolished already, from {abolished_on:%-d %B %Y}.",
            CLERK,
        )
    if later := [day for day in begins if day >= on]:
        yield Reason(
            "member-after",
            f"Somebody is appointed to this seat from {min(later):%-d %B %Y}: choose a later day.",
            CLERK,
        )
    if last_sat is not None and last_sat >= on:
        yield Reason(
            "sat-after",
            f"The record of the meeting of {last_sat:%-d %B %Y} lists this seat: choose a later "
            "day.",
            CLERK,
        )


def _ends(from_on: date, until_on: date) -> Iterator[Reason]:
    if until_on < from_on:
        yield Reason(
            "ends-before-start",
            f"The term began on {from_on:%-d %B %Y}: enter that day or a later one.",
            CLERK,
        )


def _office(until_on: date, offices_from: Iterable[date]) -> Iterator[Reason]:
    if later := [day for day in offices_from if day > until_on]:
        yield Reason(
            "office-after",
            f"They took office as chair or vice-chair on {min(later):%-d %B %Y}, after this day: "
            "choose a later day, or remove that office if it was entered by mistake.",
            CLERK,
            FROM_AMONG,
        )


def _beyond(until_on: date, member_until: date | None) -> Iterator[Reason]:
    if member_until is not None and until_on > member_until:
        yield Reason(
            "office-beyond-membership",
            f"They are a member until {member_until:%-d %B %Y}: an office ends no later.",
            CLERK,
            FROM_AMONG,
        )
