"""Help somebody in who lost their phone and recovery codes, where no administrator can."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from forum.models import Person
from forum.workflow.people.signing_in import remove_second_step_by_command


class Command(BaseCommand):
    help = "Remove somebody's app, passkeys and recovery codes; they set up others at sign-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(email=options["email"].strip().lower()).first()
        if person is None:
            raise CommandError(f"Nobody here has the address “{options['email']}”.")
        remove_second_step_by_command(person, on=timezone.localdate())
        self.stdout.write(f"{person.name} sets up a new second step at the next sign-in.")
