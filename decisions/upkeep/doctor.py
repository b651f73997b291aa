"""Is the installation well? One line for each thing that can go wrong unseen.

Every check answers with a line; one that breaks down is itself a line that says so, and counts as
wrong. Nothing is mended here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from decisions.audit import checks_of
from decisions.upkeep.denied import denied_line
from decisions.upkeep.looked import WATCH, WELL, WRONG, Looked
from decisions.upkeep.role import role_line
from decisions.upkeep.surroundings import (
    backup_line,
    clock_line,
    disk_lines,
    files_line,
    mail_line,
)
from decisions.upkeep.waiting import checkpoint_lines, job_lines, letter_lines
from forum.guards import declared_guards, missing_or_changed
from forum.models import Forum


@dataclass(frozen=True)
class Line:
    """One thing looked at: how it is, and in words what was found."""

    name: str
    state: str
    words: str

    def __str__(self) -> str:
        return f"{self.state:5}  {self.name:12} {self.words}"


def examine(*, at: datetime, quick: bool = False) -> list[Line]:
    """Every line; a quick look leaves the entries of the trails out."""
    looks: list[tuple[str, Callable[[], Iterable[Looked]]]] = [
        ("database", _database),
        ("migrations", _migrations),
        ("guards", _guards),
        ("role", role_line),
        ("trail", _nothing if quick else _trails),
        ("checkpoints", lambda: checkpoint_lines(at)),
        ("letters", lambda: letter_lines(at)),
        ("jobs", lambda: job_lines(at)),
        ("backup", lambda: backup_line(at)),
        ("disk", disk_lines),
        ("clock", lambda: clock_line(at)),
        ("mail", mail_line),
        ("denied", lambda: denied_line(at)),
        ("files", files_line),
        ("settings", _settings),
    ]
    return [Line(name, *found) for name, look in looks for found in _looked(look)]


def is_well(lines: Iterable[Line]) -> bool:
    """Whether nothing is wrong; what is to be watched is not wrong."""
    return all(line.state != WRONG for line in lines)


def _looked(look: Callable[[], Iterable[Looked]]) -> list[Looked]:
    try:
        return list(look())
    except Exception as error:
        # Whatever breaks down is what the doctor is there to say.
        return [(WRONG, f"cannot be looked at: {type(error).__name__}: {error}"[:300])]


def _nothing() -> Iterator[Looked]:
    yield WATCH, "not checked: a quick look"


def _database() -> Iterator[Looked]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    yield WELL, f"{connection.vendor} answers"


def _migrations() -> Iterator[Looked]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield WRONG, f"{len(waiting)} are not applied: run “manage.py migrate”"
    else:
        yield WELL, "all applied"


def _guards() -> Iterator[Looked]:
    problems = missing_or_changed(connection)
    for problem in problems:
        yield WRONG, problem
    if not problems:
        yield WELL, f"{len(declared_guards())} stand as they are declared"


def _trails() -> Iterator[Looked]:
    for forum in Forum.objects.all():
        failed = [check for check in checks_of(forum) if not check.passed]
        for check in failed:
            yield WRONG, f"{forum.slug}: check {check.number} fails: {check.problems[0]}"
        if not failed:
            yield WELL, f"{forum.slug}: every entry verifies"


def _settings() -> Iterator[Looked]:
    """What “manage.py check --deploy” says."""
    if settings.DEMO:
        yield WATCH, "a demo: not looked at, and not fit for production"
        return
    found = checks.run_checks(include_deployment_checks=True, databases=["default"])
    told = [each for each in found if each.level >= checks.WARNING and not each.is_silenced()]
    for each in told:
        yield (WRONG if each.level >= checks.ERROR else WATCH), f"{each.id}: {each.msg}"
    if not told:
        yield WELL, "fit for production"
