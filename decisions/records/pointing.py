"""What the rows of a record file point to is in the file, and no row is there twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from uuid import UUID

from decisions.records.problems import NotImported, Problem
from decisions.records.shape import Given, RecordFile


def pointing_problems(file: RecordFile) -> Iterator[Problem]:
    """Identities that are there twice, and parents that are not there at all."""
    ids: dict[str, set[UUID]] = {}
    for name, rows in _tables(file):
        ids[name] = set()
        for given in rows:
            if given.id in ids[name]:
                yield Problem(f"{given.place}.id", "Another row has this identity already.")
            ids[name].add(given.id)
    for _, rows in _tables(file):
        for given in rows:
            yield from _parents(given, ids)


def _parents(given: Given, ids: dict[str, set[UUID]]) -> Iterator[Problem]:
    for column in given.table.columns:
        pointed = given.values[column.column] if column.parent else None
        if pointed is not None and pointed not in ids.get(column.parent, ()):
            yield Problem(
                f"{given.place}.{column.name}",
                f"There is no row {pointed} of {column.parent} in the file.",
            )


def own_parents_first(rows: Iterable[Given]) -> list[Given]:
    """Rows of one table, each after those of the same table that it points to."""
    known = {given.id: given for given in rows}
    sorter: TopologicalSorter[UUID] = TopologicalSorter()
    for given in known.values():
        pointed = (given.values[column.column] for column in given.table.own_parents)
        sorter.add(given.id, *(each for each in pointed if each in known))
    try:
        return [known[each] for each in sorter.static_order()]
    except CycleError as error:
        place = known[error.args[1][0]].place
        raise NotImported([Problem(place, "Rows point to each other in a circle.")]) from error


def _tables(file: RecordFile) -> Iterator[tuple[str, list[Given]]]:
    if file.people:
        yield file.people[0].table.name, file.people
    yield from file.record.items()
    if file.trail:
        yield file.trail[0].table.name, file.trail
