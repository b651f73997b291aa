"""A record file taken apart: its rows as plain values, or all that is wrong with its shape."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from decisions.records.problems import NotImported, Problem, refuse
from decisions.records.tables import FORUM, PEOPLE, TRAIL, Table, tables
from decisions.records.values import read, written
from decisions.records.writing import FORMAT, Parts

PLACES = ("format", "forum", "people", "record", "trail")


@dataclass(frozen=True)
class Given:
    """One row of a file: where it stands there, and its values by column."""

    table: Table
    place: str
    values: dict[str, Any]

    @property
    def id(self) -> UUID:
        return self.values["id"]

    def as_written(self) -> dict[str, Any]:
        """The row as a file has it, with what was left out of this one filled in."""
        return {
            column.name: written(column.field, self.values[column.column])
            for column in self.table.columns
        }


@dataclass
class RecordFile:
    """The rows of a file, table by table."""

    forum: Given
    people: list[Given]
    record: dict[str, list[Given]]
    trail: list[Given]
    head: dict[str, Any]

    def parts(self) -> Parts:
        """The same, in the order in which it is written again."""
        return Parts(
            forum=self.forum.as_written(),
            people=_in_order(self.people),
            record=((name, _in_order(rows)) for name, rows in self.record.items()),
            trail=(given.as_written() for given in self.trail),
            head=self.head,
        )


def parsed(content: bytes) -> dict[str, Any]:
    """The JSON object of a file; NotImported where it is none of ours."""
    try:
        found = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant
        )
    except UnicodeDecodeError as error:
        raise NotImported([Problem("", f"The file is not UTF-8 text: {error}.")]) from error
    except (ValueError, RecursionError) as error:
        raise NotImported([Problem("", f"The file is not JSON: {error}.")]) from error
    form = found.get("format") if isinstance(found, dict) else None
    if form != FORMAT:
        sentence = f"The file has to say “{FORMAT}” here; it says “{form}”."
        raise NotImported([Problem("format", sentence)])
    return found


def record_in(found: Mapping[str, Any]) -> RecordFile:
    """The rows of a parsed file; NotImported with every row that is not in shape."""
    problems: list[Problem] = []
    problems += [
        Problem(name, "The format knows no such place.") for name in found if name not in PLACES
    ]
    problems += [Problem(name, "This is missing.") for name in PLACES if name not in found]
    refuse(problems)
    forum = list(_rows(FORUM, "forum", [found["forum"]], problems))
    read_in = {
        table.name: list(_rows(table, place, given, problems))
        for table, place, given in _places(found, problems)
    }
    refuse(problems)
    people, trail = read_in.pop(PEOPLE.name), read_in.pop(TRAIL.name)
    for given in (*chain.from_iterable(read_in.values()), *trail):
        given.values["forum_id"] = forum[0].id
    return RecordFile(forum[0], people, read_in, trail, found["trail"]["head"])


def _places(
    found: Mapping[str, Any], problems: list[Problem]
) -> Iterator[tuple[Table, str, object]]:
    """Each table with what the file has for it; nothing for a table that it does not have."""
    record = found["record"]
    if not isinstance(record, dict):
        problems.append(Problem("record", "Write an object with a list of rows for each table."))
        record = {}
    known = {table.name for table in tables()}
    problems += [
        Problem(f'record["{name}"]', "There is no such table: is the file of a later version?")
        for name in record
        if name not in known
    ]
    yield PEOPLE, "people", found["people"]
    for table in tables():
        yield table, f'record["{table.name}"]', record.get(table.name, [])
    trail = found["trail"]
    problems += _trail_problems(trail)
    yield TRAIL, "trail.entries", trail.get("entries", []) if isinstance(trail, dict) else []


def _rows(table: Table, place: str, rows: object, problems: list[Problem]) -> Iterator[Given]:
    if not isinstance(rows, list):
        problems.append(Problem(place, "Write a list of rows in square brackets."))
        return
    for number, row in enumerate(rows):
        here = place if table is FORUM else f"{place}[{number}]"
        if not isinstance(row, dict):
            problems.append(Problem(here, "Write a row in curly brackets, its fields by name."))
            continue
        values, wrong = _values(table, here, row)
        problems += wrong
        if not wrong:
            yield Given(table, here, values)


def _values(
    table: Table, place: str, row: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Problem]]:
    values, wrong = {}, []
    for column in table.columns:
        if column.name not in row:
            if not column.may_be_missing:
                wrong.append(Problem(f"{place}.{column.name}", "This is missing."))
            values[column.column] = column.at_first
            continue
        try:
            values[column.column] = read(column.field, row[column.name])
        except ValueError as error:
            wrong.append(Problem(f"{place}.{column.name}", str(error)))
    known = {column.name for column in table.columns}
    wrong += [
        Problem(f"{place}.{name}", f"The table {table.name} has no such field.")
        for name in row
        if name not in known
    ]
    return values, wrong


def _trail_problems(trail: object) -> Iterator[Problem]:
    if not isinstance(trail, dict) or trail.keys() != {"head", "entries"}:
        yield Problem("trail", 'Write the trail as {"head": …, "entries": […]}.')
    elif not isinstance(trail["head"], dict) or trail["head"].keys() != {"seq", "hash"}:
        yield Problem("trail.head", 'Write the head of the trail as {"hash": …, "seq": …}.')


def _in_order(rows: Iterable[Given]) -> Iterator[dict[str, Any]]:
    return (given.as_written() for given in sorted(rows, key=lambda given: str(given.id)))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twice}” stands twice in one object")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
