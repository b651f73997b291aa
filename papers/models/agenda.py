"""An agenda with its papers, and what still stands in their way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import prefetch_related_objects

from forum.choices import DocumentKind
from forum.models import AgendaItem, Meeting, PublishedDocument, ReturningBusiness
from papers.choices import Lateness
from papers.models.facts import (
    fetch_money,
    fetch_whole,
    ground,
    paper_facts,
    placement_facts,
)
from papers.models.paper import Paper
from papers.models.recommendation import Placement, Recommendation
from papers.rules.tabling import may_table

WORDS = {
    Lateness.IN_TIME: "Tabled",
    Lateness.LATE: "Late",
    Lateness.HANDED_ROUND: "Handed round",
}


@dataclass(frozen=True)
class PaperLine:
    """A paper under an item; and how much stands in its way, where it is not tabled yet."""

    paper: Paper
    recommendations: tuple[Recommendation, ...]
    in_the_way: int | None

    @property
    def state(self) -> str:
        return WORDS[Lateness(self.paper.lateness)] if self.paper.is_tabled else "Not tabled"


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


@dataclass(frozen=True)
class Returning:
    """Business that must come back, and the recommendation that it was about."""

    business: ReturningBusiness
    recommendation: Recommendation | None


def usual_day(meeting: Meeting, *, today: date) -> date:
    """The day on which something happens before a meeting, unless somebody says otherwise."""
    return min(today, meeting.held_on)


def agenda(meeting: Meeting, *, drafts: bool, on: date) -> tuple[ItemLine, ...]:
    """The agenda; with drafts, also what is not tabled yet, as the gate sees it on the day."""
    papers = Paper.objects.filter(agenda_item__meeting=meeting).order_by("recorded_at")
    papers = papers.select_related("forum", "matter", "agenda_item__meeting__forum")
    placements = Placement.objects.filter(meeting=meeting).select_related(
        "forum", "recommendation__paper", "recommendation__matter", "agenda_item", "meeting"
    )
    alone = [each for each in placements if _stands_alone(each) and (drafts or each.tabled_at)]
    waiting = {paper.agenda_item_id for paper in papers if not paper.is_tabled}
    found = [paper for paper in papers if drafts or paper.is_tabled]
    counts = _in_the_way(meeting, found, alone, on)
    prefetch_related_objects(found, "recommendations")
    return tuple(
        ItemLine(
            item,
            tuple(
                PaperLine(paper, tuple(paper.recommendations.all()), counts.get(paper.pk))
                for paper in found
                if paper.agenda_item_id == item.pk
            ),
            tuple(
                MotionLine(each, counts.get(each.pk))
                for each in alone
                if each.agenda_item_id == item.pk
            ),
            item.pk in waiting,
        )
        for item in meeting.items.all()
    )


def returning(meeting: Meeting) -> tuple[Returning, ...]:
    """What must come back and is not on this agenda yet."""
    waiting = list(
        ReturningBusiness.objects.waiting()
        .filter(forum=meeting.forum_id, arose_at__held_on__lt=meeting.held_on)
        .select_related("arose_at", "due_meeting")
    )
    if not waiting:
        return ()
    placed = set(
        Placement.objects.filter(meeting=meeting).values_list("recommendation", flat=True)
    )
    about = Recommendation.objects.select_related("matter").in_bulk(
        [each.business for each in waiting]
    )
    return tuple(
        Returning(each, about.get(each.business))
        for each in waiting
        if each.business not in placed
    )


def published(meeting: Meeting) -> tuple[PublishedDocument, ...]:
    """The newest edition of each document of the meeting, without its bytes."""
    editions = PublishedDocument.objects.filter(forum=meeting.forum_id, about=meeting.pk)
    newest = {each.kind: each for each in editions.defer("content").order_by("edition")}
    if DocumentKind.MINUTES in newest:
        newest.pop(DocumentKind.DRAFT_MINUTES, None)
    return tuple(newest.values())


def _stands_alone(placement: Placement) -> bool:
    """Whether the recommendation is put under this item without its paper."""
    paper = placement.recommendation.paper
    return paper is None or paper.agenda_item_id != placement.agenda_item_id


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
    return {pk: len(may_table(each).reasons) for pk, each in facts.items()}
