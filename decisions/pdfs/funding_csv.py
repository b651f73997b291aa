"""The tables of the funding pages as CSV: one line for each year, source, block, line or award."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from decisions.models.money.awards import AwardRow
from decisions.models.money.money_rows import Balance
from decisions.models.money.spending import MoneyBook
from forum.sheets import csv_text
from papers.models import BudgetLine

BALANCE = ("allocated", "moved", "decided", "left", "awards")
LINE = ("budget_line", "code", "kind", "block")
HEADINGS = {
    "years": ("financial_year", *BALANCE, "agreed_in_principle"),
    "sources": ("financial_year", "source", "decided", "awards"),
    "blocks": ("financial_year", "block", *BALANCE),
    "lines": ("financial_year", *LINE, *BALANCE),
}
AWARDS = (
    "reference", "decided_on", "matter", "source", *LINE, "financial_year", "from", "until",
    "amount", "counted", "undone_by", "evidence", "outcome",
)  # fmt: skip


def money_csv(table: str, book: MoneyBook, year: str | None = None) -> str:
    """A table of the book, for one year or for all."""
    years = book.years if year is None else [year]
    rows = {"years": _years, "sources": _sources, "blocks": _blocks, "lines": _lines}[table]
    return csv_text([HEADINGS[table], *rows(book, years)])


def awards_csv(rows: Iterable[AwardRow]) -> str:
    """Awards one by one."""
    return csv_text([AWARDS, *(_award(row) for row in rows)])


def _years(book: MoneyBook, years: Sequence[str]) -> Iterator[list[object]]:
    for row in book.year_rows():
        if row.year in years:
            yield [row.year, *_balance(row), row.in_principle]


def _sources(book: MoneyBook, years: Sequence[str]) -> Iterator[list[object]]:
    for year in years:
        for row in book.source_rows(year):
            yield [year, row.label, row.amount, row.awards]


def _blocks(book: MoneyBook, years: Sequence[str]) -> Iterator[list[object]]:
    for year in years:
        for row in book.block_rows(year):
            if row.is_used:
                yield [year, row.block.label, *_balance(row)]


def _lines(book: MoneyBook, years: Sequence[str]) -> Iterator[list[object]]:
    for year in years:
        for row in book.line_rows(year):
            if row.is_used:
                yield [year, *_line(row.line), *_balance(row)]


def _award(row: AwardRow) -> list[object]:
    award = row.award
    return [
        row.reference,
        row.outcome.decided_on,
        row.matter.title,
        award.get_source_display(),
        *_line(award.budget_line),
        award.financial_year,
        award.from_on,
        row.until_on,
        award.amount,
        row.standing,
        "; ".join(row.undone),
        row.outcome.get_evidence_grade_display(),
        row.outcome.pk,
    ]


def _line(line: BudgetLine) -> list[object]:
    return [line.name, line.code, line.get_kind_display(), line.get_block_display()]


def _balance(row: Balance) -> list[object]:
    return [row.allocated, row.moved, row.committed, row.left, row.awards]
