"""The lines of a CSV file, whatever spreadsheet wrote it, and one row of it as it was typed."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

MOST_ROWS = 500
Line = tuple[int, list[str]]
FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
"""A spreadsheet would run a cell that begins so; some do after spaces, or in full width."""


@dataclass(frozen=True)
class CellError:
    """What is wrong in one column of a row, and what to do."""

    column: str
    sentence: str


class Checked(Protocol):
    """A row with what is wrong in it."""

    @property
    def errors(self) -> tuple[CellError, ...]: ...


Row = TypeVar("Row", bound=Checked)


@dataclass(frozen=True)
class Sheet(Generic[Row]):
    """A file as read, before anything is entered: every row of it, whatever is wrong."""

    rows: tuple[Row, ...] = ()
    errors: tuple[str, ...] = ()
    """What is wrong with the file as a whole."""
    notes: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether every row can be entered."""
        return bool(self.rows) and not self.errors and not self.faulty

    @property
    def faulty(self) -> int:
        return sum(bool(row.errors) for row in self.rows)


@dataclass(frozen=True)
class Headed:
    """The lines of a file under its headings, or why they are not read."""

    columns: list[str]
    body: list[Line]
    errors: tuple[str, ...] = ()


def read_headed(
    text: str, *, required: Collection[str], also_called: Mapping[str, str], of: str
) -> Headed:
    """The lines under the headings that a kind of file asks for; `of` says what each line is."""
    lines, broken = read_lines(text)
    if broken or not lines:
        empty = f"The file is empty: give a line of headings and a {of}."
        return Headed([], [], (broken or empty,))
    columns, body = headings(lines[0], also_called), lines[1:]
    return Headed(columns, body, tuple(file_errors(columns, required, len(body))))


def read_lines(text: str) -> tuple[list[Line], str]:
    """Every line that has anything on it, with its number in the file; and why it cannot be read.

    Read strictly: a quotation mark without its pair would swallow the rows after it.
    """
    plain = text.removeprefix("\ufeff").replace("\0", "")
    reader = csv.reader(io.StringIO(plain, newline=""), delimiter=_delimiter(plain), strict=True)
    found, start = [], 1
    try:
        for cells in reader:
            trimmed = [_trim(cell) for cell in cells]
            if any(trimmed):
                found.append((start, trimmed))
            start = reader.line_num + 1
    except csv.Error:
        return [], (
            f"From line {start}, quotation marks are not in pairs: mend them, or save the file "
            "again as CSV."
        )
    return found, ""


def headings(line: Line, also_called: Mapping[str, str]) -> list[str]:
    """The columns that a line of headings names, whatever its case."""
    names = [cell.casefold() for cell in line[1]]
    return [also_called.get(name, name) for name in names]


def file_errors(columns: list[str], required: Collection[str], rows: int) -> Iterator[str]:
    """What is wrong with the file as a whole."""
    missing = [column for column in required if column not in columns]
    if missing:
        yield f"Add the missing columns: {', '.join(missing)}."
    for column, times in Counter(column for column in columns if column).items():
        if times > 1:
            yield f"The column {column} is there {times} times: keep one."
    if rows == 0:
        yield "There are headings and no rows: give a line for each."
    if rows > MOST_ROWS:
        yield f"The file has {rows} rows; at most {MOST_ROWS} are read at a time: split it."


def unknown_columns(columns: list[str], known: Collection[str]) -> Iterator[str]:
    """Columns that are not read, which the person should know."""
    unknown = [column for column in columns if column and column not in known]
    if unknown:
        yield f"Not read, because no such column is known: {', '.join(unknown)}."


def cells_of(line: Line, columns: list[str]) -> tuple[dict[str, str], tuple[CellError, ...]]:
    """The cells of a row by column, and what stands beyond the last heading."""
    cells = line[1]
    values = {
        column: cells[place] if place < len(cells) else ""
        for place, column in enumerate(columns)
        if column
    }
    beyond = [cell for cell in cells[len(columns) :] if cell]
    if not beyond:
        return values, ()
    sentence = f"More cells than headings: {', '.join(beyond)}. Quote what has commas."
    return values, (CellError("", sentence),)


def _delimiter(text: str) -> str:
    """Whichever of comma, semicolon and tab parts the first line most."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(",;\t", key=bare.count)


def _trim(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFC", cell).split())


def safe_cell(value: object) -> str:
    """A cell of a file that we write: a spreadsheet runs none of it as a formula."""
    text = str(value)
    return f"'{text}" if FORMULA.match(text) else text
