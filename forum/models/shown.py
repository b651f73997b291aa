"""The cells of a file's row as a page shows them: what was typed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forum.rules.sheet import CellError


@dataclass(frozen=True)
class Shown:
    """What was typed in one column of a row, and what is wrong with it."""

    column: str
    text: str
    errors: tuple[str, ...]


def shown(
    values: Mapping[str, str],
    errors: Iterable[CellError],
    together: Iterable[tuple[str, ...]],
) -> list[list[Shown]]:
    """The columns as the page brings them together; what is wrong with the row stands first."""
    wrong: dict[str, list[str]] = {}
    for each in errors:
        wrong.setdefault(each.column, []).append(each.sentence)
    cells = [
        [Shown(each, values.get(each, ""), tuple(wrong.pop(each, ()))) for each in columns]
        for columns in together
    ]
    of_the_row = [sentence for sentences in wrong.values() for sentence in sentences]
    if of_the_row:
        cells[0].insert(0, Shown("", "", tuple(of_the_row)))
    return cells
