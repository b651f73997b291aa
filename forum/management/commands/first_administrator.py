"""Name who looks after the site, and print the link by which they sign in for the first time."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from forum.models import Person
from forum.models.people import holds_a_job
from forum.workflow.people.founding import first_administrator
from forum.workflow.people.words import invitation_link


class Command(BaseCommand):
    help = "Name the site administrator, who founds forums; prints a link that works once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument(
            "--another", action="store_true", help="although the site has an administrator already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"]
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"“{email}” is no email address.") from error
        there = Person.objects.filter(is_site_administrator=True, is_active=True)
        if not options["another"] and there.exclude(email__iexact=email).exists():
            raise CommandError(
                "This site has an administrator already. Say --another to name one more."
            )
        if holds_a_job(email):
            raise CommandError(
                f"{email} has a role or a seat in a forum here: a site administrator has none. "
                "Use another address, or end those first."
            )
        person, token = first_administrator(email, options["name"], at=timezone.now())
        self.stdout.write(f"{person.name} looks after this site. The link works once, for 7 days:")
        self.stdout.write(invitation_link(token))
