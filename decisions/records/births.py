"""In which order a record comes into a database that guards itself.

Rows are put in as they were born: a placement not tabled, a ballot not opened, an outcome not
settled, minutes not agreed. Then they are moved on as they were moved on at the time, and every
guard looks at every step of it. What a row is born without, and what has to be there before it
moves on, is said here; the rest follows from what points to what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from decisions.choices import BallotStatus, Settlement
from decisions.guards.ballots import AT_CLOSING, AT_VOIDING, CASTING
from decisions.records.tables import tables
from papers.choices import OptionStatus

Values = Mapping[str, Any]

_TABLED = ("tabled_at", "tabled_by_id", "tabled_on")
_AGREED = ("agreed_at", "agreed_by_id", "agreed_at_meeting_id", "agreed_document_id")
_SIGNED = ("signed_at", "signed_by_id", "signed_on")

BORN: Mapping[str, Values] = {
    "forum.meeting": {"current_item_id": None},
    "papers.placement": dict.fromkeys(_TABLED),
    "papers.paper": dict.fromkeys(_TABLED),
    "papers.fundingoption": {
        "status": OptionStatus.OFFERED,
        "status_note": "",
        "status_on": None,
    },
    "decisions.ballot": {
        "status": BallotStatus.PREPARING,
        **dict.fromkeys((*AT_CLOSING, *AT_VOIDING, *CASTING)),
        "void_reason": "",
        "casting_vote": "",
    },
    "decisions.minutes": dict.fromkeys((*_AGREED, *_SIGNED)),
}
"""What the rows of a table hold at birth, whatever they hold now."""


def born(table: str, values: Values) -> dict[str, Any]:
    """A row as it was when it was new."""
    at_birth = {**values, **BORN.get(table, {})}
    if at_birth.get("settlement") == Settlement.SETTLED:
        at_birth["settlement"] = Settlement.UNSETTLED
    return at_birth


@dataclass(frozen=True)
class Move:
    """One step on in the life of the rows of a table: what changes in a row, if it took it."""

    name: str
    table: str
    change: Callable[[Values], Values]
    after: tuple[str, ...] = ()


def _some(*columns: str, given: str) -> Callable[[Values], Values]:
    """The columns become what they are now, where the row has what tells that it happened."""
    return lambda row: {name: row[name] for name in columns} if row[given] else {}


def _opened(row: Values) -> Values:
    is_prepared = row["status"] == BallotStatus.PREPARING
    return {} if is_prepared else {"status": BallotStatus.OPEN}


def _closed(row: Values) -> Values:
    if not row["closed_at"]:
        return {}
    return {"status": BallotStatus.CLOSED, **{name: row[name] for name in AT_CLOSING}}


def _settled(row: Values) -> Values:
    is_settled = row["settlement"] == Settlement.SETTLED
    return {"settlement": row["settlement"]} if is_settled else {}


def _became(row: Values) -> Values:
    names = ("status", "status_note", "status_on")
    return {name: row[name] for name in names if row[name] != BORN["papers.fundingoption"][name]}


MOVES = (
    Move("current item", "forum.meeting", _some("current_item_id", given="current_item_id")),
    Move("placement tabled", "papers.placement", _some(*_TABLED, given="tabled_at")),
    Move(
        "paper tabled", "papers.paper", _some(*_TABLED, given="tabled_at"), ("placement tabled",)
    ),
    Move("settled", "decisions.outcome", _settled, ("decisions.award",)),
    Move("option became", "papers.fundingoption", _became, ("decisions.ballot", "paper tabled")),
    Move(
        "agreed", "decisions.minutes", _some(*_AGREED, *_SIGNED, given="agreed_at"), ("settled",)
    ),
)
"""In the order in which they are taken when more than one could be; rows come in before any."""

BALLOT = "decisions.ballot"
BEFORE_OPENING = ("decisions.registerentry", "decisions.candidate")
WHILE_OPEN = ("decisions.vote", "decisions.optioncount", "decisions.numbercount")
OPENED = Move("opened", BALLOT, _opened)
AFTER_OPENING = (
    Move("closed", BALLOT, _closed),
    Move("cast", BALLOT, _some(*CASTING, given="casting_vote")),
    Move("void", BALLOT, _some("status", *AT_VOIDING, given="voided_at")),
)
"""A ballot comes in with its register and its votes, and is closed, before the next on its
question."""

WAITS: Mapping[str, tuple[str, ...]] = {
    BALLOT: ("placement tabled",),
    "decisions.decisionlink": ("settled",),
    "decisions.action": ("decisions.decisionlink",),
    "decisions.correction": ("agreed",),
}
"""What has to be there before rows of a table come in, besides what they point to."""


def in_order() -> Iterator[str | Move]:
    """Tables to be filled and moves to be made, in an order in which no guard is in the way.

    Whatever can come in comes in before the next move, because a move is what fixes things.
    """
    parts = {*BEFORE_OPENING, *WHILE_OPEN}
    needs: dict[str, set[str]] = {
        table.name: {BALLOT if name in parts else name for name in table.parents}
        | set(WAITS.get(table.name, ()))
        for table in tables()
        if table.name not in parts
    }
    for part in tables():
        if part.name in parts:
            needs[BALLOT] |= part.parents - parts - {BALLOT}
    moves = {move.name: move for move in MOVES}
    needs |= {move.name: {move.table, *move.after} for move in MOVES}
    order = [*sorted(set(needs) - set(moves)), *moves]
    for name in _first_ready(needs, order):
        if name in needs:
            yield moves.get(name, name)


def _first_ready(needs: Mapping[str, set[str]], order: list[str]) -> Iterator[str]:
    rank = {name: place for place, name in enumerate(order)}
    sorter = TopologicalSorter({name: before & needs.keys() for name, before in needs.items()})
    sorter.prepare()
    waiting: list[str] = []
    while sorter.is_active():
        waiting = sorted([*waiting, *sorter.get_ready()], key=rank.__getitem__)
        name = waiting.pop(0)
        yield name
        sorter.done(name)
