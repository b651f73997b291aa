"""The front page of a forum: its next meeting, its latest papers and decisions."""

from __future__ import annotations

from dataclasses import dataclass

from decisions.models.looking.register import newest_first, readable, rows_of
from decisions.models.outcomes.outcome import Outcome
from decisions.models.threads.log_row import LogRow
from forum.models import Forum, Meeting
from papers.models import Paper

LATEST = 5


@dataclass(frozen=True)
class Front:
    """What somebody who comes to the forum looks for first."""

    next_meeting: Meeting | None
    last_meeting: Meeting | None
    decisions: tuple[LogRow, ...] = ()
    papers: tuple[Paper, ...] = ()
    unsettled: tuple[Outcome, ...] = ()


def front_of(forum: Forum, *, inside: bool) -> Front:
    """The front page, for those inside or for everybody, in a fixed number of queries."""
    meetings = forum.meeting_set.select_related("forum")
    meetings = meetings if inside else meetings.filter(agenda_published_at__isnull=False)
    outcomes = readable(forum, inside=inside)
    papers = Paper.objects.public().filter(forum=forum)
    papers = papers.select_related("forum", "agenda_item__meeting", "matter")
    unsettled = outcomes.unsettled(inside=inside).select_related(
        "forum", "question__placement__recommendation__matter"
    )
    known = list(meetings.going_ahead().order_by("held_on"))
    return Front(
        next((each for each in known if each.closed_at is None), None),
        next((each for each in reversed(known) if each.closed_at is not None), None),
        tuple(rows_of(newest_first(outcomes, inside=inside)[:LATEST])),
        tuple(papers.order_by("-agenda_item__meeting__held_on", "-tabled_at")[:LATEST]),
        tuple(unsettled.order_by("decided_on")),
    )
