"""What is done once a day: what must come back, reminders, checkpoints. Safe to run twice."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from decisions.upkeep.sweeping import sweep_files
from decisions.workflow.daily import run_daily


class Command(BaseCommand):
    help = "Write the reminders of the day; a second run on the same day writes nothing."

    def handle(self, *args, **options):
        for line in run_daily(on=timezone.localdate()).lines:
            self.stdout.write(line)
        if swept := sweep_files(at=timezone.now()):
            self.stdout.write(f"{swept} files removed from the store that no record names")
