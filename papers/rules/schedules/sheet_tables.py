"""The sheets of a workbook as the tables of an appendix: what heads the columns, and the rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from papers.rules.text.blocks import PARAGRAPH, TABLE, Block, identified

_FIGURE = re.compile(r"^[-–(]?£?[-–]?\d[\d,. ]*%?\)?$")
MOST_TITLES = 5
"""Rows with one cell above the table are its title, up to so many."""


@dataclass(frozen=True)
class SheetRows:
    """One sheet: its name, its rows, and how many more there are."""

    name: str
    rows: Sequence[Sequence[str]]
    left_out: int = 0


def as_blocks(sheets: Iterable[SheetRows]) -> tuple[Block, ...]:
    """Each sheet as a table with its caption; what is left out is said under it."""
    return identified(block for sheet in sheets for block in _of_sheet(sheet))


def _of_sheet(sheet: SheetRows) -> Iterator[Block]:
    rows = [tuple(row) for row in sheet.rows]
    titles = 0
    while titles < min(MOST_TITLES, len(rows) - 1) and _is_title(rows[titles]):
        titles += 1
    words = [next(cell for cell in row if cell) for row in rows[:titles]]
    table = _narrowed(rows[titles:])
    yield Block(
        TABLE,
        caption=": ".join(filter(None, (sheet.name, " – ".join(words)))),
        rows=table,
        header_rows=1 if len(table) > 1 and _heads(table[0]) else 0,
        header_columns=1 if _names_rows(table) else 0,
    )
    if sheet.left_out:
        yield Block(PARAGRAPH, f"{sheet.left_out:,} more rows are in the file.")


def _is_title(row: Sequence[str]) -> bool:
    return sum(bool(cell) for cell in row) == 1 and len(row) > 1


def _narrowed(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Without the columns that only the titles used."""
    used = [at for at in range(len(rows[0])) if any(row[at] for row in rows)]
    return tuple(tuple(row[at] for at in used) for row in rows)


def _heads(row: Sequence[str]) -> bool:
    """Whether the first row says what stands under it: words, in most of its cells."""
    words = [cell for cell in row if cell and not _FIGURE.match(cell)]
    return len(words) * 2 > len(row)


def _names_rows(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first cell of every row is a name of its own."""
    names = [row[0] for row in rows[1:]]
    has_more = len(rows) > 1 and len(rows[0]) > 1
    are_names = all(each and not _FIGURE.match(each) for each in names)
    return has_more and are_names and len(set(names)) == len(names)
