"""Where a part of a told record stands: at which meeting, under which item, about which matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from decisions.rules.told.part import Part
from decisions.rules.told.rows import Book, is_id
from forum.choices import EvidenceGrade


@dataclass(frozen=True)
class Where:
    """What a part belongs to; None where it stands by itself."""

    book: Book
    on: date
    meeting: UUID | None = None
    item: UUID | None = None
    matter: UUID | None = None
    paper: UUID | None = None
    recommendation: UUID | None = None


def evidence(part: Part) -> dict[str, str]:
    """What shows it, and how well."""
    return {
        "evidence_grade": part.choice("grade", EvidenceGrade),
        "evidence_shown": part.text("shown", most=300),
    }


def matter_of(part: Part, where: Where, *, title: str = "") -> UUID | None:
    """The matter that the part names, else the one that it stands under."""
    if part.has("matter"):
        return matter_named(part.text("matter", most=200), part.at("matter"), where)
    if where.matter is None and title:
        return matter_named(title[:200], part.at("matter"), where)
    return where.matter


def matter_named(words: str, place: str, where: Where) -> UUID:
    """The matter with this id or title; a title that is new opens a matter."""
    book = where.book
    pk = book.id_of("matter", words)
    declared = any(row.kind == "matter" and row.id == pk for row in book.rows)
    if not declared and ("matter", words) not in book.names and not is_id(words):
        opened = Part({}, place, book.problems)
        book.add("matter", pk, opened, where.on, {"title": words, "summary": ""})
    return book.point_at("matter", words, place)
