"""A historic record as somebody tells it: read, checked and expanded to plain rows.

The friendly form of a record file. Ids may be left out or be any word; days may be known in part;
votes may be missing; wrong text stays as printed beside what it should read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from decisions.rules.told.beside import executive_decisions, happenings, named_sources
from decisions.rules.told.frame import forum_values, lines, matters, people, person_values
from decisions.rules.told.meetings import meetings
from decisions.rules.told.part import Part, Problem
from decisions.rules.told.rows import Book, Known, Pointer, Row
from decisions.rules.told.where import Where

__all__ = ["FORMAT", "Head", "Known", "Problem", "Row", "Told", "expand", "headed", "is_told"]

FORMAT = "tabled-record/v1"


@dataclass(frozen=True)
class Head:
    """What a file says before its record: of which forum it is, and who entered it."""

    forum: Mapping[str, str]
    entered_by: Mapping[str, str]
    """The person in whose name a new forum is filled; nothing where the file names nobody."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Told:
    """A record as expanded: its rows in the order of writing, and every problem."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    open_ended: tuple[Pointer, ...] = ()
    """What points at records that are not in the file; they must be in the forum."""


def is_told(document: object) -> bool:
    """Whether the file is in the friendly form."""
    return isinstance(document, Mapping) and "told" in document


def headed(document: Mapping[str, object]) -> Head:
    """The forum that the record is of."""
    problems: list[Problem] = []
    whole = Part(document, "", problems)
    if whole.text("format") != FORMAT:
        whole.wrong("format", f"Write “{FORMAT}”: this is the format that is read here.")
    whole.read.update({"told", "about"})
    whole.end()
    told = whole.part("told")
    forum = forum_values(told.part("forum"))
    by = told.part("entered_by")
    entered_by = person_values(by) if by.values else {}
    by.end()
    return Head(forum, entered_by, tuple(problems))


def expand(document: Mapping[str, object], *, forum: UUID, known: Known, on: date) -> Told:
    """Every row that the record stands for; what bears no day of its own is dated `on`."""
    problems: list[Problem] = []
    told = Part(document, "", problems).part("told")
    told = Part(told.values, "", problems)
    told.read.update({"forum", "entered_by"})
    book = Book(forum, known, problems)
    people(told, book, on)
    lines(told, book, on)
    matters(told, book, on)
    meetings(told, book)
    where = Where(book, on)
    executive_decisions(told, where)
    happenings(told, where)
    named_sources(told, where)
    told.end()
    rows = book.finished()
    return Told(rows, tuple(problems), book.open_ended())
