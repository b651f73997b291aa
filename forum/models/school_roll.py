"""A file of schools beside those that are entered already."""

from __future__ import annotations

from dataclasses import dataclass

from forum.models.forum import Forum
from forum.models.school import School
from forum.models.shown import Shown, shown
from forum.rules.school_roll import SchoolRoll, SchoolRow, read_schools

TOGETHER = (("school",), ("phase", "counts as", "type"), ("opened", "became academy", "closed"))
"""The columns of the file as the page brings them together."""


@dataclass(frozen=True)
class SchoolAhead:
    """One row of the file, and what entering it would do."""

    row: SchoolRow
    school: School | None
    """The school to add; none where it is entered already, or the row is wrong."""

    @property
    def cells(self) -> list[list[Shown]]:
        """The columns of the row, each with its mistakes."""
        return shown(self.row.values, self.row.errors, TOGETHER)

    @property
    def does(self) -> str:
        """What entering the row does, in words."""
        return "Adds the school" if self.school else "Entered already, and left as it is"


@dataclass(frozen=True)
class SchoolsAhead:
    """The whole file, and what entering it would do."""

    roll: SchoolRoll
    rows: tuple[SchoolAhead, ...]

    @property
    def schools(self) -> list[School]:
        return [each.school for each in self.rows if each.school]

    @property
    def number(self) -> int:
        """How many records the file would add."""
        return len(self.schools)

    @property
    def says(self) -> str:
        """What the whole file would add, in words."""
        return f"{self.number} school{'' if self.number == 1 else 's'} to add"


def schools_ahead(forum: Forum, text: str) -> SchoolsAhead:
    """Read the file and say of every row what it would do, and what stands in the way."""
    roll = read_schools(text, list(forum.school_set.values_list("name", flat=True)))
    rows = [
        SchoolAhead(row, None if row.errors or row.is_known else _school(forum, row))
        for row in roll.rows
    ]
    return SchoolsAhead(roll, tuple(rows))


def _school(forum: Forum, row: SchoolRow) -> School:
    facts = row.facts
    return School(
        forum=forum,
        name=row.values["school"],
        phase=facts.phase,
        deemed_phase=facts.deemed_phase,
        establishment=facts.establishment,
        opened_on=facts.opened_on,
        converted_on=facts.converted_on,
        closed_on=facts.closed_on,
    )
