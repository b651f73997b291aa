"""What growth.py runs in a database of its own: have it filled, measure, grow, measure again."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import django
from django.core.cache import caches
from django.db import connection, transaction
from django.urls import reverse

django.setup()

from bench.copies import copy_forum  # noqa: E402 (Django is set up above)
from bench.growing import HEADING, Reading, Timed, line, search_line, timed  # noqa: E402
from bench.measuring import Worker, worker  # noqa: E402
from bench.pages import signed_in  # noqa: E402
from bench.visiting import Visitor  # noqa: E402
from bench.words import WORDS  # noqa: E402
from decisions.models.auditing.scope_review import forget_reviews  # noqa: E402
from forum.models import Forum  # noqa: E402
from papers.models import Matter  # noqa: E402

QUERIES = 12
SEARCHES = 60
KEPT = ("register", "funding, a year")
"""Pages that are kept while the trail stands still: the first reading is measured too."""
MATTER = 20
"""Queries of a page that holds all of one matter."""


def main(forums: int, decisions: int) -> None:
    logging.disable(logging.WARNING)
    big = filled(decisions)
    settle()
    with the_floor() as floor:
        alone = {each.name: timed(each, floor) for each in readings(big)}
        words = searched(big)
        with spoken("copied"):
            rows = grow(big.usual, forums - 2)
        print(f"{Forum.objects.count()} forums, {rows:,} rows copied.\n{HEADING}")
        for each in readings(big):
            print(line(each, alone[each.name], timed(each, floor)), flush=True)
    print(search_line(words, searched(big)))
    busy, _, _ = os.getloadavg()
    print(f"Load {busy:.1f} on {os.cpu_count()} processors: above 1 each, trust ratios only.")


@dataclass(frozen=True)
class Filled:
    """What is measured, and which forum is copied; keys as `filled` prints them."""

    forum: Forum
    usual: Forum
    clerk: str
    line: str
    long: str
    """A matter with hundreds of facts."""


def filled(decisions: int) -> Filled:
    """Fill the database in a process of its own, and find what is there."""
    command = [sys.executable, "-m", "bench.filled", str(decisions)]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    keys = json.loads(said)
    forums = {name: Forum.objects.get(pk=keys.pop(name)) for name in ("forum", "usual")}
    return Filled(**forums, **keys)


@contextmanager
def spoken(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{what} in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


def grow(forum: Forum, copies: int) -> int:
    with transaction.atomic():
        rows = copy_forum(forum, copies)
    settle()
    return rows


def settle() -> None:
    """What a database does by night."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def the_floor() -> Iterator[Worker]:
    """The template floor of the pages, measured beside each of them."""
    with tempfile.TemporaryDirectory(prefix="tabled-floor-") as folder:
        database = str(Path(folder) / "bare.sqlite3")
        with worker("bench.bare.site", database, environment=dict(os.environ)) as bare:
            yield bare


def readings(record: Filled) -> Iterator[Reading]:
    """Each page as a clerk reads it, and those that everybody may read as the public does."""
    clerk = Visitor(HTTP_COOKIE=signed_in(record.clerk))
    public = Visitor()
    slug = record.forum.slug
    first = Reading(
        "review of the forum, first time",
        partial(clerk.get, reverse("decisions:review_forum", args=[slug])),
        before=forget_reviews,
        goes=9,
        seconds=1,
    )
    yield first
    for name, path in (*lists(record), *matters(record)):
        yield Reading(f"{name}, clerk", partial(clerk.get, path), **_budget(name))
    for name, path in lists(record):
        yield Reading(f"{name}, public", partial(public.get, path), **_budget(name))
        if name.startswith(KEPT):
            afresh = caches["near"].clear
            yield Reading(f"{name}, public, first", partial(public.get, path), before=afresh)


def _budget(name: str) -> dict:
    """What a page may take besides growing by a fifth at most."""
    if name == "register":
        return {"floors": 2, "queries": QUERIES}
    if name == "review, 500 facts":
        return {"seconds": 0.3, "queries": MATTER}
    one_matter = name in {"matter", "review of a matter"}
    return {"queries": MATTER if one_matter else QUERIES}


def lists(record: Filled) -> Iterator[tuple[str, str]]:
    slug = record.forum.slug
    register = reverse("decisions:decision_list", args=[slug])
    yield "register", register
    yield "register, a late page", f"{register}?page=200"
    yield "register, by source and year", f"{register}?source=centrally_retained&year=2023-24"
    yield "the matters, a late page", f"{reverse('decisions:matter_list', args=[slug])}?page=60"
    search = reverse("decisions:search", args=[slug])
    yield "search, one word", f"{search}?words=insurance"
    yield "search, three words", f"{search}?words=growth+fund+academies"
    yield "funding, a year", f"{reverse('decisions:funding_overview', args=[slug])}?year=2023-24"
    source = reverse("decisions:funding_source", args=[slug, "centrally_retained"])
    yield "funding, a source", source
    yield "funding, a line", reverse("decisions:line_detail", args=[slug, record.line])


def matters(record: Filled) -> Iterator[tuple[str, str]]:
    slug = record.forum.slug
    matter = Matter.objects.filter(forum=record.forum).exclude(pk=record.long).order_by("pk")[0].pk
    yield "matter", reverse("decisions:matter_detail", args=[slug, matter])
    yield "review of a matter", reverse("decisions:matter_review", args=[slug, matter])
    yield "review, 500 facts", reverse("decisions:matter_review", args=[slug, record.long])
    yield "review of the forum, kept", reverse("decisions:review_forum", args=[slug])


def searched(record: Filled) -> list[Timed]:
    """Many different searches, each once: one, two and three words, in turn."""
    clerk = Visitor(HTTP_COOKIE=signed_in(record.clerk))
    search = reverse("decisions:search", args=[record.forum.slug])
    clerk.get(search)
    found = []
    for number in range(SEARCHES):
        words = "+".join(WORDS[(number + 7 * n) % len(WORDS)] for n in range(1 + number % 3))
        go = partial(clerk.get, f"{search}?words={words}")
        found.append(timed(Reading(words, go, goes=1, warm=False)))
    return found


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
