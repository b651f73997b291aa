"""Check that nothing was altered: numbered checks of every forum's trail and of its record.

Exit code 0 when every check passes, 1 when one fails, 2 when it cannot be told.
"""

from __future__ import annotations

import json
import logging
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from decisions.audit import checks_of
from forum.audit import trail_head
from forum.audit.checks import guards_check
from forum.models import Forum
from forum.rules.chain import Check, Problem
from forum.rules.checkpoints import Checkpoint, read_checkpoints

logger = logging.getLogger("tabled.verify")


class Command(BaseCommand):
    """manage.py verify_trail [--forum SLUG] [--against FILE] [--json]."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forum", metavar="SLUG", help="only this forum")
        parser.add_argument("--against", metavar="FILE", help="checkpoints kept outside")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        forums = _forums(options["forum"])
        checkpoints = _checkpoints(options["against"], forums if options["forum"] else [])
        guards = guards_check()
        told = [(forum, checks_of(forum, checkpoints)) for forum in forums]
        strange = _of_no_forum(checkpoints, forums, only=options["forum"])
        checks = [guards, strange, *(check for _, of_forum in told for check in of_forum)]
        intact = all(check.passed for check in checks)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(intact, [guards, strange], told), indent=2))
        else:
            self._print(guards, strange, told, intact=intact)
        said = {"event": "verify", "outcome": "ok" if intact else "failed", "count": len(told)}
        logger.log(logging.INFO if intact else logging.ERROR, "verify", extra=said)
        if not intact:
            sys.exit(1)

    def _print(
        self, guards: Check, strange: Check, told: list[tuple[Forum, list[Check]]], *, intact: bool
    ) -> None:
        self._check(guards)
        for problem in strange.problems:
            self.stdout.write(f"    {problem}")
        for forum, checks in told:
            head = trail_head(forum)
            self.stdout.write(f"{forum.name} ({forum.slug}): {head.seq} entries, head {head.hash}")
            for check in checks:
                self._check(check)
        self.stdout.write("Nothing was altered." if intact else "NOT INTACT: see above.")

    def _check(self, check: Check) -> None:
        state = "ok" if check.passed else f"FAILED {check.failed} times"
        self.stdout.write(
            f"  {check.number:>2} {check.name}: {state} ({check.looked_at} looked at)"
        )
        for problem in check.problems:
            self.stdout.write(f"       {problem}")


def _of_no_forum(checkpoints: list[Checkpoint], forums: list[Forum], *, only: str | None) -> Check:
    """A checkpoint of a forum that is not here; with one forum asked for, of another than it."""
    check = Check(12, looked_at=len(checkpoints))
    here = {str(forum.pk) for forum in forums}
    others = [each for each in checkpoints if each.forum not in here]
    if only and len(others) < len(checkpoints):
        others = []
    check.note(
        Problem("the forum of the checkpoint is not here", each.seq, each.forum, "no such forum")
        for each in others
    )
    return check


def _forums(slug: str | None) -> list[Forum]:
    forums = list(Forum.objects.filter(slug=slug) if slug else Forum.objects.all())
    if slug and not forums:
        raise CommandError(f"There is no forum “{slug}”.", returncode=2)
    return forums


def _checkpoints(path: str | None, named: list[Forum]) -> list[Checkpoint]:
    if path is None:
        return []
    forum = str(named[0].pk) if named else ""
    try:
        return read_checkpoints(Path(path).read_text("utf-8"), forum=forum)
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {error}", returncode=2) from error


def _as_json(
    intact: bool, common: list[Check], told: list[tuple[Forum, list[Check]]]
) -> dict[str, object]:
    return {
        "intact": intact,
        "checks": [_check_json(check) for check in common],
        "forums": [
            {"forum": forum.slug, "id": str(forum.pk), "checks": [_check_json(c) for c in checks]}
            for forum, checks in told
        ],
    }


def _check_json(check: Check) -> dict[str, object]:
    return {
        "number": check.number,
        "name": check.name,
        "passed": check.passed,
        "looked_at": check.looked_at,
        "failed": check.failed,
        "problems": [
            {
                "seq": problem.seq,
                "sentence": problem.sentence,
                "expected": problem.expected,
                "found": problem.found,
            }
            for problem in check.problems
        ],
    }
