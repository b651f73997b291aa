"""Restore a backup into an empty database, and check every row and every audit trail.

DIR is a backup, or a folder of backups: then the newest. Name an empty database in TABLED_SQLITE
or DATABASE_URL; a database that holds something is never written over. Exit code 0 when
everything is as it was, 1 when it is not or nothing was restored.
"""

from __future__ import annotations

import json
import logging
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from decisions.upkeep.manifest import NAME, BadBackup, newest
from decisions.upkeep.restoring import Restored, restore
from forum.rules.checkpoints import Checkpoint, read_checkpoints
from forum.rules.ruling import Refused

logger = logging.getLogger("tabled.upkeep")


class Command(BaseCommand):
    """manage.py restore DIR [--against FILE] [--recover WHY]."""

    help = __doc__
    requires_system_checks = []
    """It must work just when something else is wrong."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR")
        parser.add_argument(
            "--against", metavar="FILE", help="checkpoints kept outside; they must be reached"
        )
        parser.add_argument(
            "--recover", metavar="WHY", default="", help="why entries are missing: for the trail"
        )

    def handle(self, *args: Any, folder: str, **options: Any) -> None:
        began = time.monotonic()
        try:
            path = newest(Path(folder))
            restored = restore(
                path,
                known=_checkpoints(options["against"]),
                recover=options["recover"],
                erased=_erased_since(path),
            )
        except (BadBackup, Refused, OSError, ValueError) as error:
            raise CommandError(f"NOT RESTORED. {error}") from error
        self._say(path, restored, time.monotonic() - began)
        outcome = "failed" if restored.problems else "ok"
        said = {"event": "restore", "outcome": outcome, "count": restored.manifest.rows}
        logger.warning("Restored from a backup", extra=said)
        if restored.problems and restored.is_identical:
            raise CommandError(
                "AS IT WAS WHEN IT WAS BACKED UP, BUT THE RECORD DOES NOT VERIFY: it was altered "
                "before. Look into older backups, and tell the auditors."
            )
        if restored.problems:
            raise CommandError("NOT AS IT WAS: do not work with this database.")

    def _say(self, path: Path, restored: Restored, seconds: float) -> None:
        manifest = restored.manifest
        same = {
            True: "every row as it was",
            False: "ROWS DIFFER",
            None: "rows not compared: this release has other tables",
        }
        self.stdout.write(
            f"{path.name}, made {manifest.made_at:%-d %B %Y %H:%M} UTC by release "
            f"{manifest.version}: {manifest.rows:,} rows, {same[restored.is_identical]}, "
            f"in {seconds:.1f} s"
        )
        for forum, head in manifest.heads.items():
            self.stdout.write(f"  trail of {forum}: {head['seq']} entries, head {head['hash']}")
        for problem in restored.problems:
            self.stdout.write(f"  WRONG: {problem}")
        if restored.erased:
            self.stdout.write(f"  {restored.erased} people erased since then erased again")
        self.stdout.write("  Everybody is signed out. Whatever was done later is not in it.")


def _checkpoints(path: str | None) -> list[Checkpoint]:
    return read_checkpoints(Path(path).read_text("utf-8")) if path else []


def _erased_since(path: Path) -> Iterator[str]:
    """Whom newer backups beside this one know to be erased."""
    for other in path.resolve().parent.glob(f"*/{NAME}"):
        try:
            yield from json.loads(other.read_text("utf-8"))["erased"]
        except (KeyError, TypeError, ValueError):
            continue
