"""Write a backup: database, files and checkpoints as they stand at one moment.

It may run while people work. It counts only when it was read again and is what the database held:
until then its folder is called "unfinished-…". Keep backups on another machine, and try a restore.
Exit code 0 when it counts, 1 when it does not.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from decisions.upkeep.backing_up import back_up
from decisions.upkeep.dumps import cannot_dump
from decisions.upkeep.keeping import forget_old
from decisions.upkeep.manifest import BadBackup


class Command(BaseCommand):
    """manage.py backup [DIR] [--portable] [--keep DAYS]."""

    help = __doc__
    requires_system_checks = []
    """It must work just when something else is wrong."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", metavar="DIR", help="the folder of backups (TABLED_BACKUPS)"
        )
        parser.add_argument(
            "--portable", action="store_true", help="as rows, to move to the other engine"
        )
        parser.add_argument(
            "--keep", type=int, metavar="DAYS", help="afterwards remove those that are older"
        )

    def handle(self, *args: Any, folder: str | None, **options: Any) -> None:
        into, began = Path(folder or settings.BACKUPS), time.monotonic()
        if not options["portable"] and (why := cannot_dump()):
            self.stderr.write(f"{why}: the database is written as rows.")
        try:
            path, manifest = back_up(into, at=datetime.now(UTC), portable=options["portable"])
        except (BadBackup, OSError) as error:
            raise CommandError(f"NO BACKUP WAS MADE. {error}") from error
        self.stdout.write(
            f"{path}: {manifest.rows:,} rows in {len(manifest.tables)} tables as {manifest.form}, "
            f"{len(manifest.heads)} audit trails, {len(manifest.files)} files, read again and "
            f"whole, in {time.monotonic() - began:.1f} s"
        )
        for problem in manifest.wrong:
            self.stdout.write(f"  WRONG: {problem}")
        if manifest.wrong:
            raise CommandError(
                "The backup is what the database holds, but THE AUDIT TRAIL DOES NOT VERIFY. Keep "
                "this backup and every older one, change nothing, and tell the auditors."
            )
        if options["keep"] is not None:
            gone = forget_old(into, days=options["keep"], at=manifest.made_at)
            self.stdout.write(f"{gone} backups older than {options['keep']} days removed")
