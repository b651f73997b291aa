"""Write a funding source review as a PDF, without a browser.

manage.py review FORUM MATTER --pdf FILE [--on 2019-03-27]; MATTER is its title or its id.
In place of a matter: --line NAME, --source one_off, --year 2018-19, or --forum for all of it.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils import timezone

from decisions.choices import ScopeKind
from decisions.models.auditing.review import review_of
from decisions.models.auditing.scope import Scope, scope_of_matter
from decisions.models.auditing.scope_review import scope_review
from decisions.pdfs.scope_review import scope_review_pdf
from forum.audit import head_line
from forum.models import Forum
from forum.rules.financial_year import is_financial_year
from papers.choices import Source
from papers.models import BudgetLine, Matter


class Command(BaseCommand):
    """The same review as the page: its figures on the screen, all of it in the file."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="FORUM", help="the forum, as its address has it")
        parser.add_argument("matter", nargs="?", help="the title of the matter, or its id")
        part = parser.add_mutually_exclusive_group()
        part.add_argument("--line", help="a budget line, by its name or its id")
        part.add_argument("--source", choices=Source.values, help="one of the four sources")
        part.add_argument("--year", metavar="2018-19", help="a financial year")
        part.add_argument("--forum", action="store_true", help="every matter of the forum")
        parser.add_argument("--pdf", metavar="FILE", type=Path, required=True)
        parser.add_argument("--on", metavar="DAY", type=_day, help="as it stood on YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        scope = _scope(options)
        on = options["on"] or timezone.localdate()
        content = scope_review_pdf(scope, trail_line=head_line(scope.forum), on=on)
        try:
            options["pdf"].write_bytes(content)
        except OSError as error:
            raise CommandError(f"{options['pdf']} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{scope.title}, as the record stood on {on:%-d %B %Y}")
        for line in _figures(scope, on):
            self.stdout.write(f"  {line}")
        self.stdout.write(f"{options['pdf']}: {len(content):,} bytes")


def _figures(scope: Scope, on: date) -> list[str]:
    found = scope_review(scope, on=on)
    days = found.figures.days_to_settled
    said = [
        f"Days to a settled source: {days if days is not None else 'none'}",
        f"Findings: {len(found.findings)}, {found.open_findings} of them to resolve",
    ]
    if scope.matter is None:
        return [f"Approvals: {len(found.approvals)}", *said]
    review = review_of(scope.matter, on=on)
    source = f"Source: {review.status.state} {review.status.words}".rstrip()
    return [source, *said, f"Open actions: {len(review.open_actions)}"]


def _scope(options: dict[str, Any]) -> Scope:
    """What is to be reviewed: exactly one thing."""
    forum = Forum.objects.filter(slug=options["slug"]).first()
    if forum is None:
        raise CommandError(f"There is no forum “{options['slug']}”.")
    named = [options[name] for name in ("matter", "line", "source", "year", "forum")]
    if sum(bool(each) for each in named) != 1:
        raise CommandError("Name a matter, or --line, --source, --year or --forum.")
    if options["source"]:
        return Scope(forum, ScopeKind.SOURCE, source=options["source"])
    if options["year"]:
        if not is_financial_year(options["year"]):
            raise CommandError(f"“{options['year']}” is no financial year: write 2018-19.")
        return Scope(forum, ScopeKind.YEAR, financial_year=options["year"])
    if options["line"]:
        lines = BudgetLine.objects.filter(forum=forum)
        line = _one(lines, "budget line", options["line"], forum, name=options["line"])
        return Scope(forum, ScopeKind.LINE, budget_line=line)
    if options["forum"]:
        return Scope(forum)
    matters = Matter.objects.select_related("forum").filter(forum=forum)
    wanted = options["matter"]
    return scope_of_matter(_one(matters, "matter", wanted, forum, title=wanted))


def _one(records: QuerySet, noun: str, named: str, forum: Forum, **by_name: str) -> Any:
    found = records.filter(**by_name).first() or records.filter(pk__in=_ids(named)).first()
    if found is None:
        raise CommandError(f"{forum} has no {noun} “{named}”.")
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
