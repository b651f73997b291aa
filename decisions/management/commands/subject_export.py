"""Write everything that is held about one person as JSON (UK GDPR Article 15).

Read it before you hand it over: a letter or a remark can name others too.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from decisions.upkeep.subject import AsSaid, held_about
from forum.models import Person


class Command(BaseCommand):
    """manage.py subject_export EMAIL [FILE]."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("file", nargs="?", metavar="FILE", help="instead of printing it")

    def handle(self, *args: Any, email: str, file: str | None, **options: Any) -> None:
        person = Person.objects.filter(email__iexact=email.strip()).first()
        if person is None:
            raise CommandError("Nobody is known by this address.")
        text = json.dumps(held_about(person), cls=AsSaid, indent=1, ensure_ascii=False)
        if file is None:
            self.stdout.write(text)
            return
        path = Path(file)
        path.touch(mode=0o600)
        path.write_text(text, "utf-8")
        self.stdout.write(f"{path}: what is held about {person.pk}")
