"""The units of schools read from a CSV file or a pasted table: a row a school, a column a factor.

Every row is reported, and nothing is entered while one of them is wrong. A row of totals, as
spreadsheets have it, is compared with the sum and not read as a school.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from forum.money import parse_exact
from forum.rules.sheet import CellError, Line, Sheet, cells_of, file_errors, headings, read_lines
from papers.rules.schedules.services import FACTORS, factor_named

SCHOOL = "school"
ALSO_CALLED = {"name": SCHOOL, "school name": SCHOOL, "establishmentname": SCHOOL}
TOTALS = ("total", "totals", "grand total", "all schools")
MOST_FACTORS = 30
MOST_UNITS = Decimal(100_000)
"""No school has so many: a figure above it is a total or a slip."""


@dataclass(frozen=True)
class UnitsRow:
    """One school: what was typed, its units, and what is wrong."""

    line: int
    school: str
    typed: Mapping[str, str]
    units: Mapping[str, Decimal] = field(default_factory=dict)
    errors: tuple[CellError, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """What was typed for each factor, in the order of the columns."""
        return tuple(cell for column, cell in self.typed.items() if column != SCHOOL)


@dataclass(frozen=True)
class UnitsSheet(Sheet[UnitsRow]):
    """A file of units as read, before anything is entered."""

    factors: tuple[str, ...] = ()

    @property
    def totals(self) -> tuple[Decimal, ...]:
        """The units of all rows, factor by factor."""
        return tuple(
            sum((row.units.get(factor, Decimal(0)) for row in self.rows), Decimal(0))
            for factor in self.factors
        )


def read_units(text: str, known: Collection[str]) -> UnitsSheet:
    """The rows of a file, checked one by one against the schools that are known."""
    lines, broken = read_lines(text)
    if broken or not lines:
        empty = "There is nothing to read: give a line of headings and a line for each school."
        return UnitsSheet(errors=(broken or empty,))
    columns = [
        name if name == SCHOOL else factor_named(name) for name in headings(lines[0], ALSO_CALLED)
    ]
    columns = _as_typed(columns, lines[0])
    factors = tuple(column for column in columns if column and column != SCHOOL)
    wrong = (*file_errors(columns, [SCHOOL], len(lines) - 1), *_factor_errors(factors))
    if wrong:
        return UnitsSheet(errors=wrong)
    names = {name.casefold(): name for name in known}
    rows = [_row(line, columns, names) for line in lines[1:]]
    schools = [row for row in rows if row.school.casefold() not in TOTALS]
    sheet = UnitsSheet(tuple(_without_doubles(schools)), factors=factors)
    totals = [row for row in rows if row.school.casefold() in TOTALS]
    return replace(sheet, notes=(*_compared(sheet, totals), *_unlisted(factors)))


def _as_typed(columns: list[str], line: Line) -> list[str]:
    """A factor of no list keeps its capitals: headings are compared without them."""
    listed = {*FACTORS, SCHOOL}
    return [
        name if name in listed else line[1][place].strip() for place, name in enumerate(columns)
    ]


def _factor_errors(factors: Collection[str]) -> Iterator[str]:
    if not factors:
        yield "There is no column of units: head each by its factor, such as AWPU or FSM."
    if len(factors) > MOST_FACTORS:
        yield f"There are {len(factors)} columns of units; at most {MOST_FACTORS} are read."
    long = [factor for factor in factors if len(factor) > 60]
    if long:
        yield f"Shorten the headings to 60 letters or fewer: {', '.join(long)}."


def _row(line: Line, columns: list[str], known: Mapping[str, str]) -> UnitsRow:
    typed, beyond = cells_of(line, columns)
    name = typed.get(SCHOOL, "")
    errors = [*beyond]
    if name.casefold() not in TOTALS and name.casefold() not in known:
        sentence = "Enter the name of the school." if not name else (
            "No school of this name is entered: mend the name, or enter the school first."
        )  # fmt: skip
        errors.append(CellError(SCHOOL, sentence))
    units: dict[str, Decimal] = {}
    for factor, cell in typed.items():
        if factor == SCHOOL or cell in {"", "-", "–"}:
            continue
        try:
            number = parse_exact(cell)
        except ValueError:
            sentence = f"“{cell}” is no number of units: write it like 412 or 63.5."
            errors.append(CellError(factor, sentence))
            continue
        if number > MOST_UNITS and name.casefold() not in TOTALS:
            errors.append(CellError(factor, f"{number:,} is more than any school has."))
        units[factor] = number
    return UnitsRow(line[0], known.get(name.casefold(), name), typed, units, tuple(errors))


def _without_doubles(rows: list[UnitsRow]) -> Iterator[UnitsRow]:
    first: dict[str, int] = {}
    for row in rows:
        line = first.setdefault(row.school.casefold(), row.line)
        double = CellError(SCHOOL, f"Line {line} has this school already.")
        is_double = bool(row.school) and line != row.line
        yield replace(row, errors=(*row.errors, double)) if is_double else row


def _compared(sheet: UnitsSheet, totals: list[UnitsRow]) -> Iterator[str]:
    for row in totals:
        for factor, total in zip(sheet.factors, sheet.totals, strict=True):
            stated = row.units.get(factor)
            if stated is not None and stated != total:
                yield (
                    f"Line {row.line}: {factor} totals {stated:,}; the schools add up to "
                    f"{total:,}."
                )


def _unlisted(factors: Collection[str]) -> Iterator[str]:
    unlisted = [factor for factor in factors if factor not in FACTORS]
    if unlisted:
        yield (
            f"Not factors of the usual list, and taken as they are: {', '.join(unlisted)}. A rate "
            "counts them when it names them the same way."
        )
