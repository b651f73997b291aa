"""Take a forum's record in from a file: all of it or nothing.

manage.py import_record FILE; exit code 0 when the record is here, 1 when nothing was taken in.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from decisions.records.problems import NotImported
from decisions.records.reading import Imported, import_record


class Command(BaseCommand):
    """Everything stays what it is; nobody taken in can sign in before a password is set."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the record file; docs/record-format.md")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        try:
            imported = import_record(path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except NotImported as error:
            raise CommandError(f"Nothing was taken in from {path}.\n{error.text}") from error
        self.stdout.write(_told(imported))


def _told(imported: Imported) -> str:
    forum = imported.forum
    if not imported.is_new:
        return f"{forum.name} ({forum.slug}) is here already, exactly so: nothing was changed."
    return (
        f"{forum.name} ({forum.slug}): {imported.rows:,} rows, {imported.entries:,} entries of "
        f"the trail and {imported.people:,} people taken in. It checks, and would be written "
        "again byte for byte."
    )
