"""Money as decided by the forum: by source, by budget line, by year; never actual spend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from decisions.models.outcome import Outcome
from decisions.models.register import readable
from forum.models import Forum
from papers.choices import Source
from papers.models import Allocation, BalanceMove, BudgetLine, Commitment

_ASKED = "question__placement__recommendation"


@dataclass(frozen=True)
class SourceRow:
    """What decisions took from one of the four sources in a year."""

    source: Source
    amount: Decimal
    awards: int

    @property
    def label(self) -> str:
        return self.source.label


@dataclass(frozen=True)
class LineRow:
    """One budget line in one year."""

    line: BudgetLine
    year: str
    allocated: Decimal | None
    """None where the record states no allocation."""
    commitments: tuple[Commitment, ...] = ()
    moved: Decimal = Decimal(0)
    """What decisions moved in from other lines and years, less what they moved out."""

    @property
    def committed(self) -> Decimal:
        return sum((each.amount for each in self.commitments), Decimal(0))

    @property
    def left(self) -> Decimal | None:
        return None if self.allocated is None else self.allocated + self.moved - self.committed

    @property
    def is_used(self) -> bool:
        """Money was put in or decided."""
        return self.allocated is not None or bool(self.commitments) or bool(self.moved)

    @property
    def is_over(self) -> bool:
        """Decisions took more than was put in."""
        return self.left is not None and self.left < 0


@dataclass(frozen=True)
class Overview:
    """A financial year of money decided."""

    year: str
    sources: tuple[SourceRow, ...] = ()
    lines: tuple[LineRow, ...] = ()
    unsettled: tuple[Outcome, ...] = ()
    """Agreed in principle for the year; in none of the sums."""

    @property
    def used_lines(self) -> tuple[LineRow, ...]:
        return tuple(row for row in self.lines if row.is_used)

    @property
    def other_lines(self) -> tuple[LineRow, ...]:
        """Lines without an allocation or a decision for the year."""
        return tuple(row for row in self.lines if not row.is_used)

    @property
    def together(self) -> Decimal:
        return sum((row.amount for row in self.sources), Decimal(0))

    @property
    def in_principle(self) -> Decimal:
        amounts = (outcome.amount_agreed for outcome in self.unsettled)
        return sum((amount for amount in amounts if amount is not None), Decimal(0))


def commitments_of(forum: Forum, *, inside: bool) -> QuerySet[Commitment]:
    """Awards entered on budget lines: all, or those of decisions that everybody may read."""
    commitments = Commitment.objects.filter(forum=forum)
    if not inside:
        public = readable(forum, inside=False).values("pk")
        commitments = commitments.filter(outcome__in=public)
    return commitments.select_related("budget_line", "matter").order_by("decided_on", "title")


def moves_of(forum: Forum, *, inside: bool) -> list[BalanceMove]:
    """Moves of balances that were decided: all, or those that everybody may read of."""
    moves = BalanceMove.objects.filter(forum=forum, decided_on__isnull=False)
    if not inside:
        moves = moves.filter(outcome__in=readable(forum, inside=False).values("pk"))
    return list(moves)


def moved_of(line: BudgetLine, year: str, moves: Iterable[BalanceMove]) -> Decimal:
    """What of these moves went into a line and year, less what went out of it."""
    total = Decimal(0)
    for move in moves:
        amount = move.amount_decided or Decimal(0)
        total += amount if (move.to_line_id, move.to_year) == (line.pk, year) else 0
        total -= amount if (move.from_line_id, move.from_year) == (line.pk, year) else 0
    return total


def funding_years(forum: Forum, *, inside: bool) -> list[str]:
    """Years for which money was put in, taken out or agreed in principle, latest first."""
    in_principle = readable(forum, inside=inside).unsettled(inside=inside)
    agreed = in_principle.values_list(f"{_ASKED}__financial_year", flat=True)
    put_in = Allocation.objects.filter(forum=forum).values_list("financial_year", flat=True)
    taken = Commitment.objects.filter(forum=forum).values_list("financial_year", flat=True)
    years = put_in.order_by().union(taken.order_by(), agreed.order_by())
    return sorted((year for year in years if year), reverse=True)


def overview(forum: Forum, year: str, *, inside: bool) -> Overview:
    """The year by source and by budget line, in a fixed number of queries."""
    taken = list(commitments_of(forum, inside=inside).filter(financial_year=year))
    moves = moves_of(forum, inside=inside)
    unsettled = readable(forum, inside=inside).unsettled(inside=inside)
    unsettled = unsettled.filter(**{f"{_ASKED}__financial_year": year})
    return Overview(
        year,
        tuple(_source_row(source, taken) for source in Source),
        tuple(_line_row(line, year, taken, moves) for line in _lines(forum, year)),
        tuple(
            unsettled.select_related(
                "forum",
                "question__placement__meeting",
                "question__placement__agenda_item",
                f"{_ASKED}__matter",
            )
        ),
    )


def line_years(line: BudgetLine, *, inside: bool) -> list[LineRow]:
    """One budget line through the years, latest first."""
    taken = list(commitments_of(line.forum, inside=inside).filter(budget_line=line))
    put_in = {each.financial_year: each.amount for each in line.allocations.all()}
    moves = moves_of(line.forum, inside=inside)
    moved = {each.to_year for each in moves if each.to_line_id == line.pk}
    moved |= {each.from_year for each in moves if each.from_line_id == line.pk}
    years = put_in.keys() | {each.financial_year for each in taken} | moved
    return [
        LineRow(
            line,
            year,
            put_in.get(year),
            tuple(each for each in taken if each.financial_year == year),
            moved_of(line, year, moves),
        )
        for year in sorted(years, reverse=True)
    ]


def _lines(forum: Forum, year: str) -> QuerySet[BudgetLine]:
    of_year = Allocation.objects.filter(financial_year=year)
    return BudgetLine.objects.filter(forum=forum).prefetch_related(
        Prefetch("allocations", of_year)
    )


def _source_row(source: Source, taken: list[Commitment]) -> SourceRow:
    own = [each.amount for each in taken if each.source == source]
    return SourceRow(source, sum(own, Decimal(0)), len(own))


def _line_row(
    line: BudgetLine, year: str, taken: list[Commitment], moves: list[BalanceMove]
) -> LineRow:
    own = tuple(each for each in taken if each.budget_line_id == line.pk)
    return LineRow(line, year, line.allocated(year), own, moved_of(line, year, moves))
