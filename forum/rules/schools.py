"""Schools: what the record of a school must agree with, and its days.

Who a school's members represent hangs on it: a maintained school is represented in its phase, an
academy by the academies members (Schools Forums (England) Regulations 2012, reg 4); a middle or
an all-through school counts in the phase that it is deemed to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forum.choices import DEEMED, Establishment, Phase
from forum.rules.ruling import Reason, Ruling

CLERK = "the clerk"
DEEMED_LAW = "Education Act 1996, section 5: middle schools deemed primary or secondary"
REPRESENTED = "Schools Forums (England) Regulations 2012, regulation 4"


@dataclass(frozen=True)
class SchoolFacts:
    """A school as it is about to be entered."""

    phase: str
    deemed_phase: str = ""
    establishment: str = Establishment.MAINTAINED
    opened_on: date | None = None
    converted_on: date | None = None
    closed_on: date | None = None


def may_enter_school(facts: SchoolFacts) -> Ruling:
    """A school has one group on each day: its phase is plain, and its days follow each other."""
    return Ruling.of([*_deemed(facts), *_conversion(facts), *_closing(facts)])


def _deemed(facts: SchoolFacts) -> Iterator[Reason]:
    if facts.phase in DEEMED and not facts.deemed_phase:
        yield Reason(
            "not-deemed",
            f"Say whether this {Phase(facts.phase).label.lower()} school counts as primary or "
            "secondary.",
            CLERK,
            DEEMED_LAW,
        )
    if facts.phase not in DEEMED and facts.deemed_phase:
        yield Reason(
            "deemed-needlessly",
            "Only a middle or an all-through school counts as another phase: leave this empty.",
            CLERK,
            DEEMED_LAW,
        )


def _conversion(facts: SchoolFacts) -> Iterator[Reason]:
    day = facts.converted_on
    if day is None:
        return
    if facts.establishment == Establishment.ACADEMY:
        yield Reason(
            "academy-from-the-start",
            "It is entered as an academy from the start, and has no day of conversion: say that "
            "it was maintained, or leave the day empty.",
            CLERK,
            REPRESENTED,
        )
    if facts.opened_on is not None and day < facts.opened_on:
        yield Reason(
            "converted-before-opening",
            f"It opened on {facts.opened_on:%-d %B %Y}: it became an academy that day or later.",
            CLERK,
        )
    if facts.closed_on is not None and day >= facts.closed_on:
        yield Reason(
            "converted-after-closing",
            f"It closed on {facts.closed_on:%-d %B %Y}: it became an academy before that.",
            CLERK,
        )


def _closing(facts: SchoolFacts) -> Iterator[Reason]:
    opened, closed = facts.opened_on, facts.closed_on
    if opened is not None and closed is not None and closed < opened:
        yield Reason(
            "closed-before-opening",
            f"It opened on {opened:%-d %B %Y}: it closed that day or later.",
            CLERK,
        )
