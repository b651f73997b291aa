"""What a member may vote on at the next meeting, and why, before anybody is in the room."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from forum.models import Appointment, Forum, Meeting, Person
from papers.models import Question
from papers.models.electorate import seat_facts
from papers.rules.electorate import Entry, SeatFacts, register


@dataclass(frozen=True)
class QuestionAhead:
    """A question of the next meeting, and where the member stands on its register."""

    question: Question
    entry: Entry | None
    """None where the member holds no seat on the day."""
    may_vote: int
    """How many seats may vote if their members come."""


@dataclass(frozen=True)
class VotesAhead:
    """The next meeting as one member will meet it."""

    meeting: Meeting | None
    questions: tuple[QuestionAhead, ...] = ()

    @property
    def mine(self) -> tuple[QuestionAhead, ...]:
        return tuple(each for each in self.questions if each.entry and each.entry.is_eligible)


def votes_ahead(forum: Forum, person: Person) -> VotesAhead:
    """The tabled questions of the next meeting whose agenda is out, whatever their number."""
    meetings = forum.meeting_set.public().filter(closed_at__isnull=True)
    meeting = meetings.select_related("forum").order_by("held_on").first()
    if meeting is None:
        return VotesAhead(None)
    seats = seat_facts(meeting, in_the_room=False)
    own = Appointment.objects.current(meeting.held_on).filter(forum=forum, person=person)
    held = set(own.values_list("seat", flat=True))
    return VotesAhead(
        meeting, tuple(_ahead(question, seats, held) for question in _questions(meeting))
    )


def _questions(meeting: Meeting) -> list[Question]:
    questions = Question.objects.filter(
        placement__meeting=meeting, placement__tabled_at__isnull=False
    ).select_related(
        "placement__agenda_item",
        "placement__meeting",
        "placement__recommendation__paper__forum",
        "placement__recommendation__matter",
    )
    return list(
        questions.order_by(
            "placement__agenda_item__position",
            "placement__recommendation__paper_id",
            "placement__recommendation__position",
            "position",
        )
    )


def _ahead(question: Question, seats: tuple[SeatFacts, ...], held: set[UUID]) -> QuestionAhead:
    recommendation = question.placement.recommendation
    entries = register(
        recommendation.kind,
        asked=question.group,
        groups=recommendation.asked_groups,
        seats=seats,
        on=question.placement.meeting.held_on,
    )
    own = sorted(
        (entry for entry in entries if entry.seat in held), key=lambda entry: not entry.is_eligible
    )
    return QuestionAhead(
        question, own[0] if own else None, sum(entry.is_eligible for entry in entries)
    )
