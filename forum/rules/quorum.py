"""Quorum: are enough members here for the forum to decide anything?

Schools Forums (England) Regulations 2012, reg 8(3): two fifths of the membership. Guidance reads
"membership" as the seats that are filled, so vacancies do not count; both are clauses of the
forum's constitution.
"""

from __future__ import annotations

from dataclasses import dataclass

QUORUM_PERCENT = 40


@dataclass(frozen=True)
class Quorum:
    """What the clerk reads out: how many are needed, how many are here."""

    needed: int
    present: int

    @property
    def met(self) -> bool:
        """Whether the forum may decide; with no member in post nobody can."""
        return self.needed > 0 and self.present >= self.needed


def quorum(*, members: int, present: int, percent: int = QUORUM_PERCENT) -> Quorum:
    """The fraction of the members, rounded up."""
    return Quorum(needed=-(-members * percent // 100), present=present)
