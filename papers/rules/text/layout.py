"""How the blocks of a paper are laid out on a page: depths, cells with their headers, points.

PDF/UA-1 (ISO 14289-1, 7.4 and 7.5): headings skip no level, and a table has rows of one length
whose headers say what they head. An empty cell heads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from papers.rules.text.blocks import HEADING, Block, Point

_FIGURE = re.compile(r"^[-–−(+]*£?[-–−]?\d[\d,. ]*(?:%|p|m|k|bn)?\)?$")
WIDE = 7
"""A table of so many columns is printed in smaller letters."""
COLUMN, ROW = "col", "row"


@dataclass(frozen=True)
class Cell:
    """One cell of a table, and what it heads: a column, a row, or nothing."""

    text: str
    heads: str = ""
    is_figure: bool = False
    """Stands in a column of figures, which are read from the right."""


@dataclass(frozen=True)
class Grid:
    """A table as rows of one length: those that head it, and those under them."""

    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    width: int

    @property
    def is_wide(self) -> bool:
        return self.width >= WIDE


@dataclass(frozen=True)
class Deep:
    """A point of a list with those that stand under it."""

    point: Point
    under: tuple[Deep, ...] = ()


def depths(blocks: Iterable[Block]) -> tuple[int, ...]:
    """How deep each heading is printed, from 1, so that no level is skipped; 0 for the others."""
    found, open_levels = [], list[int]()
    for each in blocks:
        if each.kind != HEADING:
            found.append(0)
            continue
        while open_levels and open_levels[-1] >= each.level:
            open_levels.pop()
        open_levels.append(each.level)
        found.append(len(open_levels))
    return tuple(found)


def grid(block: Block) -> Grid:
    """The table of a block, its short rows filled up with empty cells."""
    width = max((len(row) for row in block.rows), default=0)
    rows = [(*row, *("" for _ in range(width - len(row)))) for row in block.rows]
    figures = _columns_of_figures(block, rows, width)
    cells = [
        tuple(
            Cell(text, _heads(block, text, at, column), column in figures)
            for column, text in enumerate(row)
        )
        for at, row in enumerate(rows)
    ]
    return Grid(tuple(cells[: block.header_rows]), tuple(cells[block.header_rows :]), width)


def _heads(block: Block, text: str, row: int, column: int) -> str:
    if not text.strip():
        return ""
    if row < block.header_rows:
        return COLUMN
    return ROW if column < block.header_columns else ""


def _columns_of_figures(block: Block, rows: Sequence[Sequence[str]], width: int) -> set[int]:
    """The columns in which every cell that says something is a figure."""
    under = rows[block.header_rows :]
    columns = ((at, [row[at].strip() for row in under]) for at in range(width))
    return {
        at
        for at, cells in columns
        if any(cells) and all(_FIGURE.match(cell) for cell in cells if cell)
    }


def nested(points: Sequence[Point]) -> tuple[Deep, ...]:
    """The points of a list, each with those under it."""
    return tuple(_nested(points))


def _nested(points: Sequence[Point]) -> Iterator[Deep]:
    at = 0
    while at < len(points):
        level = points[at].level
        end = at + 1
        while end < len(points) and points[end].level > level:
            end += 1
        yield Deep(points[at], tuple(_nested(points[at + 1 : end])))
        at = end
