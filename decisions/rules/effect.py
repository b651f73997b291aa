"""What a set of outcomes comes to in money, group by group and line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from decisions.choices import CARRIED, Result, Settlement


@dataclass(frozen=True)
class EffectRow:
    """One group's outcome on one recommendation or service."""

    line: str
    """Such as "3(i) Statutory and regulatory duties"."""
    group: str
    result: Result
    amount_agreed: Decimal | None
    settlement: Settlement = Settlement.SETTLED

    @property
    def is_put(self) -> bool:
        """Where there are no such schools nobody is asked, and nothing is counted."""
        return self.result != Result.NO_SUCH_SCHOOLS

    @property
    def is_voted(self) -> bool:
        """Whether a vote decided it, one way or the other."""
        return self.result in CARRIED or self.result == Result.NOT_CARRIED

    @property
    def agreed(self) -> Decimal:
        """The money that the outcome lets be spent; nothing while its source is not settled."""
        is_agreed = self.result in CARRIED and self.settlement != Settlement.UNSETTLED
        return self.amount_agreed or Decimal(0) if is_agreed else Decimal(0)

    @property
    def in_principle(self) -> Decimal:
        """The money agreed without a settled source."""
        unsettled = self.result in CARRIED and self.settlement == Settlement.UNSETTLED
        return self.amount_agreed or Decimal(0) if unsettled else Decimal(0)


@dataclass(frozen=True)
class Totals:
    """The money agreed, and how many outcomes stand behind it."""

    per_group: Mapping[str, Decimal]
    per_line: Mapping[str, Decimal]
    together: Decimal
    in_principle: Decimal
    """Agreed without a settled source; in none of the other totals."""
    voted: int
    """Outcomes that a vote decided."""
    without_schools: tuple[str, ...]
    """Groups with no such schools: named, and in no figure."""


def totals(rows: Iterable[EffectRow]) -> Totals:
    """Add up what was carried; a group or line that was put and refused stands at £0."""
    rows = tuple(rows)
    put = tuple(row for row in rows if row.is_put)
    return Totals(
        per_group=_sums((row.group, row.agreed) for row in put),
        per_line=_sums((row.line, row.agreed) for row in put),
        together=sum((row.agreed for row in put), Decimal(0)),
        in_principle=sum((row.in_principle for row in put), Decimal(0)),
        voted=sum(row.is_voted for row in put),
        without_schools=tuple(dict.fromkeys(row.group for row in rows if not row.is_put)),
    )


def _sums(amounts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for name, amount in amounts:
        sums[name] = sums.get(name, Decimal(0)) + amount
    return sums
