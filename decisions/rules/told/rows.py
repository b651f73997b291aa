"""The plain rows that a told record stands for, with their identities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from decisions.rules.told.part import Part, Problem

KINDS = (
    "person",
    "line",
    "allocation",
    "matter",
    "meeting",
    "item",
    "paper",
    "recommendation",
    "option",
    "named_source",
    "placement",
    "question",
    "outcome",
    "award",
    "link",
    "executive",
    "condition",
    "action",
    "happening",
    "external",
    "implementation",
)
"""In the order in which they are written: what another one points at comes first."""
FORUMS = UUID("6b1f0c52-6a0e-5b6f-9a57-2f3a6f0f8d11")
"""The namespace of the ids of forums that are founded by a record file."""


@dataclass(frozen=True)
class Row:
    """One record to be: of which kind, known by which id, from which place of the file."""

    kind: str
    id: UUID
    place: str
    on: date
    """The day that it happened on, or the best that is known of it."""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Pointer:
    """A place of the file that points at another record."""

    place: str
    words: str
    kind: str
    id: UUID

    @property
    def problem(self) -> Problem:
        """What is said where there is no such record."""
        return Problem(self.place, f"“{self.words}” is nowhere in the file or in the forum.")


@dataclass(frozen=True)
class Known:
    """What the forum holds already, by the names that a file may use."""

    lines: Mapping[str, UUID] = field(default_factory=dict)
    matters: Mapping[str, UUID] = field(default_factory=dict)
    people: Mapping[str, UUID] = field(default_factory=dict)
    """By e-mail address."""
    meetings: Mapping[str, UUID] = field(default_factory=dict)
    """By their day as YYYY-MM-DD."""
    run_here: frozenset[str] = frozenset()
    """Days of meetings that were run here, and are not to be told."""


@dataclass
class Book:
    """The rows gathered so far, and what names what."""

    namespace: UUID
    """The id of the forum: the same words are the same record in it, however often imported."""
    known: Known
    problems: list[Problem]
    rows: list[Row] = field(default_factory=list)
    names: dict[tuple[str, str], UUID] = field(default_factory=dict)
    """What a word of the file stands for, where that is not worked out from the word."""
    pointers: list[Pointer] = field(default_factory=list)

    def id_of(self, kind: str, words: str) -> UUID:
        """The id that the words name: itself where it is one, else worked out from them."""
        found = self.names.get((kind, words))
        if found is not None:
            return found
        return UUID(words) if is_id(words) else uuid5(self.namespace, f"{kind}:{words}")

    def named(self, kind: str, part: Part, otherwise: str) -> UUID:
        """The id of a record of the file: by its own word, else by what makes it what it is."""
        return self.id_of(kind, part.text("id", most=200) or otherwise)

    def point(self, kind: str, part: Part, key: str) -> UUID | None:
        """The record that a value of the file points at; None where there is no value."""
        words = part.text(key, most=200)
        return self.point_at(kind, words, part.at(key)) if words else None

    def point_at(self, kind: str, words: str, place: str) -> UUID:
        """The record that the words name; at the end it must be there."""
        found = self.id_of(kind, words)
        self.pointers.append(Pointer(place, words, kind, found))
        return found

    def add(self, kind: str, pk: UUID, part: Part, on: date, values: Mapping[str, object]) -> UUID:
        """Add a row; what the file says of it is all read."""
        part.end()
        self.rows.append(Row(kind, pk, part.place, on, values))
        return pk

    def finished(self) -> tuple[Row, ...]:
        """All rows in the order of writing, once no id is there twice."""
        seen: dict[UUID, str] = {}
        for row in self.rows:
            first = seen.setdefault(row.id, row.place)
            if first != row.place:
                sentence = f"This is the same record as {first}: give each its own id."
                self.problems.append(Problem(row.place, sentence))
        rank = {kind: number for number, kind in enumerate(KINDS)}
        return tuple(sorted(self.rows, key=lambda row: rank[row.kind]))

    def open_ended(self) -> tuple[Pointer, ...]:
        """Pointers at what is not in the file; it may be in the forum."""
        here = {row.id for row in self.rows}
        return tuple(each for each in self.pointers if each.id not in here)


def is_id(words: str) -> bool:
    """Whether the words are an id already."""
    try:
        UUID(words)
    except ValueError:
        return False
    return True
