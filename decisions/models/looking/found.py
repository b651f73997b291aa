"""What a reader finds by words in decisions, minutes and papers, as it is published today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from decisions.choices import Result
from decisions.models.minuting.minutes import MinuteItem, public_minutes
from decisions.models.outcomes.executive import ExecutiveDecision
from forum.choices import SearchKind
from forum.models import Forum, SearchText
from forum.money import pounds
from forum.reading import by_the_index
from forum.rules.financial_year import financial_year
from forum.rules.searching import (
    WHOLE,
    Part,
    Piece,
    Reader,
    facets,
    marked,
    parts,
    shown,
    terms,
)
from forum.search import looking
from papers.choices import Source
from papers.models import Question

MOST = 400
"""Nobody reads more hits than this; who finds so many is asked for another word."""
_PAGES = {
    SearchKind.PAPER: "papers:paper_detail",
    SearchKind.DECISION: "decisions:outcome_detail",
    SearchKind.EXECUTIVE: "decisions:executive_detail",
}


@dataclass(frozen=True)
class SearchedFor:
    """What somebody looks for; empty asks for anything."""

    words: str = ""
    kind: str = ""
    source: str = ""
    group: str = ""
    result: str = ""
    year: str = ""
    """The financial year of the meeting."""
    least: Decimal | None = None
    most: Decimal | None = None

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is chosen from a list."""
        names = ("kind", "source", "group", "result", "year")
        return [(name, getattr(self, name)) for name in names if getattr(self, name)]


@dataclass(frozen=True)
class Hit:
    """One record that was found, as the page shows it."""

    text: SearchText
    typed: str
    number: str = ""
    """Of a minute, its item as the page of the minutes names it."""

    @property
    def kind(self) -> str:
        return self.text.get_kind_display()

    @property
    def title(self) -> tuple[Piece, ...]:
        return marked(self.text.title, terms(self.typed))

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return shown(self.text.words, terms(self.typed))

    @property
    def day(self) -> str:
        """The day, as far as the record states it."""
        if self.text.meeting and self.text.kind != SearchKind.EXECUTIVE:
            return self.text.meeting.day_printed
        return f"{self.text.day:%-d %B %Y}" if self.text.day else "Day not stated"

    @property
    def tags(self) -> list[str]:
        """The outcome of a decision."""
        return [Result(value).label for value in self._facets.get("result", ())]

    @property
    def facts(self) -> str:
        """Whose it is, how much, and from which money."""
        groups = dict(Question._meta.get_field("group").flatchoices)
        words = [str(groups[value]) for value in self._facets.get("group", ())]
        if self.text.amount is not None:
            words.append(pounds(self.text.amount))
        words += [Source(value).label for value in self._facets.get("source", ())]
        return " · ".join(words)

    @property
    def url(self) -> str:
        slug = self.text.forum.slug
        if self.text.kind == SearchKind.MINUTE:
            page = reverse("decisions:minutes_detail", args=[slug, self.text.meeting_id])
            return f"{page}#item-{self.number}" if self.number else page
        return reverse(_PAGES[SearchKind(self.text.kind)], args=[slug, self.text.about])

    @property
    def _facets(self) -> dict[str, list[str]]:
        return facets(self.text.scope)


def found(
    forum: Forum, asked: SearchedFor, reader: Reader, part: Part = WHOLE
) -> QuerySet[SearchText]:
    """Everything that answers to all that is asked and that the reader may see, latest first."""
    rows = looking(forum, reader, terms(asked.words), asked.facts, part)
    rows = rows.filter(_open_to(forum, reader))
    if asked.least is not None:
        rows = rows.filter(amount__gte=asked.least)
    if asked.most is not None:
        rows = rows.filter(amount__lte=asked.most)
    return rows


def found_ids(
    forum: Forum, asked: SearchedFor, reader: Reader, years: Sequence[str] = ()
) -> list[int]:
    """The latest that answer to it, at most one more than are shown; `years` has any meetings."""
    ids: list[int] = []
    with by_the_index():
        for part in (WHOLE,) if asked.year else parts(years):
            if len(ids) <= MOST:
                rows = found(forum, asked, reader, part).values_list("pk", flat=True)
                ids += rows[: MOST + 1 - len(ids)]
    return ids


def hits(ids: Sequence[int], asked: SearchedFor) -> list[Hit]:
    """These texts in this order, with what a page shows of them."""
    texts = SearchText.objects.select_related("forum", "meeting").in_bulk(list(ids))
    minutes = [each.about for each in texts.values() if each.kind == SearchKind.MINUTE]
    numbers = dict(
        MinuteItem.objects.filter(pk__in=minutes).values_list("pk", "agenda_item__number")
    )
    in_order = (texts[pk] for pk in ids if pk in texts)
    return [Hit(text, asked.words, numbers.get(text.about, "")) for text in in_order]


def decisions_speaking_of(forum: Forum, words: str) -> QuerySet[SearchText, UUID]:
    """The decisions of the forum that hold the words; all may read the same of a decision."""
    texts = looking(forum, Reader.PUBLIC, terms(words), [("kind", SearchKind.DECISION)])
    return texts.order_by().values_list("about", flat=True)


def years_with_texts(forum: Forum, reader: Reader, *, today: date) -> list[str]:
    """The financial years of the forum's meetings that there is something of, latest first."""
    meetings = forum.meeting_set.filter(held_on__lte=today)
    shown_to = meetings if reader == Reader.WORKER else meetings.public()
    days = shown_to.order_by().values_list("held_on", flat=True)
    return sorted({financial_year(day) for day in days}, reverse=True)


def _open_to(forum: Forum, reader: Reader) -> Q:
    """What is published today, asked of the records as they stand."""
    if reader == Reader.WORKER:
        return Q()
    papers = Q(kind=SearchKind.PAPER, meeting__agenda_published_at__isnull=False)
    minuted = public_minutes("meeting")
    if reader == Reader.MEMBER:
        inside = Q(kind__in=[SearchKind.DECISION, SearchKind.EXECUTIVE])
        return papers | inside | (Q(kind=SearchKind.MINUTE) & minuted)
    executive = ExecutiveDecision.objects.public().filter(forum=forum).values("pk")
    return (
        papers
        | (Q(kind__in=[SearchKind.DECISION, SearchKind.MINUTE]) & minuted)
        | Q(kind=SearchKind.EXECUTIVE, about__in=executive)
    )
