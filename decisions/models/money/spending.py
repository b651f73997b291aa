"""Money as decided by the forum: by source, block, line and year; never actual spend.

Awards are added up by the database, so that pages stay quick however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from decisions.models.looking.register import readable, unsettled
from decisions.models.money.money_rows import (
    NOTHING,
    BlockRow,
    LineRow,
    MoneyAsked,
    SourceRow,
    YearRow,
    every_year,
    line_balance,
    together,
)
from decisions.models.outcomes.outcome import Award, Outcome
from decisions.models.outcomes.standing import Undone, undone_in
from forum.models import Forum
from papers.choices import Block, Source
from papers.models import Allocation, BalanceMove, BudgetLine

_ASKED = "question__placement__recommendation"
LineYear = tuple[UUID, str]


@dataclass(frozen=True)
class Taken:
    """What the awards of one line, year and source come to."""

    line: UUID
    year: str
    source: Source
    amount: Decimal
    awards: int


@dataclass(frozen=True)
class Unsettled:
    """What was agreed in principle for a year, or for a year that the record does not state."""

    outcome: UUID
    year: str
    amount: Decimal
    """Nothing where the record states none."""


@dataclass(frozen=True)
class MoneyBook:
    """All money of a forum that a reader may know of, added up by line, year and source."""

    lines: tuple[BudgetLine, ...]
    taken: tuple[Taken, ...]
    undone: Mapping[UUID, Undone] = field(default_factory=dict)
    """Awards of which some no longer counts."""
    allocated: Mapping[LineYear, Decimal] = field(default_factory=dict)
    moved: Mapping[LineYear, Decimal] = field(default_factory=dict)
    unsettled: tuple[Unsettled, ...] = ()

    @cached_property
    def in_principle(self) -> dict[str, Decimal]:
        """What was agreed for each year without a settled source."""
        found: dict[str, Decimal] = {}
        for each in self.unsettled:
            found[each.year] = found.get(each.year, NOTHING) + each.amount
        return found

    @cached_property
    def years(self) -> list[str]:
        """Every year from the first with money to the last, latest first; empty ones too."""
        pairs = (*self.allocated, *self.moved)
        taken = (each.year for each in self.taken)
        return every_year([*(year for _, year in pairs), *taken, *self.in_principle])

    @cached_property
    def _taken(self) -> dict[LineYear, list[Taken]]:
        found: dict[LineYear, list[Taken]] = {}
        for each in self.taken:
            found.setdefault((each.line, each.year), []).append(each)
        return found

    def line_row(self, line: BudgetLine, year: str) -> LineRow:
        """One line in one year."""
        key = line.pk, year
        taken = self._taken.get(key, [])
        committed = sum((each.amount for each in taken), NOTHING)
        awards = sum(each.awards for each in taken)
        moved = self.moved.get(key, NOTHING)
        balance = line_balance(self.allocated.get(key), moved, committed, awards)
        return LineRow(line=line, year=year, **balance)

    def line_rows(self, year: str, block: str = "") -> list[LineRow]:
        """Every line in a year, or those of one block."""
        return [
            self.line_row(line, year) for line in self.lines if not block or line.block == block
        ]

    def block_rows(self, year: str) -> list[BlockRow]:
        """Every block in a year."""
        rows = [(block, tuple(self.line_rows(year, block))) for block in Block]
        return [
            BlockRow(block=block, year=year, lines=lines, **together(lines))
            for block, lines in rows
        ]

    def source_rows(self, year: str) -> list[SourceRow]:
        """The four sources in a year, with the lines that each was drawn from."""
        names = {line.pk: line for line in self.lines}
        of_year = [each for each in self.taken if each.year == year]
        whole = sum((each.amount for each in of_year), NOTHING)
        return [
            _source_row(source, [each for each in of_year if each.source == source], names, whole)
            for source in Source
        ]

    def year_rows(self, lines: Iterable[BudgetLine] | None = None) -> list[YearRow]:
        """Every year, of the whole forum or of some lines, latest first."""
        chosen = list(self.lines if lines is None else lines)
        return [
            YearRow(
                year=year,
                sources=self._sources(year, chosen),
                in_principle=self.in_principle.get(year, NOTHING),
                **together(self.line_row(line, year) for line in chosen),
            )
            for year in self.years
        ]

    def of_block(self, block: str) -> MoneyBook:
        """The lines of one block; what is agreed in principle has no block yet."""
        lines = tuple(line for line in self.lines if line.block == block)
        own = {line.pk for line in lines}
        taken = tuple(each for each in self.taken if each.line in own)
        return replace(self, lines=lines, taken=taken, unsettled=())

    def awards(self, year: str | None = None) -> int:
        """How many awards it holds, of one year or of all."""
        return sum(each.awards for each in self.taken if year in {None, each.year})

    def _sources(self, year: str, lines: Iterable[BudgetLine]) -> dict[Source, Decimal]:
        found = dict.fromkeys(Source, NOTHING)
        for line in lines:
            for each in self._taken.get((line.pk, year), []):
                found[each.source] += each.amount
        return found


def money_book(forum: Forum, *, inside: bool) -> MoneyBook:
    """All that is put in, decided and left, in a fixed number of queries."""
    return MoneyBook(
        tuple(BudgetLine.objects.filter(forum=forum)),
        *_decided(awards_of(forum, inside=inside), undone_in(forum, inside=inside)),
        _allocated(Allocation.objects.filter(forum=forum)),
        moved_of(moves_of(forum, inside=inside)),
        unsettled_in(forum, inside=inside),
    )


def line_book(line: BudgetLine, *, inside: bool) -> MoneyBook:
    """The book of one line; what is agreed in principle has no line yet."""
    undone = undone_in(line.forum, inside=inside)
    return MoneyBook(
        (line,),
        *_decided(
            awards_of(line.forum, inside=inside).filter(budget_line=line),
            [each for each in undone if each.line == line.pk],
        ),
        _allocated(line.allocations.all()),
        {
            key: amount
            for key, amount in moved_of(moves_of(line.forum, inside=inside)).items()
            if key[0] == line.pk
        },
    )


def source_book(forum: Forum, source: Source, *, inside: bool) -> MoneyBook:
    """What was decided from one source; nothing is ever put into a source."""
    undone = undone_in(forum, inside=inside)
    return MoneyBook(
        tuple(BudgetLine.objects.filter(forum=forum)),
        *_decided(
            awards_of(forum, inside=inside).filter(source=source),
            [each for each in undone if each.source == source],
        ),
    )


def asked_book(forum: Forum, asked: MoneyAsked, *, inside: bool) -> MoneyBook:
    """The book of a line, a source, a block, or all of the forum."""
    if asked.line:
        return line_book(asked.line, inside=inside)
    if asked.source:
        return source_book(forum, Source(asked.source), inside=inside)
    book = money_book(forum, inside=inside)
    return book.of_block(asked.block) if asked.block else book


def awards_of(forum: Forum, *, inside: bool) -> QuerySet[Award]:
    """The awards of a forum that a reader may know of."""
    awards = Award.objects.filter(forum=forum)
    return awards if inside else awards.exclude(outcome__in=Outcome.objects.withheld_in(forum))


def moves_of(forum: Forum, *, inside: bool) -> list[BalanceMove]:
    """Moves of balances that were decided: all, or those that everybody may read of."""
    moves = BalanceMove.objects.filter(forum=forum, decided_on__isnull=False)
    if not inside:
        moves = moves.filter(outcome__in=readable(forum, inside=False).values("pk"))
    return list(moves)


def moved_of(moves: Iterable[BalanceMove]) -> dict[LineYear, Decimal]:
    """What went into each line and year by these moves, less what went out of it."""
    found: dict[LineYear, Decimal] = {}
    for move in moves:
        amount = move.amount_decided or NOTHING
        out_of = move.from_line_id, move.from_year
        found[out_of] = found.get(out_of, NOTHING) - amount
        if move.to_line_id:
            into = move.to_line_id, move.to_year
            found[into] = found.get(into, NOTHING) + amount
    return found


def unsettled_in(forum: Forum, *, inside: bool) -> tuple[Unsettled, ...]:
    """All that was agreed in principle, with no settled source to this day; the latest first."""
    found = unsettled(forum, inside=inside).order_by("-decided_on", "pk")
    amounts = dict(found.values_list("pk", "amount_agreed"))
    # First which, then their years: in one go the database would look through all of the forum.
    asked = Outcome.objects.filter(pk__in=list(amounts)).order_by()
    years = dict(asked.values_list("pk", f"{_ASKED}__financial_year"))
    return tuple(Unsettled(pk, years[pk], amounts[pk] or NOTHING) for pk in amounts)


def _decided(
    awards: QuerySet[Award], undone: Iterable[Undone]
) -> tuple[tuple[Taken, ...], dict[UUID, Undone]]:
    """What awards come to by line, year and source, and those of which some no longer counts."""
    lost: dict[tuple, Decimal] = {}
    for each in undone:
        key = each.line, each.year, each.source
        lost[key] = lost.get(key, NOTHING) + each.amount - each.standing
    keys = "budget_line", "financial_year", "source"
    sums = awards.order_by().values_list(*keys).annotate(Sum("amount"), Count("pk"))
    taken = tuple(
        Taken(line, year, Source(source), amount - lost.get((line, year, source), NOTHING), count)
        for line, year, source, amount, count in sums
    )
    return taken, {each.award: each for each in undone}


def _allocated(allocations: QuerySet[Allocation]) -> dict[LineYear, Decimal]:
    rows = allocations.order_by()
    return {(each.budget_line_id, each.financial_year): each.amount for each in rows}


def _source_row(
    source: Source, taken: list[Taken], names: Mapping[UUID, BudgetLine], whole: Decimal
) -> SourceRow:
    own = [each for each in taken if each.source == source]
    amount = sum((each.amount for each in own), NOTHING)
    lines = sorted(((names[each.line], each.amount) for each in own), key=lambda pair: -pair[1])
    share = round(amount / whole * 100) if whole else 0
    return SourceRow(source, amount, sum(each.awards for each in own), tuple(lines), share)
