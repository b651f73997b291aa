"""One page of growth.py: how it is measured, and its line."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.measuring import Worker, nothing, work

GROWTH = 1.2
"""A page may take so many times as long beside all the other forums."""
SEARCH = 0.15
"""Seconds that 95 of 100 searches may take."""
FLOOR_SECONDS = 0.15
BETWEEN = 0.3
"""Seconds after which the floor is measured again, so that both see the machine alike."""
LEAST = 2
"""Seconds that a page is read again and again: a database counts its work in hundredths."""
WIDTHS = (36, 18, 18, 7, 8, 9)
HEADING = (
    "CPU is that of our process and of the database; in brackets what passed on the clock. "
    "How a page grew is told against the template floor, measured beside it both times."
)


@dataclass(frozen=True)
class Reading:
    """A page that is read again and again, and what it may take."""

    name: str
    go: Callable[[], dict]
    before: Callable[[], None] = nothing
    goes: int = 9
    seconds: float = 0
    """Of processor time, when our process is not held up; 0 for no budget of its own."""
    floors: float = 0
    """So many times the template floor, in processor time."""
    queries: int = 0
    warm: bool = True


@dataclass(frozen=True)
class Timed:
    """Seconds of one reading: of processor time in our process and in the database, and passed."""

    ours: float
    database: float
    wall: float
    queries: int
    floor: float = 0
    fastest: float = 0
    """Of our process, the least of all goes: what else the machine does only adds to it."""

    @property
    def cpu(self) -> float:
        return self.ours + self.database


def timed(each: Reading, floor: Worker | None = None) -> Timed:
    """Medians of the goes, with the floor measured before, between and after them."""
    if each.warm:
        each.before()
        each.go()
    each.before()
    with CaptureQueriesContext(connection) as captured:
        each.go()
    asked = len(captured)  # now: the next request empties the list
    server = _server()
    theirs = work(server)
    ours, walls, floors = _goes(each, floor)
    database = (work(server) - theirs) / len(walls)
    least = statistics.mean(floors) if floors else 0
    usual = statistics.median(ours), database, statistics.median(walls)
    return Timed(*usual, asked, least, min(ours))


def _goes(each: Reading, floor: Worker | None) -> tuple[list[float], list[float], list[float]]:
    """Seconds of processor time and of the clock of each go, and of the floor beside them."""
    ours, walls = [], []
    floors = [_floor(floor)] if floor else []
    looked, passed = time.perf_counter(), 0.0
    while len(walls) < each.goes or (each.goes > 1 and passed < LEAST):
        each.before()
        cpu, wall = time.process_time(), time.perf_counter()
        each.go()
        ours.append(time.process_time() - cpu)
        walls.append(time.perf_counter() - wall)
        passed += walls[-1]
        if floor and time.perf_counter() - looked > BETWEEN:
            floors.append(_floor(floor))
            looked = time.perf_counter()
    return ours, walls, floors


def _floor(floor: Worker) -> float:
    return floor.ask("template", FLOOR_SECONDS)["cpu"]


def _server() -> int:
    """The database server, whose children do our work: it is on this machine, and ours alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


def line(each: Reading, alone: Timed, grown: Timed) -> str:
    """Name, alone, grown, ratio, queries, and what it may take: met or not."""
    # Against the floor beside each: a shared machine is half as fast again a minute later.
    pace = grown.floor / alone.floor if alone.floor and grown.floor else 1
    ratio = grown.cpu / alone.cpu / pace
    budgets = [f"{ratio:.2f} of {GROWTH} x {_met(ratio <= GROWTH)}"]
    if each.floors:
        times = grown.cpu / grown.floor
        budgets.append(f"{times:.1f} of {each.floors:g} floors {_met(times <= each.floors)}")
    if each.seconds:
        seconds = grown.fastest + grown.database
        budgets.append(f"{seconds:.2f} of {each.seconds:g} s {_met(seconds <= each.seconds)}")
    if each.queries:
        budgets.append(f"of {each.queries} queries {_met(grown.queries <= each.queries)}")
    cells = (each.name, _words(alone), _words(grown), f"{grown.queries} q", "; ".join(budgets))
    return " ".join(f"{word:<{width}}" for word, width in zip(cells, WIDTHS, strict=False))


def search_line(alone: list[Timed], grown: list[Timed]) -> str:
    """The slowest but three of sixty searches, each for other words."""
    before, after = (_late([each.cpu for each in some]) for some in (alone, grown))
    wall = _late([each.wall for each in grown])
    name = f"search, {len(grown)} different, p95"
    then = f"{before * 1000:.0f} ms, then {after * 1000:.0f} ms ({wall * 1000:.0f} passed)"
    return f"{name:<{WIDTHS[0]}} {then} of {SEARCH * 1000:.0f} ms {_met(after <= SEARCH)}"


def _late(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def _words(each: Timed) -> str:
    return f"{each.cpu * 1000:.1f} ms ({each.wall * 1000:.0f})"


def _met(is_met: bool) -> str:
    return "met" if is_met else "NOT MET"
