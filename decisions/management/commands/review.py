"""Write the funding source review of a matter as a PDF, without a browser.

manage.py review FORUM MATTER --pdf FILE [--on 2019-03-27]; MATTER is its title or its id.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from decisions.models.review import review_of
from decisions.pdfs.review import review_pdf
from forum.audit import head_line
from forum.models import Forum
from papers.models import Matter


class Command(BaseCommand):
    """The same review as the page: its figures on the screen, all of it in the file."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("forum", help="the forum, as its address has it")
        parser.add_argument("matter", help="the title of the matter, or its id")
        parser.add_argument("--pdf", metavar="FILE", type=Path, required=True)
        parser.add_argument("--on", metavar="DAY", type=_day, help="as it stood on YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        matter = _matter(options["forum"], options["matter"])
        on = options["on"] or timezone.localdate()
        content = review_pdf(matter, trail_line=head_line(matter.forum), on=on)
        try:
            options["pdf"].write_bytes(content)
        except OSError as error:
            raise CommandError(f"{options['pdf']} cannot be written: {error.strerror}.") from error
        self._say(matter, on)
        self.stdout.write(f"{options['pdf']}: {len(content):,} bytes")

    def _say(self, matter: Matter, on: date) -> None:
        review = review_of(matter, on=on)
        days = review.figures.days_to_settled
        self.stdout.write(f"{matter}, as the record stood on {on:%-d %B %Y}")
        self.stdout.write(f"  Source: {review.status.state} {review.status.words}".rstrip())
        self.stdout.write(f"  Days to a settled source: {days if days is not None else 'none'}")
        self.stdout.write(f"  Findings: {len(review.findings)}")
        self.stdout.write(f"  Open actions: {len(review.open_actions)}")


def _matter(slug: str, named: str) -> Matter:
    forum = Forum.objects.filter(slug=slug).first()
    if forum is None:
        raise CommandError(f"There is no forum “{slug}”.")
    matters = Matter.objects.select_related("forum").filter(forum=forum)
    found = matters.filter(title=named).first() or matters.filter(pk__in=_ids(named)).first()
    if found is None:
        raise CommandError(f"{forum} has no matter “{named}”.")
    return found


def _ids(text: str) -> list[UUID]:
    """The id that the text is; none where it is a title."""
    try:
        return [UUID(text)]
    except ValueError:
        return []


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is not a day: write 2019-03-27") from error
