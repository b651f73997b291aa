"""A forum's whole record as one file: every row of every table, byte for byte the same each time.

Rows stand in the order of their identities, one to a line, their fields by name; entries of the
trail in the order of their numbers. Whoever writes the same record again writes the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from decisions.records.tables import FORUM, PEOPLE, TRAIL, Table, tables
from decisions.records.values import written
from forum.locks import one_view
from forum.models import AuditEntry, Forum, Person, TrailHead
from forum.models.audit import START

FORMAT = "tabled-record/v1"
Row = Mapping[str, Any]
_AT_ONCE = 500


@dataclass(frozen=True)
class Parts:
    """What a file holds, each row as it is written."""

    forum: Row
    people: Iterable[Row]
    record: Iterable[tuple[str, Iterable[Row]]]
    trail: Iterable[Row]
    head: Row


def record_file(forum: Forum) -> Iterator[bytes]:
    """The file of a forum, as it stands at one moment, in pieces."""
    with one_view():
        for line in lines(parts_of(forum)):
            # A lone half of a character, which UTF-8 cannot hold, is written as JSON escapes it.
            yield line.encode("utf-8", "backslashreplace")


def parts_of(forum: Forum) -> Parts:
    """The record of a forum as the database holds it."""
    head = TrailHead.objects.filter(forum=forum).first()
    people = Person.objects.filter(pk__in=_people_of(forum))
    return Parts(
        forum=row_of(FORUM, forum),
        people=_rows(PEOPLE, people.order_by("pk")),
        record=((table.name, _rows(table, _of(table, forum))) for table in tables()),
        trail=_rows(TRAIL, AuditEntry.objects.filter(forum=forum).order_by("seq")),
        head={"seq": head.seq if head else 0, "hash": head.hash if head else START},
    )


def row_of(table: Table, record: Model) -> dict[str, Any]:
    """One record as it is written: its fields by name, but for its forum."""
    return {
        column.name: written(column.field, getattr(record, column.column))
        for column in table.columns
    }


def lines(parts: Parts) -> Iterator[str]:
    """The file line by line; this is the one way to write it."""
    yield f'{{"format":{canonical(FORMAT)},\n"forum":{canonical(parts.forum)},\n'
    yield from _list("people", parts.people, ",\n")
    yield '"record":{\n'
    between = ""
    for name, rows in parts.record:
        yield between
        yield from _list(name, rows, "")
        between = ",\n"
    yield f'\n}},\n"trail":{{"head":{canonical(parts.head)},\n'
    yield from _list("entries", parts.trail, "}}\n")


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def _list(name: str, rows: Iterable[Row], end: str) -> Iterator[str]:
    yield f"{canonical(name)}:["
    before = "\n"
    for row in rows:
        yield before + canonical(row)
        before = ",\n"
    yield ("\n]" if before == ",\n" else "]") + end


def _rows(table: Table, records: QuerySet[Any]) -> Iterator[Row]:
    return (row_of(table, record) for record in records.iterator(chunk_size=_AT_ONCE))


def _of(table: Table, forum: Forum) -> QuerySet[Any]:
    rows: QuerySet[Any] = QuerySet(table.model)
    return rows.filter(forum=forum).order_by("pk")


def _people_of(forum: Forum) -> set[UUID]:
    """Everybody whom a row of the forum names, and everybody who acted."""
    named = set(AuditEntry.objects.filter(forum=forum).values_list("actor", flat=True))
    for table in (*tables(), TRAIL):
        for column in table.columns:
            if column.parent == PEOPLE.name:
                rows = _of(table, forum).order_by().values_list(column.column, flat=True)
                named.update(rows.distinct())
    return {person for person in named if person is not None}
