"""Write a forum's whole record into one file: the same bytes for the same record.

manage.py export_record FORUM [FILE]; without FILE it is written to the standard output.
"""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from decisions.records.writing import record_file
from forum.models import Forum


class Command(BaseCommand):
    """All that a forum has, also what is exempt from publication: keep the file accordingly."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("forum", help="the forum, as its address has it")
        parser.add_argument("file", nargs="?", type=Path, help="where to write it")

    def handle(self, *args: Any, **options: Any) -> None:
        forum = Forum.objects.filter(slug=options["forum"]).first()
        if forum is None:
            raise CommandError(f"There is no forum “{options['forum']}”.")
        path = options["file"]
        if path is None:
            for piece in record_file(forum):
                sys.stdout.buffer.write(piece)
            return
        try:
            size = _written(forum, path)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{path}: the record of {forum.name}, {size:,} bytes")


def _written(forum: Forum, path: Path) -> int:
    """Beside its place first, and readable to its owner only: half a record is never there."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(record_file(forum))
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return size
