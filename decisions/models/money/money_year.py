"""One financial year of money decided, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from decisions.models.money.money_rows import (
    NOTHING,
    Balance,
    BlockRow,
    LineRow,
    SourceRow,
    together,
)
from decisions.models.money.spending import MoneyBook
from decisions.models.outcomes.outcome import Outcome

_MATTER = "question__placement__recommendation__matter"
MOST_UNSETTLED = 20
"""So many stand on the page; the register finds them all."""


@dataclass(frozen=True)
class MoneyYear:
    """A year of a book, by source, by block and by line."""

    book: MoneyBook
    year: str
    unsettled: tuple[Outcome, ...] = ()
    """Agreed in principle for the year, the latest first; in none of the sums."""

    @cached_property
    def sources(self) -> list[SourceRow]:
        return self.book.source_rows(self.year)

    @cached_property
    def blocks(self) -> list[BlockRow]:
        """The blocks in which money was put in or decided."""
        return [row for row in self.book.block_rows(self.year) if row.is_used]

    @cached_property
    def lines(self) -> list[LineRow]:
        return self.book.line_rows(self.year)

    @property
    def used_lines(self) -> list[LineRow]:
        return [row for row in self.lines if row.is_used]

    @property
    def other_lines(self) -> list[LineRow]:
        """Lines without an allocation or a decision for the year."""
        return [row for row in self.lines if not row.is_used]

    @cached_property
    def whole(self) -> Balance:
        """All lines together."""
        return Balance(**together(self.lines))

    @property
    def together(self) -> Decimal:
        return self.whole.committed

    @property
    def in_principle(self) -> Decimal:
        return self.book.in_principle.get(self.year, NOTHING)

    @property
    def is_empty(self) -> bool:
        return not (self.whole.is_used or self.in_principle or self.unsettled)


def money_year(book: MoneyBook, year: str) -> MoneyYear:
    """The year, with what was agreed for it in principle."""
    latest = [each.outcome for each in book.unsettled if each.year == year][:MOST_UNSETTLED]
    waiting = Outcome.objects.filter(pk__in=latest).select_related("forum", _MATTER)
    found = waiting.order_by("-decided_on", "pk") if latest else ()
    return MoneyYear(book, year, tuple(found))
