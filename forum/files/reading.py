"""The sheets of a workbook or a CSV file as people see them: values, never formulas."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl

from forum.files.csvs import decoded, rows_of
from forum.files.refusing import Unkept

MOST_SHEETS = 20
MOST_ROWS = 500
MOST_COLUMNS = 40
MOST_CELLS = 6000  # of one sheet: as many as a page and a PDF can be expected to show
MOST_READ = 20_000  # rows of a sheet that are counted
UNREADABLE = "The workbook cannot be read. Open it in Excel, save it anew, and choose that file."
PLACES = re.compile(r"0\.(0+)")


def read(kind: str, content: bytes) -> list[dict[str, Any]]:
    """Each sheet that is not hidden and not empty, as a name and rows of words."""
    found = _of_csv(content) if kind == "csv" else _of_workbook(content)
    return [each for name, rows in found if (each := _shown(name, rows))]


def _of_csv(content: bytes) -> Iterator[tuple[str, Iterable[list[str]]]]:
    text, _ = decoded(content)
    yield "", ([cell.strip() for cell in row] for row in rows_of(text))


def _of_workbook(content: bytes) -> Iterator[tuple[str, Iterable[list[str]]]]:
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        for sheet in book.worksheets[:MOST_SHEETS]:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()  # what a sheet says of its size need not be so
                yield (
                    sheet.title,
                    ([worded(cell) for cell in row[:MOST_COLUMNS]] for row in sheet.iter_rows()),
                )
    except (MemoryError, Unkept):
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles over
        raise Unkept(UNREADABLE) from error


def _shown(name: str, rows: Iterable[list[str]]) -> dict[str, Any] | None:
    """The rows that hold something, all of one width, as many as can be shown."""
    kept: list[list[str]] = []
    more = 0
    for number, row in enumerate(rows):
        if number >= MOST_READ:
            break
        if not any(row):
            continue
        if len(kept) < MOST_ROWS:
            kept.append(row[:MOST_COLUMNS])
        else:
            more += 1
    if not kept:
        return None
    used = [at for at in range(max(map(len, kept))) if any(_at(row, at) for row in kept)]
    room = max(1, MOST_CELLS // len(used))
    table = [[_at(row, at) for at in used] for row in kept[:room]]
    return {"name": name, "rows": table, "left_out": more + len(kept) - len(table)}


def _at(row: list[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def worded(cell: Any) -> str:
    """The value as Excel shows it, as near as a reader needs."""
    value = cell.value
    if value is None:
        return ""
    for kind, words in WORDS:
        if isinstance(value, kind):
            return words(value, str(getattr(cell, "number_format", "") or ""))
    return " ".join(str(value).split())


def _number(value: float, shape: str) -> str:
    """With the places, the commas, the pound or per cent sign that its format asks for."""
    first = shape.split(";")[0]
    if "%" in first:
        return f"{value * 100:,.{_places(first)}f}%"
    if "0" not in first or "E" in first:
        return format(value, "g") if abs(value) < 1e15 and value != int(value) else _whole(value)
    sign = "-" if value < 0 else ""
    pounds = "£" if "£" in first else ""
    comma = "," if "#,##0" in first else ""
    return f"{sign}{pounds}{abs(value):{comma}.{_places(first)}f}"


def _whole(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _places(shape: str) -> int:
    found = PLACES.search(shape)
    return len(found[1]) if found else 0


def _day(value: date, _shape: str) -> str:
    if isinstance(value, datetime) and (value.hour or value.minute):
        return f"{value:%-d %B %Y, %H:%M}"
    return f"{value:%-d %B %Y}"


WORDS: tuple[tuple[Any, Callable[[Any, str], str]], ...] = (
    (bool, lambda value, _: "Yes" if value else "No"),
    ((int, float), _number),
    (date, _day),
    (time, lambda value, _: f"{value:%H:%M}"),
    (timedelta, lambda value, _: str(value)),
)
