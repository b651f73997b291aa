"""What a member has read: each paper new, read, or updated since, and in what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from forum.models import Forum, Meeting, Person
from papers.models.agenda import ItemLine
from papers.models.held import held, papers_of, text_between
from papers.models.pack import PackOpening, PaperRead
from papers.models.paper import Paper
from papers.rules.editions import Held, differences, held_from

NEW, UPDATED, READ = "New", "Updated since you read it", "Read"
COLOURS = {NEW: "blue", UPDATED: "yellow", READ: "grey"}


@dataclass(frozen=True)
class Reading:
    """How far one member is with one paper."""

    paper: Paper
    state: str
    sentences: tuple[str, ...] = ()
    """What is not as it was when they read it."""
    read_at: datetime | None = None

    @property
    def colour(self) -> str:
        return COLOURS[self.state]

    @property
    def is_to_read(self) -> bool:
        return self.state != READ


def readings(meeting: Meeting, person: Person) -> dict[UUID, Reading]:
    """How far the person is with each tabled paper, in a fixed number of queries."""
    return readings_of(papers_of(meeting), person)


def readings_of(papers: Sequence[Paper], person: Person) -> dict[UUID, Reading]:
    """How far the person is with each of these papers."""
    reads = {
        each.paper_id: each for each in PaperRead.objects.filter(read_by=person, paper__in=papers)
    }
    now = held(papers) if papers else ()
    seen = [held_from(each.seen) for each in reads.values()]
    text = text_between(seen, now, public=False) if seen else {}
    return {
        paper.pk: _reading(paper, each, reads.get(paper.pk), text)
        for paper, each in zip(papers, now, strict=True)
    }


def _reading(
    paper: Paper, now: Held, read: PaperRead | None, text: Mapping[str, tuple[str, ...]]
) -> Reading:
    if read is None:
        return Reading(paper, NEW)
    found = differences(held_from(read.seen), now, text.get(now.paper, ()))
    return Reading(paper, UPDATED if found else READ, found, read.read_at)


def with_readings(lines: Iterable[ItemLine], found: Mapping[UUID, Reading]) -> None:
    """Let each paper of the agenda say how far the member is with it."""
    for line in lines:
        for each in line.papers:
            vars(each.paper)["reading"] = found.get(each.paper.pk)


def to_read(forum: Forum, person: Person, *, today: date) -> list[tuple[Meeting, int]]:
    """For each coming meeting how many of its papers the member has still to read."""
    coming = forum.meeting_set.public().going_ahead().filter(held_on__gte=today, closed_at=None)
    found = []
    for meeting in coming.select_related("forum").order_by("held_on"):
        many = sum(each.is_to_read for each in readings(meeting, person).values())
        if many:
            found.append((meeting, many))
    return found


def openings(meeting: Meeting) -> int:
    """How many people opened the pack or a supplement; who they are is nobody's business."""
    opened = PackOpening.objects.filter(document__pack_build__meeting=meeting)
    return opened.values("opened_by").distinct().count()
