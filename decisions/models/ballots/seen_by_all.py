"""What everybody sees of a running meeting: read once after each entry of the trail, for all.

All that it shows is changed by steps, and each step writes an entry: as long as the head of the
forum's trail is the same, so is this. A vote writes none, and nothing here depends on one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from decisions.choices import USUAL
from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.entries import entries_on_procedure
from decisions.models.ballots.questions_ahead import QuestionAhead, questions_ahead
from decisions.models.outcomes.outcome import Outcome
from forum.choices import ItemKind, MeetingStage
from forum.models import AgendaItem, Meeting
from forum.models.quorum import quorum_of
from forum.rules.quorum import Quorum
from papers.models import Paper
from papers.models.electorate import Room, room
from papers.rules.electorate import Entry

MEETINGS = 16
"""Of how many states of meetings a server process keeps what all see."""


@dataclass(frozen=True)
class Decided:
    """What came of something already, in words; only of what is closed."""

    number: str
    what: str
    group: str
    result: str
    ballot: Ballot | None


@dataclass(frozen=True)
class Put:
    """A point of procedure: its ballot, or the register as it would be drawn up now."""

    what: str
    entries: tuple[Entry, ...]
    ballot: Ballot | None


@dataclass(frozen=True)
class Shared:
    """A meeting as it is for everybody; nobody changes what is in it."""

    meeting: Meeting
    place: Room
    quorum: Quorum
    papers: tuple[Paper, ...]
    ballots: tuple[Ballot, ...]
    outcomes: Mapping[UUID, Outcome]
    questions: tuple[QuestionAhead, ...]
    """Those of the item that the meeting is on; outside a meeting all of them."""
    procedures: tuple[Put, ...]
    decided: tuple[Decided, ...]


def shared_by_all(meeting: Meeting) -> Shared:
    """What all see of the meeting; read anew once the trail of the forum has another entry."""
    return _read(meeting.pk, meeting.forum.trail_head.hash)


@lru_cache(maxsize=MEETINGS)
def _read(meeting_pk: UUID, head: str) -> Shared:
    meeting = Meeting.objects.select_related("forum", "current_item", "presiding").get(
        pk=meeting_pk
    )
    in_the_room = meeting.stage in (MeetingStage.OPEN, MeetingStage.HELD)
    place = room(meeting, in_the_room=in_the_room)
    standing = Ballot.objects.standing().about(meeting).select_related("elected__person")
    ballots = tuple(standing.order_by("opened_at"))
    outcomes = {each.question_id: each for each in _outcomes(meeting)}
    return Shared(
        meeting=meeting,
        place=place,
        quorum=quorum_of(meeting, item=meeting.current_item),
        papers=_papers(meeting.current_item),
        ballots=ballots,
        outcomes=outcomes,
        questions=tuple(_questions(meeting, place)),
        procedures=tuple(_procedures(meeting.current_item, ballots, place)),
        decided=tuple(_decided(ballots, outcomes)),
    )


def _questions(meeting: Meeting, place: Room) -> Iterator[QuestionAhead]:
    for ahead in questions_ahead(meeting, place):
        if meeting.is_outside or ahead.placement.agenda_item_id == meeting.current_item_id:
            yield ahead


def _procedures(
    item: AgendaItem | None, ballots: tuple[Ballot, ...], place: Room
) -> Iterator[Put]:
    """Ballots on procedure under the item, or else what is usually put under such a one."""
    if item is None:
        return
    taken = [each for each in ballots if each.procedure and each.agenda_item_id == item.pk]
    usual = USUAL.get(ItemKind(item.kind))
    for ballot in taken:
        yield Put(ballot.get_procedure_display(), (), ballot)
    if usual and not taken:
        yield Put(usual.label, entries_on_procedure(item, usual, within=place), None)


def _decided(ballots: tuple[Ballot, ...], outcomes: Mapping[UUID, Outcome]) -> Iterator[Decided]:
    """Outcomes recorded, and ballots closed; nothing of what is still open."""
    for outcome in outcomes.values():
        yield _resolved(outcome)
    for ballot in ballots:
        if ballot.is_closed and ballot.question_id not in outcomes:
            yield Decided(
                number=ballot.agenda_item.number,
                what=str(ballot),
                group="",
                result=f"Vote closed. {ballot.counts}",
                ballot=ballot,
            )


def _outcomes(meeting: Meeting) -> QuerySet[Outcome]:
    outcomes = Outcome.objects.filter(question__placement__meeting=meeting)
    return outcomes.select_related(
        "forum",
        "ballot",
        "question__placement__recommendation__paper",
        "question__placement__agenda_item",
    ).order_by("decided_at")


def _resolved(outcome: Outcome) -> Decided:
    question = outcome.question
    counts = f". {outcome.ballot.counts}" if outcome.ballot else ""
    return Decided(
        number=question.placement.agenda_item.number,
        what=str(question.placement.recommendation),
        group=question.get_group_display(),
        result=f"{outcome.get_result_display()}{counts}",
        ballot=outcome.ballot,
    )


def _papers(item: AgendaItem | None) -> tuple[Paper, ...]:
    """The papers before the meeting under the item."""
    if item is None:
        return ()
    papers = Paper.objects.filter(agenda_item=item, tabled_at__isnull=False)
    return tuple(papers.select_related("forum").order_by("recorded_at"))
