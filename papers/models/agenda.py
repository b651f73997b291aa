"""An agenda with its papers, and what still stands in their way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from forum.choices import DocumentKind, ItemKind
from forum.models import AgendaItem, Meeting, PublishedDocument
from papers.choices import Lateness, Purpose
from papers.models.facts import (
    fetch_money,
    fetch_whole,
    ground,
    paper_facts,
    placement_facts,
)
from papers.models.paper import Paper
from papers.models.recommendation import Placement, Recommendation
from papers.rules.tabling import obstacles

WORDS = {
    Lateness.IN_TIME: "Tabled",
    Lateness.LATE: "Late",
    Lateness.HANDED_ROUND: "Handed round",
}
Under = TypeVar("Under", Paper, Placement)


@dataclass(frozen=True)
class PaperLine:
    """A paper under an item; and how much stands in its way, where it is not tabled yet."""

    paper: Paper
    recommendations: tuple[Recommendation, ...]
    in_the_way: int | None

    @property
    def state(self) -> str:
        return WORDS[Lateness(self.paper.lateness)] if self.paper.is_tabled else "Not tabled"

    @property
    def about(self) -> str:
        """What it is for and whose it is: "For decision · Schools Finance Manager"."""
        purpose = Purpose(self.paper.purpose).label
        return _in_a_row(purpose, self.paper.author_post, self.paper.late_reason)


@dataclass(frozen=True)
class MotionLine:
    """A recommendation put by itself: from the floor, under matters arising, or again."""

    placement: Placement
    in_the_way: int | None

    @property
    def state(self) -> str:
        return "Tabled" if self.placement.tabled_at else "Not tabled"


@dataclass(frozen=True)
class ItemLine:
    """An item of the agenda with everything under it."""

    item: AgendaItem
    papers: tuple[PaperLine, ...]
    motions: tuple[MotionLine, ...]
    to_follow: bool = False
    """Whether a paper is still to come under it."""

    @property
    def about(self) -> str:
        """What kind of item it is, unless its title says so, and who presents it."""
        kind = ItemKind(self.item.kind).label
        return _in_a_row("" if kind == self.item.title else kind, self.item.presenter)


def usual_day(meeting: Meeting, *, today: date) -> date:
    """The day on which something happens before a meeting, unless somebody says otherwise."""
    return min(today, meeting.held_on)


def agenda(meeting: Meeting, *, drafts: bool, on: date) -> tuple[ItemLine, ...]:
    """The agenda; with drafts, also what is not tabled yet, as the gate sees it on the day."""
    items = list(meeting.items.all())
    on_agenda = Paper.objects.filter(agenda_item__meeting=meeting).order_by("recorded_at")
    papers = _under(items, on_agenda)
    waiting = {paper.agenda_item_id for paper in papers if not paper.is_tabled}
    found = [paper for paper in papers if drafts or paper.is_tabled]
    alone = [each for each in _under(items, _alone(meeting)) if drafts or each.tabled_at]
    counts = _in_the_way(meeting, found, alone, on)
    asked = _asked(meeting)
    papers_of: dict[object, list[PaperLine]] = defaultdict(list)
    for paper in found:
        line = PaperLine(paper, tuple(asked[paper.pk]), counts.get(paper.pk))
        papers_of[paper.agenda_item_id].append(line)
    motions_of: dict[object, list[MotionLine]] = defaultdict(list)
    for each in alone:
        motions_of[each.agenda_item_id].append(MotionLine(each, counts.get(each.pk)))
    return tuple(
        ItemLine(item, tuple(papers_of[item.pk]), tuple(motions_of[item.pk]), item.pk in waiting)
        for item in items
    )


def stranded(meeting: Meeting) -> tuple[Placement, ...]:
    """What was tabled for a meeting that was cancelled, and was put on no agenda since."""
    put = Placement.objects.filter(forum=meeting.forum_id)
    since = put.filter(
        recommendation=OuterRef("recommendation"),
        meeting__cancelled_at__isnull=True,
        recorded_at__gt=OuterRef("recorded_at"),
    )
    found = put.filter(meeting__cancelled_at__isnull=False, tabled_at__isnull=False)
    return tuple(
        found.exclude(Exists(since))
        .select_related("recommendation__matter", "meeting")
        .order_by("meeting__held_on", "recorded_at")
    )


def published(meeting: Meeting) -> tuple[PublishedDocument, ...]:
    """The newest edition of each document of the meeting but its packs, without its bytes."""
    public = PublishedDocument.objects.for_everybody()
    editions = public.filter(forum=meeting.forum_id, about=meeting.pk)
    editions = editions.exclude(kind__in=[DocumentKind.PACK, DocumentKind.SUPPLEMENT])
    newest = {each.kind: each for each in editions.defer("content").order_by("edition")}
    if DocumentKind.MINUTES in newest:
        newest.pop(DocumentKind.DRAFT_MINUTES, None)
    return tuple(newest.values())


def _asked(meeting: Meeting) -> dict[object, list[Recommendation]]:
    """What each paper of the agenda recommends."""
    found: dict[object, list[Recommendation]] = defaultdict(list)
    for each in Recommendation.objects.filter(paper__agenda_item__meeting=meeting):
        found[each.paper_id].append(each)
    return found


def _alone(meeting: Meeting) -> QuerySet[Placement]:
    """What is put under an item of the meeting without its paper."""
    with_its_paper = Q(recommendation__paper__agenda_item=F("agenda_item"))
    return (
        Placement.objects.filter(meeting=meeting)
        .exclude(with_its_paper)
        .select_related("meeting", "recommendation__paper__forum", "recommendation__matter")
    )


def _under(items: Iterable[AgendaItem], records: QuerySet[Under]) -> list[Under]:
    """The records under these items, which need not be read again with each of them."""
    known: dict[object, AgendaItem] = {item.pk: item for item in items}
    for each in records:
        each.agenda_item = known[each.agenda_item_id]
        each.forum = each.agenda_item.meeting.forum
    return list(records)


def _in_the_way(
    meeting: Meeting, papers: Sequence[Paper], motions: Sequence[Placement], on: date
) -> dict[UUID, int]:
    """How many obstacles each draft has; in a few queries, however many there are."""
    papers = [paper for paper in papers if not paper.is_tabled]
    motions = [placement for placement in motions if placement.tabled_at is None]
    if not papers and not motions:
        return {}
    shared = ground(meeting.forum, meeting, on=on)
    fetch_whole(papers)
    fetch_money([each.recommendation for each in motions])
    facts = {paper.pk: paper_facts(paper, on=on, shared=shared) for paper in papers}
    facts |= {each.pk: placement_facts(each, on=on, shared=shared) for each in motions}
    return {pk: len(tuple(obstacles(each))) for pk, each in facts.items()}


def _in_a_row(*words: str) -> str:
    return " · ".join(filter(None, words))
