"""Tables in plain words: cells parted by tabs, or by strokes as in Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from papers.rules.text.blocks import TABLE
from papers.word.inline import Dropped, kept_links, tidied
from papers.word.pieces import Piece
from papers.word.tables import Taken, is_figure, looks_like_headers

_RULE = re.compile(r"^[\s|:+=-]*-{3,}[\s|:+=-]*$")
_STROKE = re.compile(r"(?<!\\)\|")
_KEY = re.compile(r"^\S[^:]{0,40}:(?: |$)")


def is_row(line: str) -> bool:
    """Whether a line is a row of a table."""
    if line.strip().startswith("|"):
        return len(_STROKE.findall(line)) > 1
    return "\t" in line.strip("\t") or (line.count("\t") > 0 and bool(line.strip()))


def is_rule(line: str) -> bool:
    """Whether a line only parts the headers of a table from its rows."""
    return bool(_RULE.match(line))


def table(lines: Sequence[str], dropped: Dropped) -> Taken:
    """The rows of a table; what stands above a rule heads it, and else a row of words does."""
    ruled = next((at for at, line in enumerate(lines) if is_rule(line)), None)
    rows = [_cells(line, dropped) for line in lines if not is_rule(line)]
    width = max((len(row) for row in rows), default=0)
    lengths = {len(row) for row in rows}
    filled = tuple((*row, *("" for _ in range(width - len(row)))) for row in rows)
    filled, width = _without_empty_end(filled, width)
    heads = (ruled or 0) if len(filled) > 1 else 0
    is_guessed = ruled is None and _heads(filled)
    header_rows = 1 if is_guessed else heads
    piece = Piece(
        TABLE,
        rows=filled,
        header_rows=header_rows,
        header_columns=_header_columns(filled[header_rows:]),
        is_ruled=ruled is not None,
    )
    return Taken(filled, piece, 0, len(lengths) > 1, is_guessed)


def continues(before: Piece, piece: Piece) -> bool:
    """Whether a table is the rest of the one before it: as wide, and without headers."""
    if before.kind != TABLE or piece.kind != TABLE or piece.is_ruled or before.is_ruled:
        return False
    if not piece.rows or not before.rows or len(piece.rows[0]) != len(before.rows[0]):
        return False
    return before.header_rows > 0 and piece.header_rows == 0


def is_torn(row: Sequence[str]) -> bool:
    """Whether a row is the end of the one before it: one cell, which goes on in small letters."""
    filled = [cell for cell in row if cell]
    return len(filled) == 1 and filled[0][:1].islower()


def _cells(line: str, dropped: Dropped) -> list[str]:
    if line.strip().startswith("|"):
        inside = line.strip().removeprefix("|").removesuffix("|")
        cells = [cell.replace("\\|", "|") for cell in _STROKE.split(inside)]
    else:
        cells = line.split("\t")
    broken = (re.sub(r"<br ?/?>", "\n", cell, flags=re.IGNORECASE) for cell in cells)
    return [tidied(kept_links(cell, dropped)) for cell in broken]


def _without_empty_end(
    rows: tuple[tuple[str, ...], ...], width: int
) -> tuple[tuple[tuple[str, ...], ...], int]:
    """A tab at the end of every line makes no column."""
    while width > 1 and not any(row[-1] for row in rows):
        rows, width = tuple(row[:-1] for row in rows), width - 1
    return rows, width


def _heads(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row, with no rule under it, reads like headers."""
    if len(rows) < 2 or not looks_like_headers(rows[0]):
        return False
    return not all(_KEY.match(cell) for cell in rows[0] if cell)


def _header_columns(body: Sequence[Sequence[str]]) -> int:
    """One, where every row begins with words and goes on in figures."""
    if not body or len(body[0]) < 2:
        return 0
    others = [cell for row in body for cell in row[1:] if cell]
    figures = sum(1 for cell in others if is_figure(cell))
    words_first = all(row[0] and not is_figure(row[0]) for row in body)
    return 1 if words_first and figures * 2 >= max(len(others), 1) and figures else 0
