"""Putting the rows of a record file in, through every guard, in the order of their births."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import Error, transaction
from django.db.models import QuerySet

from decisions.records.births import (
    AFTER_OPENING,
    BALLOT,
    BEFORE_OPENING,
    OPENED,
    WHILE_OPEN,
    Move,
    born,
    in_order,
)
from decisions.records.pointing import own_parents_first
from decisions.records.problems import Problem, refuse
from decisions.records.refusals import sentence_of
from decisions.records.shape import Given, RecordFile
from decisions.records.tables import Table
from forum.models import TrailHead

_AT_ONCE = 200


def fill(file: RecordFile) -> None:
    """Put the forum in with all its rows, and then its trail; NotImported where one is refused."""
    insert([file.forum])
    for each in in_order():
        if isinstance(each, Move):
            _move(file.record[each.table], each)
        elif each == BALLOT:
            _ballots(file)
        else:
            insert(file.record[each])
    _trail(file)


def insert(rows: Iterable[Given], **more: object) -> None:
    """Put rows in as they were born, those of the same table that they point to before them."""
    waiting = iter(own_parents_first(rows))
    while batch := list(islice(waiting, _AT_ONCE)):
        if _refused(_create, *batch, **more):
            refuse(_one_by_one(batch, partial(_create, **more)))


def _create(*batch: Given, **more: object) -> None:
    table = batch[0].table
    _rows(table).bulk_create(
        table.model(**{**born(table.name, given.values), **more}) for given in batch
    )


def _rows(table: Table) -> QuerySet[Any]:
    """All rows, also of a kind that is only ever added to: the guards look at each by itself."""
    return QuerySet(table.model)


def _move(rows: Iterable[Given], move: Move) -> None:
    """Take one step on with every row that has taken it."""

    def step(given: Given) -> None:
        if change := move.change(given.values):
            _rows(given.table).filter(pk=given.id).update(**change)

    refuse(_one_by_one(rows, step))


def _ballots(file: RecordFile) -> None:
    """Each ballot with its register and its votes; the next on a question after it is void."""
    waiting = {name: _by_ballot(file.record[name]) for name in (*BEFORE_OPENING, *WHILE_OPEN)}
    for ballots in _rounds(file.record[BALLOT]):
        insert(ballots)
        for name in BEFORE_OPENING:
            insert(_parts(waiting[name], ballots))
        _move(ballots, OPENED)
        for name in WHILE_OPEN:
            insert(_parts(waiting[name], ballots))
        for move in AFTER_OPENING:
            _move(ballots, move)


def _rounds(ballots: list[Given]) -> Iterator[list[Given]]:
    """The first ballot on each question, then the second, and so on; void ones go before."""
    rounds: list[list[Given]] = []
    before: dict[UUID, int] = {}
    in_turn = sorted(
        ballots, key=lambda b: (b.values["voided_at"] is None, b.values["opened_at"], str(b.id))
    )
    for ballot in in_turn:
        asked = ballot.values["question_id"]
        number = before.get(asked, 0)
        if asked is not None:
            before[asked] = number + 1
        rounds += [[]] if number == len(rounds) else []
        rounds[number].append(ballot)
    yield from rounds


def _by_ballot(rows: Iterable[Given]) -> dict[UUID, list[Given]]:
    found: dict[UUID, list[Given]] = {}
    for given in rows:
        found.setdefault(given.values["ballot_id"], []).append(given)
    return found


def _parts(rows: dict[UUID, list[Given]], ballots: Iterable[Given]) -> list[Given]:
    return [given for ballot in ballots for given in rows.get(ballot.id, ())]


def _trail(file: RecordFile) -> None:
    """Entry by entry: each names the one before it, and the head moves on with it."""
    head = TrailHead.objects.create(forum_id=file.forum.id)

    def add(given: Given) -> None:
        _create(given)
        head.seq, head.hash = given.values["seq"], given.values["hash"]
        head.save()

    for given in file.trail:
        # Nothing that follows could be right: the first that is refused is the one to tell.
        refuse(_one_by_one([given], add))


def _one_by_one(rows: Iterable[Given], step: Callable[[Given], None]) -> Iterator[Problem]:
    """Which of the rows are refused, and with what sentence."""
    for given in rows:
        if error := _refused(step, given):
            yield Problem(given.place, sentence_of(error))


def _refused(write: Callable[..., None], *given: Given, **more: object) -> Error | None:
    """What the database said when it refused the write, which then did not happen."""
    try:
        with transaction.atomic():
            write(*given, **more)
    except Error as error:
        return error
    return None
