"""Show what was kept long enough, and with --apply remove it; `daily` does so every day.

Never a published document, a vote, agreed minutes or the trail. What each forum keeps how long is
printed beside it; --set changes that, in the name of an administrator of the forum.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from decisions.workflow.retaining import due, keep_for, remove_due
from forum.choices import Kept
from forum.models import Forum, Person
from forum.rules.ruling import Refused


class Command(BaseCommand):
    """manage.py retention [--forum SLUG] [--apply] [--set KIND=MONTHS --by EMAIL]."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forum", metavar="SLUG", help="only this forum")
        parser.add_argument("--apply", action="store_true", help="remove it, and say so")
        parser.add_argument("--set", metavar="KIND=MONTHS", help="keep a kind for so many months")
        parser.add_argument("--by", metavar="EMAIL", help="the administrator who settles that")

    def handle(self, *args: Any, forum: str | None, **options: Any) -> None:
        forums = Forum.objects.filter(slug=forum) if forum else Forum.objects.all()
        if forum and not forums:
            raise CommandError(f"There is no forum “{forum}”.")
        if options["set"]:
            self._settle(forums, options["set"], options["by"])
        today = timezone.localdate()
        for each in forums:
            done = remove_due(each, on=today) if options["apply"] else due(each, on=today)
            self.stdout.write(f"{each}: {'removed' if options['apply'] else 'would be removed'}")
            for removal in done:
                self.stdout.write(f"  {removal}")
            if not done:
                self.stdout.write("  nothing")

    def _settle(self, forums: Any, wanted: str, email: str | None) -> None:
        kind, _, months = wanted.partition("=")
        if kind not in Kept.values or not months.isdecimal() or len(forums) != 1:
            raise CommandError(f"Write --forum SLUG --set KIND=MONTHS; kinds: {Kept.values}.")
        by = Person.objects.filter(email__iexact=email or "", is_active=True).first()
        if by is None:
            raise CommandError("Name the administrator who settles this: --by EMAIL.")
        try:
            keep_for(forums[0], Kept(kind), int(months), by=by, on=timezone.localdate())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
