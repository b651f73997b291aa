"""Quorum: are enough members here for the forum to decide anything?

Schools Forums (England) Regulations 2012, reg 8(3): two fifths of the membership. Guidance reads
"membership" as the seats that are filled, so vacancies do not count; both are clauses of the
forum's constitution. Substitutes count for their seat (reg 8(8)), and so does who takes part
remotely and is heard (reg 8(3A)-(3B)); observers and officers do not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from forum.rules.presence import Interval, Seat, Sitting, present_at

QUORUM_PERCENT = 40
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PARTS = {4: "quarter", 5: "fifth", 10: "tenth"}


@dataclass(frozen=True)
class Quorum:
    """What the clerk reads out: how many are needed, how many are here."""

    needed: int
    present: int

    @property
    def met(self) -> bool:
        """Whether the forum may decide; with no member in post nobody can."""
        return self.needed > 0 and self.present >= self.needed

    @property
    def margin(self) -> int:
        """How many could leave before the quorum is lost; below zero, how many are missing."""
        return self.present - self.needed


def quorum(*, members: int, present: int, percent: int = QUORUM_PERCENT) -> Quorum:
    """The fraction of the members, rounded up."""
    return Quorum(needed=-(-members * percent // 100), present=present)


def quorum_at(
    *,
    members: int,
    intervals: Iterable[Interval[Seat]],
    out: Collection[Seat] = (),
    at: datetime | None,
    percent: int = QUORUM_PERCENT,
) -> Quorum:
    """The quorum for one item at one moment; seats that left the room for it do not count."""
    here = present_at(intervals, at)
    inside = {seat: who for seat, who in here.items() if seat not in out}
    return quorum(members=members, present=heads(inside), percent=percent)


def heads(here: Mapping[Seat, Sitting]) -> int:
    """How many people fill these seats: who sits in two of them is present once."""
    return len({who.person or seat for seat, who in here.items()})


def fraction(percent: int) -> str:
    """A percentage in the words of the law where it has any: "two fifths" for 40."""
    share = Fraction(percent, 100)
    if share == 1:
        return "all"
    if share == Fraction(1, 2):
        return "half"
    if share.denominator not in _PARTS:
        return f"{percent}%"
    plural = "s" if share.numerator > 1 else ""
    return f"{_NUMBERS[share.numerator]} {_PARTS[share.denominator]}{plural}"
