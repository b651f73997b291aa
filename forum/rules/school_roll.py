"""The schools of the authority read from a CSV file, with every row's errors.

The headings and words of the national register of schools are understood as well, so that its
extract of one authority can be used as it comes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from forum.choices import Establishment, Phase
from forum.rules.roll_cells import phase_of, read_day
from forum.rules.schools import SchoolFacts, may_enter_school
from forum.rules.sheet import CellError, Line, Sheet, cells_of, read_headed, unknown_columns

REQUIRED = ("school", "phase", "type")
COLUMNS = ("school", "phase", "counts as", "type", "opened", "became academy", "closed")
ALSO_CALLED = {
    "name": "school",
    "establishmentname": "school",
    "phaseofeducation (name)": "phase",
    "typeofestablishment (name)": "type",
    "status": "type",
    "opendate": "opened",
    "closedate": "closed",
    "converted": "became academy",
}
ACADEMIES = ("academy", "free school", "studio school", "university technical", "city technology")
MAINTAINED = ("maintained", "community", "voluntary", "foundation", "nursery school", "pupil")
NEITHER = ("independent", "non-maintained")
SPECIAL, PRU = "special", ("pupil referral", "alternative provision")
COLUMN_OF = {
    "not-deemed": "counts as",
    "deemed-needlessly": "counts as",
    "academy-from-the-start": "became academy",
    "converted-before-opening": "became academy",
    "converted-after-closing": "became academy",
    "closed-before-opening": "closed",
}
"""The cell that each reason against a school is about."""


@dataclass(frozen=True)
class SchoolRow:
    """One row of the file: what was typed, what it means, and what is wrong with it."""

    line: int
    values: Mapping[str, str]
    facts: SchoolFacts
    errors: tuple[CellError, ...] = ()
    is_known: bool = False
    """Whether a school of this name is entered already, so that the row does nothing."""


@dataclass(frozen=True)
class SchoolRoll(Sheet[SchoolRow]):
    """A file of schools as read, before anything is entered."""


def read_schools(text: str, known: Collection[str]) -> SchoolRoll:
    """The rows of a CSV file, checked one by one, beside the schools that are known."""
    file = read_headed(text, required=REQUIRED, also_called=ALSO_CALLED, of="line for each school")
    if file.errors:
        return SchoolRoll(errors=file.errors)
    names = {name.casefold() for name in known}
    rows = [_row(line, file.columns, names) for line in file.body]
    notes = tuple(unknown_columns(file.columns, COLUMNS))
    return SchoolRoll(_without_doubles(rows), notes=notes)


def _row(line: Line, columns: list[str], known: Collection[str]) -> SchoolRow:
    values, beyond = cells_of(line, columns)
    errors = [*beyond]
    facts = _facts(values, errors)
    name = values.get("school", "")
    if not name:
        errors.append(CellError("school", "Enter the name of the school."))
    if len(name) > 200:
        errors.append(CellError("school", "Shorten the name to 200 letters or fewer."))
    if not errors:
        errors += [
            CellError(COLUMN_OF.get(each.code, ""), each.text)
            for each in may_enter_school(facts).reasons
        ]
    return SchoolRow(line[0], values, facts, tuple(errors), name.casefold() in known)


def _facts(values: Mapping[str, str], errors: list[CellError]) -> SchoolFacts:
    """What the cells mean; what they cannot mean is added to the errors."""
    days = {column: read_day(values.get(column, "")) for column in COLUMNS[4:]}
    errors += [CellError(column, cell.error) for column, cell in days.items() if cell.error]
    phase, deemed = _phases(values, errors)
    establishment = _establishment(values.get("type", ""))
    if not establishment:
        sentence = "Say whether it is maintained or an academy; leave out any other school."
        errors.append(CellError("type", sentence))
    converted = days["became academy"].value
    if converted and establishment == Establishment.ACADEMY:
        # An academy with a day of conversion was maintained before it.
        establishment = Establishment.MAINTAINED
    return SchoolFacts(
        phase=phase,
        deemed_phase=deemed,
        establishment=establishment,
        opened_on=days["opened"].value,
        converted_on=converted,
        closed_on=days["closed"].value,
    )


def _phases(values: Mapping[str, str], errors: list[CellError]) -> tuple[str, str]:
    """The phase, and what a middle or an all-through school counts as."""
    typed, kind = values.get("phase", ""), values.get("type", "").casefold()
    plain = typed.casefold()
    if plain.startswith("middle deemed "):
        return Phase.MIDDLE, plain.removeprefix("middle deemed ")
    if plain in {"", "not applicable"} and SPECIAL in kind:
        return Phase.SPECIAL, ""
    if plain in {"", "not applicable"} and any(word in kind for word in PRU):
        return Phase.PRU, ""
    if not typed:
        errors.append(CellError("phase", "Enter the phase of the school."))
        return "", ""
    phase, deemed = phase_of(typed), phase_of(values.get("counts as", ""))
    if phase.error:
        errors.append(CellError("phase", phase.error))
    if deemed.error or deemed.value not in {"", Phase.PRIMARY, Phase.SECONDARY}:
        errors.append(CellError("counts as", "Write Primary or Secondary."))
    return phase.value, deemed.value


def _establishment(text: str) -> str:
    plain = text.casefold()
    if any(word in plain for word in NEITHER):
        return ""
    if any(word in plain for word in ACADEMIES):
        return Establishment.ACADEMY
    return Establishment.MAINTAINED if any(word in plain for word in MAINTAINED) else ""


def _without_doubles(rows: list[SchoolRow]) -> tuple[SchoolRow, ...]:
    """The rows, those that repeat a school marked with the line that has it first."""
    first: dict[str, int] = {}
    return tuple(replace(row, errors=(*row.errors, *_double(row, first))) for row in rows)


def _double(row: SchoolRow, first: dict[str, int]) -> Iterator[CellError]:
    name = row.values.get("school", "").casefold()
    line = first.setdefault(name, row.line)
    if name and line != row.line:
        yield CellError("school", f"Line {line} has this school already.")
