"""Erase how somebody is reached and signs in; without --apply, say what would happen.

The name stays where the public record has it: agreed minutes, votes, papers (UK GDPR Article
17(3)). A restore of an older backup erases again whom newer backups know to be erased.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from decisions.rules.erasing import may_erase
from decisions.workflow.erasing import erase_person, parts_held
from forum.models import Person


class Command(BaseCommand):
    """manage.py erase_person EMAIL [--apply]."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--apply", action="store_true", help="erase; it cannot be undone")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        person = Person.objects.filter(email__iexact=email.strip()).first()
        if person is None:
            raise CommandError("Nobody is known by this address.")
        today = timezone.localdate()
        ruling = may_erase(parts_held(person, on=today))
        if not ruling.allowed:
            raise CommandError("\n".join(reason.text for reason in ruling.reasons))
        if not options["apply"]:
            self.stdout.write(f"The details of {person.pk} can be erased: add --apply.")
            return
        forums = erase_person(person, on=today)
        self.stdout.write(f"The details of {person.pk} are erased.")
        for forum in forums:
            self.stdout.write(f"  {forum}: the record keeps the name, and its trail says so")
