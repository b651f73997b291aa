"""A process that is measured: it is told how often to do what, and answers with its figures.

Every round goes through all of these processes in turn, so that noise hits them alike.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")


def nothing() -> None:
    """What most measurements need before each go."""


@dataclass(frozen=True)
class Measured:
    """Something that can be done again and again; what it says of itself comes from doing it."""

    go: Callable[[], dict]
    before: Callable[[], None] = nothing
    """Done before each go, and not counted."""
    clock: Callable[[], float] = time.process_time
    """Seconds of processor time so far."""


def answer(things: dict[str, Measured]) -> None:
    """In the measured process: do what is asked for, until nobody asks any more."""
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        name, seconds = json.loads(line)
        print(json.dumps(run(things[name], seconds)), flush=True)


def run(thing: Measured, seconds: float) -> dict:
    """One round: at least one go, then as many as fit into the seconds."""
    walls, cpu, said = [], 0.0, {}
    end = time.perf_counter() + seconds
    while not walls or time.perf_counter() < end:
        thing.before()
        cpu_then, wall_then = thing.clock(), time.perf_counter()
        said = thing.go()
        walls.append(time.perf_counter() - wall_then)
        cpu += thing.clock() - cpu_then
    return {"cpu": cpu / len(walls), "wall": statistics.median(walls)} | said


class Worker:
    """The measured process, seen from outside."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._hear()

    def ask(self, name: str, seconds: float = 0) -> dict:
        """The figures of one round of the thing with this name."""
        self.process.stdin.write(json.dumps([name, seconds]) + "\n")
        self.process.stdin.flush()
        return self._hear()

    def _hear(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.process.args[2]} broke off")
        return json.loads(line)


@contextmanager
def worker(module: str, *arguments: str, environment: dict[str, str]) -> Iterator[Worker]:
    """Start a module as a measured process, and end it."""
    with subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Worker(process)
        process.stdin.close()


@contextmanager
def peak_of(pid: int) -> Iterator[list[float]]:
    """The most memory that a process and its children hold meanwhile, in a list of one figure."""
    most, over = [0.0], Event()

    def look() -> None:
        while not over.wait(0.25):
            most[0] = max(most[0], memory(pid))

    looking = Thread(target=look)
    looking.start()
    try:
        yield most
    finally:
        over.set()
        looking.join()


def memory(pid: int) -> float:
    """Megabytes that a process and its children hold, what they share counted once."""
    kilobytes = 0
    for each in family(pid):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        except OSError:  # it has ended
            continue
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


def work(pid: int) -> float:
    """Seconds of processor time of a process, its children, and those that have ended."""
    ticks = 0
    for each in family(pid):
        try:
            words = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, words[11:15]))
    return ticks / TICKS


def family(pid: int) -> Iterator[int]:
    """A process, its children and theirs."""
    yield pid
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = tasks.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))
