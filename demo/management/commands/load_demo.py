"""Load the demo forum, once, and say who to sign in as."""

from __future__ import annotations

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from demo.people import SLUG
from demo.story import tell
from forum.models import Forum

WHO = (
    ("Marian Okafor", "clerk: run today's meeting, table papers, write minutes"),
    ("Gareth Pugh", "officer: mend the draft on the inclusion hubs that the gate refuses"),
    ("Peter Lamb", "member: vote in the ballot that is open now"),
    ("Fiona Drummond", "chair: sign the minutes that wait for it"),
    ("Simone Baptiste", "auditor: open Matters, Early Help Practitioners, Funding source review"),
)


class Command(BaseCommand):
    help = "Migrate, and load the demo forum through the workflow steps, once."

    def handle(self, *args, **options):
        # Here and not before: a second process would start as slowly as this one.
        call_command("migrate", verbosity=0)
        if not Forum.objects.filter(slug=SLUG).exists():
            self.stdout.write("Telling the story of the demo forum (about half a minute)…")
            self.stdout.flush()
            with transaction.atomic():
                tell(timezone.localdate())
        self.stdout.write("Sign in as, on the page “Choose who to be”:")
        for name, what in WHO:
            self.stdout.write(f"  {name:16} {what}")
