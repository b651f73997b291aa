"""A process killed with -9 before each statement of ten flows, and around each commit and file.

python -m tests.stress.kills kills [--control] [--short]: whoever is killed leaves either nothing
or the whole change, with a trail that agrees; what was acknowledged is there at the end. In the
control the same steps run without their transaction. Short is two flows, for the suite.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
import traceback
from collections import Counter
from dataclasses import dataclass, field

from tests.stress.staging import set_stage

CONTROLS = 4
SHORT = ("cast a vote", "store a file")
MOST = 400


@dataclass
class Told:
    """What became of all that were killed."""

    points: Counter = field(default_factory=Counter)
    half: list[str] = field(default_factory=list)
    kept: list[tuple] = field(default_factory=list)
    """What went through: its flow and its subject, to be looked for at the end."""


def main(control: bool, short: bool) -> None:
    set_stage()
    from tests.stress import killed  # noqa: PLC0415 (models need Django set up)

    flows = {name: flow for name, flow in killed.flows().items() if not short or name in SHORT}
    told = Told(half=problems())
    if control:
        _without_transaction(flows, told)
    else:
        for name, flow in flows.items():
            _killed_everywhere(name, flow, told)
    lost = [name for name, flow, subject in told.kept if not all(flow.facts(subject))]
    races = sum(told.points.values())
    if told.half:
        print("\n".join(told.half[:20]), file=sys.stderr)
    found = {
        "races": races,
        "flows": len(flows),
        "broken": len(told.half) + len(lost),
        "half": len(told.half),
        "lost": len(lost),
        "kept": len(told.kept),
        "seen": ", ".join(f"{name} {points}" for name, points in told.points.items()),
        "shown": f"{len(told.half)} of {races} left half done",
    }
    print(json.dumps(found))


def _killed_everywhere(name: str, flow, told: Told) -> None:
    """Kill at the first point, then at the second, until nobody is killed any more."""
    subject, before = flow.make(), digest()
    for point in range(1, MOST):
        is_through = acknowledged(flow, subject, point)
        told.points[name] += not is_through
        after = digest()
        if after == before and not is_through:
            continue
        flow.after()
        said = problems()
        if said or not all(flow.facts(subject)):
            told.half.append(f"{name}, point {point}: {flow.facts(subject)} {said}")
        else:
            told.kept.append((name, flow, subject))
        if is_through:
            return
        subject, before = flow.make(), digest()
    raise SystemExit(f"{name} has no end")


def _without_transaction(flows: dict, told: Told) -> None:
    """Kill at some places between the first statement and the last, on a new subject each time.

    All is made ready before: what is left half done may keep everybody from going on.
    """
    ready = [
        (name, flow, steps_of(flow, flow.make()), [flow.make() for _ in range(CONTROLS)])
        for name, flow in flows.items()
    ]
    for name, flow, steps, subjects in ready:
        for place, subject in enumerate(subjects, start=1):
            acknowledged(flow, subject, steps * place // (CONTROLS + 1), control=True)
            told.points[name] += 1
            facts = flow.facts(subject)
            if any(facts) and not all(facts):
                told.half.append(f"{name}: {facts}")


def steps_of(flow, subject) -> int:
    """How many points the flow has; it goes through."""
    reader, writer = os.pipe()
    _child(flow, subject, MOST * 10, writer, control=False)
    with os.fdopen(reader) as said:
        return int(said.read())


def acknowledged(flow, subject, point: int, *, control: bool = False) -> bool:
    """Do it in a process of its own that is killed at the point; whether it said that it did."""
    reader, writer = os.pipe()
    ended = _child(flow, subject, point, writer, control=control)
    with os.fdopen(reader) as said:
        words = said.read()
    was_killed = os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGKILL
    if not words and not was_killed and not control:
        raise SystemExit("It broke off before it was killed.")
    return bool(words)


def _child(flow, subject, point: int, writer: int, *, control: bool) -> int:
    from django.db import connections  # noqa: PLC0415 (Django is set up by now)

    connections.close_all()
    sys.stderr.flush()
    child = os.fork()
    if child:
        os.close(writer)
        return os.waitpid(child, 0)[1]
    try:
        reached = _armed(point, control=control)
        flow.act(subject)
        os.write(writer, str(reached()).encode())
    except BaseException:
        if not control:
            traceback.print_exc()
    finally:
        os._exit(0)


def _armed(point: int, *, control: bool):
    """Count what is done to the database and to files, and die when the point is reached."""
    from django.db import connection  # noqa: PLC0415

    from tests.stress.killed import on_files, on_the_database, without_transactions  # noqa: PLC0415

    passed = 0

    def reached() -> None:
        nonlocal passed
        passed += 1
        if passed == point:
            os.kill(os.getpid(), signal.SIGKILL)

    connection.ensure_connection()
    if control:
        without_transactions()
    on_the_database(reached)
    on_files(reached)
    return lambda: passed


def problems() -> list[str]:
    """What the checks of the whole record say."""
    from forum.models import Forum  # noqa: PLC0415
    from tests.stress import killed  # noqa: PLC0415

    return killed.problems(Forum.objects.get())


def digest() -> str:
    """All that is in the database."""
    from django.apps import apps  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    seen = hashlib.sha256()
    tables = sorted({model._meta.db_table for model in apps.get_models()})
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            seen.update(f"{table}{[_plain(row) for row in cursor.fetchall()]}".encode())
    return seen.hexdigest()


def _plain(row: tuple) -> list:
    return [bytes(each) if isinstance(each, memoryview) else each for each in row]


if __name__ == "__main__":
    main("--control" in sys.argv, "--short" in sys.argv)
