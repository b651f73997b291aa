"""What is done once a day: reminders. Safe to run twice."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from papers.workflow.clearance_letters import remind_late


class Command(BaseCommand):
    help = "Write the reminders of the day; a second run on the same day writes nothing."

    def handle(self, *args, **options):
        reminded = remind_late(on=timezone.localdate())
        self.stdout.write(f"{reminded} reminded of papers to clear")
