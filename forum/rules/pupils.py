"""Pupil numbers pasted from a spreadsheet: the name of a school and a number on each line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection
from dataclasses import dataclass

MOST_PUPILS = 20_000
MOST_LINES = 2_000
NUMBER = re.compile(r"\d{1,3}(,\d{3})+|\d+")
HEADINGS = ("school", "name", "establishment")


@dataclass(frozen=True)
class Pasted:
    """What was read: the pupils of each school, and the lines that could not be."""

    pupils: dict[str, int]
    """By the name of the school as it is recorded."""
    errors: tuple[str, ...]
    left: tuple[str, ...]
    """The lines with errors, as typed, to be mended."""


def read_pupils(text: str, known_schools: Collection[str]) -> Pasted:
    """The number of pupils of every school on the lines, and what is wrong with the others."""
    names = {_plain(name): name for name in known_schools}
    pupils: dict[str, int] = {}
    errors, left = [], []
    for number, line in enumerate(text.splitlines()[:MOST_LINES], start=1):
        name, count, wrong = _line(line, names)
        if name in pupils and not wrong:
            wrong = f"{name} stands on an earlier line already: keep one of the two."
        if wrong and not (number == 1 and _is_heading(line)):
            errors.append(f"Line {number}: {wrong}")
            left.append(line)
        elif name:
            pupils[name] = count
    return Pasted(pupils, tuple(errors), tuple(left))


def _line(line: str, names: dict[str, str]) -> tuple[str, int, str]:
    """The school, its pupils, and what is wrong; an empty line has none of them."""
    cells = [cell.strip() for cell in _cells(line)]
    if not any(cells):
        return "", 0, ""
    if len(cells) != 2:
        return "", 0, "Give the name of the school and the number of its pupils; quote a comma."
    name, number = cells
    if _plain(name) not in names:
        return "", 0, f"No school called “{name}” is open: add it, or mend its name."
    if not NUMBER.fullmatch(number):
        return "", 0, f"“{number}” is no number of pupils: write a whole number."
    count = int(number.replace(",", ""))
    if count > MOST_PUPILS:
        return "", 0, f"{count:,} pupils are more than any school has: check the number."
    return names[_plain(name)], count, ""


def _cells(line: str) -> list[str]:
    delimiter = "\t" if "\t" in line else ";" if ";" in line else ","
    return next(csv.reader(io.StringIO(line), delimiter=delimiter), [])


def _is_heading(line: str) -> bool:
    return _plain(_cells(line)[0] if _cells(line) else "").startswith(HEADINGS)


def _plain(name: str) -> str:
    """A name as it is compared: whatever its case, spaces and kind of apostrophe."""
    return " ".join(name.replace("’", "'").casefold().split())
