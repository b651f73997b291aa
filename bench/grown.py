"""What growth.py runs in a database of its own: fill, measure, grow, measure again."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import timedelta

import django
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

django.setup()

from bench.copies import copy_forum  # noqa: E402 (Django is set up above)
from bench.pages import signed_in  # noqa: E402
from bench.records import (  # noqa: E402
    HELD_ON,
    Record,
    a_meeting,
    a_member,
    a_paper,
    a_record,
    an_entry,
    an_item,
    an_outcome,
    published,
    put,
)
from bench.visiting import Visitor  # noqa: E402
from bench.words import paragraph  # noqa: E402
from decisions.models import Minutes  # noqa: E402
from forum.guards import lift  # noqa: E402
from forum.models import Forum  # noqa: E402
from forum.rules.financial_year import financial_year  # noqa: E402
from papers.choices import Block  # noqa: E402
from papers.models import BudgetLine, Matter, PaperVersion  # noqa: E402

YEARS, MEETINGS = 10, 6
READS, LINES = 10, 20
SHARE = 7.6
"""The forum that is measured has so many times the decisions of each of the others."""


def main(forums: int, decisions: int) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    lift(connection)
    with transaction.atomic():
        big = a_forum("felpersham", decisions, registers=False)
        usual = a_forum("ambridge", int(decisions / SHARE), registers=True)
    rebuild()
    settle()
    alone = {}
    for name, figures in measured(big):
        alone[name] = figures
        print(f"alone: {name:<44} {figures[0]:7.1f} ms, {figures[2]:>3} queries", flush=True)
    began = time.monotonic()
    with transaction.atomic():
        rows = copy_forum(usual.forum, forums - 2)
    settle()
    grown = f"{rows:,} rows copied in {time.monotonic() - began:.0f} s"
    print(f"{Forum.objects.count()} forums; {grown}")
    for name, after in measured(big):
        before = alone[name]
        print(
            f"{name:<44} {after[0]:7.1f} ms, 9th of 10 {after[1]:7.1f} ms, {after[2]:>3} queries; "
            f"alone {before[0]:7.1f} ms: {after[0] / before[0]:.2f} x"
        )


def a_forum(slug: str, decisions: int, *, registers: bool) -> Record:
    """Ten years of meetings, each with its papers, recommendations, outcomes and minutes."""
    record = a_record(slug)
    lines = [record.add(BudgetLine, name=f"Line {n}", block=Block.CSSB) for n in range(LINES)]
    members = [a_member(record, number) for number in range(22)] if registers else []
    a_meeting_has = decisions // (YEARS * MEETINGS) + 1
    made = 0
    for number in range(YEARS * MEETINGS):
        held_on = HELD_ON - timedelta(days=365 * YEARS) + timedelta(days=60 * number)
        meeting = a_meeting(record, held_on)
        record.year = financial_year(held_on)
        record.add(Minutes, meeting=meeting, **published(record))
        for position in range(1, a_meeting_has // 3 + 2):
            item = an_item(record, meeting, position)
            paper = a_paper(record, item, f"{slug} {number}/{position}")
            text = paragraph(f"{slug} {number}/{position}", 12)
            record.add(
                PaperVersion,
                paper=paper,
                number=1,
                title=paper.title,
                text=text,
                saved_at=timezone.now(),
                saved_by=record.clerk,
            )
            record.line = lines[position % LINES]
            for label in range(1, 4):
                if made == decisions:
                    break
                question = put(record, paper, str(label))
                outcome = an_outcome(record, question, settled=made % 25 > 0)
                made += 1
                for place, each in enumerate(members, 1):
                    an_entry(record, outcome.ballot, each, place)
    record.keep()
    return record


def rebuild() -> None:
    """The words that everything is found by."""
    with open(os.devnull, "w") as nowhere:
        call_command("search_rebuild", stdout=nowhere)


def settle() -> None:
    """What a database does by night."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def measured(record: Record) -> Iterator[tuple[str, tuple[float, float, int]]]:
    """Each page as a clerk reads it, and those that everybody may read as the public does."""
    clerk = Visitor(HTTP_COOKIE=signed_in(str(record.clerk.pk)))
    for name, path in pages(record):
        yield f"{name}, clerk", timed(clerk, path)
    public = Visitor()
    for name, path in pages(record):
        if "review" not in name:
            yield f"{name}, public", timed(public, path)


def timed(visitor: Visitor, path: str) -> tuple[float, float, int]:
    """Median and ninth of ten in milliseconds, and the number of queries."""
    visitor.get(path)
    with CaptureQueriesContext(connection) as captured:
        visitor.get(path)
    taken = []
    for _ in range(READS):
        began = time.perf_counter()
        visitor.get(path)
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken), sorted(taken)[-2], len(captured)


def pages(record: Record) -> Iterator[tuple[str, str]]:
    slug = record.forum.slug
    register = reverse("decisions:decision_list", args=[slug])
    yield "register", register
    yield "register, a late page", f"{register}?page=200"
    yield "register, by source and year", f"{register}?source=centrally_retained&year=2025-26"
    search = reverse("decisions:search", args=[slug])
    yield "search, one word", f"{search}?words=insurance"
    yield "search, three words", f"{search}?words=growth+fund+academies"
    yield "search, a word nobody wrote", f"{search}?words=zebra"
    yield "funding, a year", reverse("decisions:funding_overview", args=[slug])
    yield (
        "funding, a source",
        reverse("decisions:funding_source", args=[slug, "centrally_retained"]),
    )
    yield "funding, a line", reverse("decisions:line_detail", args=[slug, record.line.pk])
    matter = Matter.objects.filter(forum=record.forum).order_by("pk")[0].pk
    yield "matter", reverse("decisions:matter_detail", args=[slug, matter])
    yield "review of a matter", reverse("decisions:matter_review", args=[slug, matter])
    yield "review of the forum", reverse("decisions:review_forum", args=[slug])


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
