"""Historic decisions from a CSV file: one row for each, with what is wrong with every cell.

A row becomes the outcome of one group; rows of one meeting, item and recommendation are put
together. The sheet is turned into the friendly form of a record file, so that one rule reads both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from decisions.rules.told.cells import (
    block_of,
    evidence_of,
    group_of,
    result_of,
    source_of,
    whole_of,
    year_of,
)
from forum.money import parse_pounds
from forum.rules.roll_cells import Cell, read_day
from forum.rules.sheet import CellError, Line, Sheet, cells_of, read_headed, unknown_columns

REQUIRED = ("meeting", "item", "recommendation", "result", "evidence")
COLUMNS = (
    "meeting", "item", "title", "recommendation", "group", "result", "for", "against",
    "abstained", "amount", "source", "line", "block", "year", "from", "until", "deferred to",
    "matter", "note", "evidence",
)  # fmt: skip
ALSO_CALLED = {
    "meeting date": "meeting",
    "date": "meeting",
    "item number": "item",
    "funding source": "source",
    "budget line": "line",
    "financial year": "year",
    "end": "until",
}
MOST = {"item": 8, "title": 300, "line": 200, "matter": 200, "note": 2000, "recommendation": 4000}


@dataclass(frozen=True)
class SheetRow:
    """One row of the file: what was typed, what it means, and what is wrong with it."""

    line: int
    values: Mapping[str, str]
    meant: Mapping[str, Any] = field(default_factory=dict)
    """What the cells mean, by column."""
    errors: tuple[CellError, ...] = ()
    place: str = ""
    """Where the row stands in the record that is made of the sheet."""

    @property
    def key(self) -> tuple[Any, ...]:
        """The rows that answer one recommendation."""
        asked = (self.meant["meeting"], self.values["item"], self.values["recommendation"])
        return tuple(str(each).casefold() for each in asked)


@dataclass(frozen=True)
class ToldSheet(Sheet[SheetRow]):
    """A file of decisions as read, before anything is entered."""

    def with_errors(self, errors: Mapping[int, list[CellError]], other: list[str]) -> ToldSheet:
        """The sheet with what was found of its rows later, by line, and of the whole."""
        rows = tuple(
            replace(row, errors=(*row.errors, *errors.get(row.line, ()))) for row in self.rows
        )
        return replace(self, rows=rows, errors=(*self.errors, *other))


def read_sheet(text: str, *, lines: Collection[str]) -> ToldSheet:
    """The rows of a CSV file, each cell read; `lines` are the budget lines that there are."""
    file = read_headed(text, required=REQUIRED, also_called=ALSO_CALLED, of="row for each")
    if file.errors:
        return ToldSheet(errors=file.errors)
    rows = [_row(line, file.columns, lines) for line in file.body]
    notes = tuple(unknown_columns(file.columns, COLUMNS))
    return ToldSheet(_without_doubles(rows), notes=notes)


def _row(line: Line, columns: list[str], lines: Collection[str]) -> SheetRow:
    values, errors = cells_of(line, columns)
    values = {column: values.get(column, "") for column in COLUMNS}
    cells = {column: read(values[column]) for column, read in _READ.items()}
    meant = {column: cell.value for column, cell in cells.items()}
    wrong = [CellError(column, cell.error) for column, cell in cells.items() if cell.error]
    wrong += [*errors, *_lengths(values), *_needed(values), *_together(values, meant, lines)]
    return SheetRow(line[0], values, meant, tuple(wrong))


def _lengths(values: Mapping[str, str]) -> Iterator[CellError]:
    for column, most in MOST.items():
        if len(values[column]) > most:
            yield CellError(column, f"Shorten it to {most:,} characters or fewer.")


def _needed(values: Mapping[str, str]) -> Iterator[CellError]:
    sentences = {
        "meeting": "Enter the day of the meeting, such as 4/7/2018.",
        "item": "Enter the number of the item, such as 5.",
        "recommendation": "Enter what was recommended, in the words of the paper or minute.",
    }
    for column, sentence in sentences.items():
        if not values[column]:
            yield CellError(column, sentence)


def _together(
    values: Mapping[str, str], meant: Mapping[str, Any], lines: Collection[str]
) -> Iterator[CellError]:
    """What the cells of a row ask of each other."""
    result = meant["result"]
    awarded = bool(values["amount"] and values["source"])
    if awarded and result in CARRIED:
        if not values["line"]:
            yield CellError("line", "Enter the budget line that the money came from.")
        if not values["year"]:
            yield CellError("year", "Enter the financial year of the money, such as 2018-19.")
    known = {name.casefold() for name in lines}
    if values["line"] and values["line"].casefold() not in known and not values["block"]:
        yield CellError(
            "block",
            "This budget line is new: say in which block it lies, such as High needs block.",
        )
    if result == "deferred" and not values["deferred to"]:
        yield CellError("deferred to", "Enter the day of the meeting that it was put off to.")


def _without_doubles(rows: list[SheetRow]) -> tuple[SheetRow, ...]:
    """A decision is told once; the row that repeats it says which row has it."""
    seen: dict[tuple[Any, ...], int] = {}
    found = []
    for row in rows:
        first = seen.setdefault((*row.key, row.meant["group"]), row.line)
        if first != row.line:
            sentence = f"Row {first} tells this decision already: keep one of the two."
            row = replace(row, errors=(*row.errors, CellError("recommendation", sentence)))
        found.append(row)
    return tuple(found)


def _amount(text: str) -> Cell:
    if not text:
        return Cell(None)
    try:
        return Cell(parse_pounds(text))
    except ValueError as error:
        return Cell(None, f"{error}.")


CARRIED = ("carried", "carried_as_amended", "ratified")
_READ = {
    "meeting": read_day,
    "group": group_of,
    "result": result_of,
    "for": whole_of,
    "against": whole_of,
    "abstained": whole_of,
    "amount": _amount,
    "source": source_of,
    "block": block_of,
    "year": year_of,
    "from": read_day,
    "until": read_day,
    "deferred to": read_day,
    "evidence": evidence_of,
}
