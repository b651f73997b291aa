"""What was put in, decided and left: of a line, a block, a source or a year; plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from forum.rules.financial_year import is_financial_year
from papers.choices import Block, Source
from papers.models import BudgetLine

NOTHING = Decimal(0)
NOT_STATED = "not-stated"
"""How an address names the year of money whose year the record does not state."""


@dataclass(frozen=True)
class MoneyAsked:
    """Which money somebody looks at; empty asks for any."""

    source: str = ""
    year: str = ""
    block: str = ""
    line: BudgetLine | None = None

    @property
    def stated_year(self) -> str:
        """The year as awards have it."""
        return "" if self.year == NOT_STATED else self.year


@dataclass(frozen=True, kw_only=True)
class Balance:
    """What was put in, moved by decisions, decided and left."""

    allocated: Decimal | None = None
    """None where the record states no allocation."""
    moved: Decimal = NOTHING
    """What decisions moved in from other lines and years, less what they moved out."""
    committed: Decimal = NOTHING
    awards: int = 0
    left: Decimal | None = None
    unstated: int = 0
    """So many lines took money whose allocation the record does not state."""
    loose: Decimal = NOTHING
    """What was decided on those lines: it is in what was decided, and in no balance."""

    @property
    def is_used(self) -> bool:
        """Money was put in or decided."""
        return self.allocated is not None or bool(self.awards) or bool(self.moved)

    @property
    def is_over(self) -> bool:
        """Decisions took more than was put in."""
        return self.left is not None and self.left < 0

    @property
    def put_in(self) -> Decimal | None:
        """What there was to decide about; None where the record states no allocation."""
        return None if self.allocated is None else self.allocated + self.moved

    @property
    def share(self) -> int | None:
        """Of a hundred pounds put in, so many are decided; None where nothing was put in."""
        against = self.committed - self.loose
        return round(against / self.put_in * 100) if self.put_in else None

    @property
    def share_drawn(self) -> int:
        """The length of its bar out of a hundred."""
        return min(max(self.share or 0, 0), 100)


@dataclass(frozen=True, kw_only=True)
class LineRow(Balance):
    """One budget line in one year."""

    line: BudgetLine
    year: str


@dataclass(frozen=True, kw_only=True)
class BlockRow(Balance):
    """One block of the grant, or what lies outside it, in one year."""

    block: Block
    year: str
    lines: tuple[LineRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class YearRow(Balance):
    """A financial year: of a line, a block, a source, or of the whole forum."""

    year: str
    sources: Mapping[Source, Decimal] = field(default_factory=dict)
    in_principle: Decimal = NOTHING
    """Agreed without a settled source; in none of the sums."""

    @property
    def name(self) -> str:
        return self.year or "Year not stated"

    @property
    def address(self) -> str:
        """How an address names it."""
        return self.year or NOT_STATED

    @property
    def by_source(self) -> list[Decimal]:
        """What was decided from each of the four sources, in their order."""
        return [self.sources.get(source, NOTHING) for source in Source]


@dataclass(frozen=True)
class SourceRow:
    """What decisions took from one of the four sources in a year, and from which lines."""

    source: Source
    amount: Decimal
    awards: int
    lines: tuple[tuple[BudgetLine, Decimal], ...] = ()
    """The line that gave most comes first."""
    share: int = 0
    """Of a hundred pounds decided in the year, so many."""

    @property
    def label(self) -> str:
        return self.source.label


def line_balance(
    allocated: Decimal | None, moved: Decimal, committed: Decimal, awards: int
) -> dict[str, Any]:
    """The fields of a balance of one line and year."""
    return {
        "allocated": allocated,
        "moved": moved,
        "committed": committed,
        "awards": awards,
        "left": None if allocated is None else allocated + moved - committed,
        "unstated": 1 if allocated is None and committed else 0,
        "loose": committed if allocated is None else NOTHING,
    }


def together(rows: Iterable[Balance]) -> dict[str, Any]:
    """The fields of a balance of several lines; what is not stated is in no sum."""
    rows = list(rows)
    return {
        "allocated": _sum_stated(row.allocated for row in rows),
        "moved": sum((row.moved for row in rows), NOTHING),
        "committed": sum((row.committed for row in rows), NOTHING),
        "awards": sum(row.awards for row in rows),
        "left": _sum_stated(row.left for row in rows),
        "unstated": sum(row.unstated for row in rows),
        "loose": sum((row.loose for row in rows), NOTHING),
    }


def every_year(years: Iterable[str]) -> list[str]:
    """The years, latest first, with the empty ones between them; what is not stated comes last."""
    found = set(years)
    stated = sorted(year for year in found if is_financial_year(year))
    between = _between(stated[0], stated[-1]) if stated else []
    return [*reversed(between), *sorted(found - set(between), reverse=True)]


def _between(first: str, last: str) -> list[str]:
    years = range(int(first[:4]), int(last[:4]) + 1)
    return [f"{year}-{(year + 1) % 100:02d}" for year in years]


def _sum_stated(amounts: Iterable[Decimal | None]) -> Decimal | None:
    stated = [amount for amount in amounts if amount is not None]
    return sum(stated, NOTHING) if stated else None
