"""Keeping what can be found up to date, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from forum.choices import SearchKind
from forum.guards.search_index import SQLITE_TABLE
from forum.models import Meeting, SearchText
from forum.rules.financial_year import financial_year
from forum.rules.searching import NO_YEAR, Reader, facet, facets, scope

LONGEST = 250_000
"""So many letters of one record are looked through; an index of PostgreSQL holds no more."""
AT_ONCE = 200


@dataclass(frozen=True)
class Entry:
    """One record as it can be found."""

    forum: UUID
    kind: SearchKind
    about: UUID
    title: str
    readings: Mapping[Reader, str]
    """What each of its readers reads of it; who is not named finds nothing."""
    meeting: UUID | None = None
    day: date | None = None
    amount: Decimal | None = None
    facets: tuple[tuple[str, str], ...] = ()

    def rows(self) -> list[SearchText]:
        """A row for each text of it, together with all who read that text."""
        readers: dict[str, list[Reader]] = {}
        for reader, words in self.readings.items():
            readers.setdefault(words.replace("\0", "")[:LONGEST], []).append(reader)
        return [
            SearchText(
                forum_id=self.forum,
                kind=self.kind,
                about=self.about,
                part=part,
                meeting_id=self.meeting,
                day=self.day,
                title=self.title,
                words=words,
                amount=self.amount,
                scope=scope([*self._facets, *(("reader", reader) for reader in own)]),
            )
            for part, (words, own) in enumerate(readers.items(), start=1)
        ]

    @property
    def _facets(self) -> tuple[tuple[str, str], ...]:
        year = financial_year(self.day) if self.day else NO_YEAR
        return (("forum", self.forum.hex), ("kind", self.kind), ("year", year), *self.facets)


@transaction.atomic
def keep(entries: Iterable[Entry]) -> int:
    """Let each record be found by what it says now; answers with how many texts those are."""
    remaining, many = iter(entries), 0
    while some := list(islice(remaining, AT_ONCE)):
        forget(SearchText.objects.filter(about__in=[entry.about for entry in some]))
        rows = SearchText.objects.bulk_create([row for entry in some for row in entry.rows()])
        _write_words(rows)
        many += len(rows)
    return many


def forget(rows: QuerySet[SearchText]) -> None:
    """Let these be found no more."""
    if connection.vendor == "sqlite":
        gone = [(pk,) for pk in rows.values_list("pk", flat=True)]
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {SQLITE_TABLE} WHERE rowid = %s", gone)  # noqa: S608
    rows.delete()


def moved(meeting: Meeting) -> None:
    """What is before the meeting is found under its new day."""
    texts = list(SearchText.objects.filter(meeting=meeting).only("scope"))
    for text in texts:
        facts = {**facets(text.scope), "year": [financial_year(meeting.held_on)]}
        text.day = meeting.held_on
        text.scope = scope((name, each) for name, values in facts.items() for each in values)
    SearchText.objects.bulk_update(texts, ["day", "scope"])


def renamed(matter: UUID, before: str, after: str) -> None:
    """What is about a matter is found by the name that the matter has now."""
    texts = list(SearchText.objects.filter(scope__contains=f" {facet('matter', matter.hex)} "))
    for text in texts:
        if text.title.startswith(f"{before}: "):
            text.title = after + text.title.removeprefix(before)
        lines = text.words.split("\n")
        text.words = "\n".join(after if line == before else line for line in lines)
    SearchText.objects.bulk_update(texts, ["title", "words"])
    _write_words(texts)


def _write_words(rows: list[SearchText]) -> None:
    if connection.vendor != "sqlite":
        return
    sql = f"INSERT OR REPLACE INTO {SQLITE_TABLE} (rowid, title, words) VALUES (%s, %s, %s)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(row.pk, row.title, row.words) for row in rows])
