"""Take a forum's record in from a file: all of it or nothing.

manage.py import_record FILE; exit code 0 when the record is here, 1 when nothing was taken in.
A record that is told (docs/record-format.md) is added to its forum, in the name of its clerk.
"""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from decisions.records.problems import NotImported, Problem
from decisions.records.reading import Imported, import_record
from decisions.records.shape import parsed
from decisions.rules.told import is_told
from decisions.workflow.telling import take_in
from forum.rules.ruling import Refused

MOST_TOLD = 10_000_000
"""A larger file is the whole record of a forum, and is not read twice."""


class Command(BaseCommand):
    """Everything stays what it is; nobody taken in can sign in before a password is set."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the record file; docs/record-format.md")
        parser.add_argument("--by", metavar="EMAIL", default="", help="the clerk who enters it")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        try:
            content = path.read_bytes()
            told = _told_record(content)
            words = (
                _enter(told, content, options["by"]) if told else _taken(import_record(content))
            )
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except NotImported as error:
            raise CommandError(f"Nothing was taken in from {path}.\n{error.text}") from error
        self.stdout.write(words)


def _told_record(content: bytes) -> dict[str, Any]:
    """The record that is told; empty where the file is the whole record of a forum."""
    found = parsed(content) if len(content) <= MOST_TOLD else {}
    return found if is_told(found) else {}


def _enter(record: dict[str, Any], content: bytes, by: str) -> str:
    """Add what is told to its forum."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        entered = take_in(record, email=by, on=timezone.localdate(), sha256=sha256)
    except Refused as error:
        reasons = error.ruling.reasons
        raise NotImported(Problem(each.where, each.text) for each in reasons) from error
    except PermissionDenied as error:
        sentence = "Only the clerk of the forum enters its record: name the clerk with --by."
        raise NotImported([Problem("", sentence)]) from error
    return f"{entered.forum.name} ({entered.forum.slug}): {entered.words}"


def _taken(imported: Imported) -> str:
    forum = imported.forum
    if not imported.is_new:
        return f"{forum.name} ({forum.slug}) is here already, exactly so: nothing was changed."
    return (
        f"{forum.name} ({forum.slug}): {imported.rows:,} rows, {imported.entries:,} entries of "
        f"the trail and {imported.people:,} people taken in. It checks, and would be written "
        "again byte for byte."
    )
