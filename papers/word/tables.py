"""Tables taken apart: every row as long as the others, every cell with words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forum.rules.ruling import Reason
from papers.rules.text.blocks import MOST_COLUMNS, TABLE
from papers.word import noticing
from papers.word.inline import BREAK, without_emphasis
from papers.word.pieces import Piece

_FIGURES = re.compile(r"^[£€$(+-]*\s*[\d,.]+\s*(?:%|k|m|bn)?\)?$", re.IGNORECASE)
_YEAR = re.compile(r"^(?:19|20)\d\d(?:[-/–](?:\d\d|\d{4}))?(?: .*)?$")
_LONGEST_HEADER = 60


@dataclass(frozen=True)
class Cell:
    """A cell as it was found."""

    words: str
    across: int = 1
    down: int = 1
    is_bold: bool = False
    is_row_heading: bool = False
    is_heading: bool = False


@dataclass(frozen=True)
class Taken:
    """A table with what was noticed about it."""

    rows: tuple[tuple[str, ...], ...]
    piece: Piece
    merged: int = 0
    is_irregular: bool = False
    is_guessed: bool = False
    is_nested: bool = False
    """Whether it held another table inside a cell."""


def noticed(tables: Sequence[Taken]) -> Iterator[Reason]:
    """What the author should check about the tables of a text, in their order."""
    guessed = [number for number, each in enumerate(tables, start=1) if each.is_guessed]
    for number, each in enumerate(tables, start=1):
        if each.merged:
            yield noticing.merged_cells(number, each.merged)
        if each.is_irregular:
            yield noticing.irregular_rows(number)
        if each.is_nested:
            yield noticing.nested_table(number)
    yield from noticing.guessed_headers(guessed)


def taken_apart(found: Sequence[Sequence[Cell]], heads: int) -> Taken:
    """The table with merged cells apart, rows filled up, and a bold first row proposed as head."""
    merged = sum(1 for row in found for cell in row if cell.across > 1 or cell.down > 1)
    grid = _grid(found, heads)
    width = max((len(row) for row in grid), default=0)
    lengths = {len(row) for row in grid}
    filled = [[*row, *(Cell("") for _ in range(width - len(row)))] for row in grid]
    bold_first = bool(filled) and not heads and len(filled) > 1 and _is_bold(filled[0])
    header_rows = 1 if bold_first else min(heads, len(filled))
    columns = _header_columns(filled, header_rows)
    rows = tuple(
        tuple(
            _words(cell, at < header_rows or column < columns) for column, cell in enumerate(row)
        )
        for at, row in enumerate(filled)
    )
    piece = Piece(TABLE, rows=rows, header_rows=header_rows, header_columns=columns)
    return Taken(rows, piece, merged, len(lengths) > 1, bold_first)


def looks_like_headers(row: Sequence[str]) -> bool:
    """Whether a first row reads like headers: short words or years, and no figures."""
    filled = [cell for cell in row if cell.strip()]
    short = all(len(cell) <= _LONGEST_HEADER and not cell.endswith(".") for cell in filled)
    words = all(bool(_YEAR.match(cell)) or not _FIGURES.match(cell) for cell in filled)
    return bool(filled) and short and words


def is_figure(words: str) -> bool:
    """Whether a cell holds a number or an amount, and nothing else."""
    return bool(_FIGURES.match(words))


def _grid(found: Sequence[Sequence[Cell]], heads: int) -> list[list[Cell]]:
    """Each cell in its column. What spans several is repeated where it heads others."""
    hanging: dict[int, tuple[int, Cell]] = {}
    grid: list[list[Cell]] = []
    for at, row in enumerate(found):
        line: list[Cell] = []
        for cell in row:
            _fill_hanging(line, hanging)
            for place in range(min(cell.across, MOST_COLUMNS)):
                heads_others = at < heads or cell.is_heading
                part = cell if place == 0 or heads_others else Cell("", is_bold=cell.is_bold)
                if cell.down > 1:
                    repeated = part if heads_others or len(line) == 0 else Cell("")
                    hanging[len(line)] = (cell.down - 1, repeated)
                line.append(part)
        _fill_hanging(line, hanging)
        grid.append(line)
    return [row for row in grid if row]


def _fill_hanging(line: list[Cell], hanging: dict[int, tuple[int, Cell]]) -> None:
    while len(line) in hanging:
        left, cell = hanging.pop(len(line))
        if left > 1:
            hanging[len(line)] = (left - 1, cell)
            line.append(cell)
            # The next row takes the rest; this one has its cell.
            continue
        line.append(cell)


def _header_columns(rows: Sequence[Sequence[Cell]], header_rows: int) -> int:
    """How many leading columns head their rows: in our style, or bold as against the others."""
    body = rows[header_rows:]
    if not body:
        return 0
    width = len(body[0])
    ours = next(
        (at for at in range(width) if not all(row[at].is_row_heading for row in body)), width
    )
    if ours:
        return ours
    first = [row[0] for row in body if row[0].words]
    others = [cell for row in body for cell in row[1:] if cell.words]
    stands_out = others and not any(cell.is_bold for cell in others)
    is_heading = all(cell.is_bold or cell.is_heading for cell in first)
    return 1 if len(first) == len(body) and stands_out and is_heading else 0


def _is_bold(row: Sequence[Cell]) -> bool:
    filled = [cell for cell in row if cell.words]
    return bool(filled) and all(cell.is_bold for cell in filled)


def _words(cell: Cell, is_head: bool) -> str:
    if not is_head:
        return cell.words
    return BREAK.join(without_emphasis(line) for line in cell.words.split(BREAK))
