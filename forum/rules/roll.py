"""The roll of members: seats and their holders read from a CSV file, with every row's errors.

Nothing is changed and nothing dropped: each row of the file is in the answer, with what was typed
and what is wrong with it, so that a page can show it before anything is entered.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from forum.choices import AuthorityTie
from forum.rules.groups import in_words
from forum.rules.roll_cells import group_of, kind_of, phase_of, read_day, tie_of
from forum.rules.sheet import CellError, Line, Sheet, cells_of, read_headed, unknown_columns

REQUIRED = ("seat", "group", "kind", "name", "from")
COLUMNS = (
    "seat",
    "group",
    "kind",
    "name",
    "email",
    "post",
    "school",
    "from",
    "until",
    "phase",
    "tie",
)
ALSO_CALLED = {"e-mail": "email", "start": "from", "end": "until", "term ends": "until"}
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class RollRow:
    """One row of the file: what was typed, what it means, and what is wrong with it."""

    line: int
    values: Mapping[str, str]
    """The cells as typed, by column; formulas stay text."""
    group: str = ""
    kind: str = ""
    phase: str = ""
    tie: str = AuthorityTie.NONE
    school: str = ""
    """The school as its own record names it."""
    from_on: date | None = None
    until_on: date | None = None
    errors: tuple[CellError, ...] = ()
    notes: tuple[str, ...] = ()
    """What is worth a look, and no error."""

    @property
    def is_vacant(self) -> bool:
        """Whether the row has a seat and nobody in it."""
        return not self.values.get("name")


@dataclass(frozen=True)
class Roll(Sheet[RollRow]):
    """A file of members as read, before anything is entered."""


def read_roll(
    text: str, *, seats: Mapping[str, str], known_schools: Collection[str], on: date
) -> Roll:
    """The rows of a CSV file, checked against the seats with their groups, and the schools."""
    file = read_headed(text, required=REQUIRED, also_called=ALSO_CALLED, of="line per seat")
    if file.errors:
        return Roll(errors=file.errors)
    rows = [_row(line, file.columns) for line in file.body]
    groups = {name.casefold(): group for name, group in seats.items()}
    schools = {name.casefold(): name for name in known_schools}
    checked = [_checked(row, groups, schools, on) for row in rows]
    return Roll(
        rows=_without_doubles(checked), notes=tuple(unknown_columns(file.columns, COLUMNS))
    )


def _row(line: Line, columns: list[str]) -> RollRow:
    values, errors = cells_of(line, columns)
    return RollRow(line[0], values, errors=errors)


def _checked(
    row: RollRow, seats: Mapping[str, str], schools: Mapping[str, str], on: date
) -> RollRow:
    errors: list[CellError] = [*row.errors]
    read = {
        "group": group_of(row.values.get("group", "")),
        "kind": kind_of(row.values.get("kind", "")),
        "phase": phase_of(row.values.get("phase", "")),
        "tie": tie_of(row.values.get("tie", "")),
        "from_on": read_day(row.values.get("from", "")),
        "until_on": read_day(row.values.get("until", "")),
    }
    for field, column in _COLUMN_OF.items():
        if read[field].error:
            errors.append(CellError(column, read[field].error))
    row = replace(row, **{field: cell.value for field, cell in read.items()})
    row = replace(row, school=schools.get(row.values.get("school", "").casefold(), ""))
    errors += [*_seat(row, seats), *_holder(row), *_school(row), *_term(row)]
    return replace(row, errors=tuple(errors), notes=tuple(_row_notes(row, on)))


_COLUMN_OF = {
    "group": "group",
    "kind": "kind",
    "phase": "phase",
    "tie": "tie",
    "from_on": "from",
    "until_on": "until",
}


def _seat(row: RollRow, seats: Mapping[str, str]) -> Iterator[CellError]:
    name = row.values["seat"]
    if not name:
        yield CellError("seat", "Enter the name of the seat, such as “Primary headteacher 1”.")
    if len(name) > 120:
        yield CellError("seat", "Shorten the name of the seat to 120 letters or fewer.")
    stands_for = seats.get(name.casefold(), "")
    if stands_for and row.group and row.group != stands_for:
        yield CellError("group", f"This seat represents {in_words(stands_for)} already.")


def _holder(row: RollRow) -> Iterator[CellError]:
    name, email = row.values["name"], row.values.get("email", "")
    if not name and (email or row.values.get("post") or row.from_on):
        yield CellError("name", "Enter the name; for a vacant seat leave the rest empty.")
    if name and not email:
        yield CellError("email", "Enter the email address: members sign in with it.")
    if email and not ADDRESS.fullmatch(email):
        yield CellError("email", "Enter an email address, such as name@example.sch.uk.")
    if name and not row.values["from"]:
        yield CellError("from", "Enter the first day of the term, such as 1 September 2024.")
    for column, most in (("name", 120), ("post", 160)):
        if len(row.values.get(column, "")) > most:
            yield CellError(column, f"Shorten this to {most} letters or fewer.")


def _school(row: RollRow) -> Iterator[CellError]:
    if row.values.get("school") and not row.school:
        yield CellError("school", "No school of this name is entered: add it, or mend its name.")


def _term(row: RollRow) -> Iterator[CellError]:
    if row.from_on and row.until_on and row.until_on < row.from_on:
        yield CellError("until", f"The term ends before it begins on {row.from_on:%-d %B %Y}.")


def _row_notes(row: RollRow, on: date) -> Iterator[str]:
    if row.is_vacant and row.values["seat"]:
        yield "The seat is entered as vacant."
    if row.until_on and row.until_on < on:
        yield f"The term ended on {row.until_on:%-d %B %Y}."
    if row.from_on and row.from_on > on:
        yield f"The term begins on {row.from_on:%-d %B %Y}."


def _without_doubles(rows: list[RollRow]) -> tuple[RollRow, ...]:
    """The rows, those that repeat a seat or an address marked with the line that has it first."""
    first: dict[tuple[str, str], int] = {}
    marked = []
    for row in rows:
        errors = [*row.errors]
        for column in ("seat", "email"):
            value = row.values.get(column, "").casefold()
            line = first.setdefault((column, value), row.line)
            if value and line != row.line:
                errors.append(CellError(column, f"Line {line} has this {column} already."))
        marked.append(replace(row, errors=tuple(errors)))
    return tuple(marked)
