"""The agenda as the meeting goes through it: where each item stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Q

from decisions.choices import BallotStatus, Result
from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.overriding import TypedSoFar
from decisions.models.ballots.voting import Vote
from decisions.models.outcomes.outcome import Outcome
from decisions.rules.running import Standing, item_standing
from forum.models import AgendaItem, Meeting, TrailHead

OUTCOME = "placements__questions__outcome"
_OPEN = Q(ballots__status=BallotStatus.OPEN)


@dataclass(frozen=True)
class AgendaLine:
    """An item of the agenda, and how far the meeting is with it."""

    item: AgendaItem
    questions: int
    answered: int
    unsettled: int
    """Outcomes that wait for their source."""
    deferred: int
    open_ballots: int
    is_now: bool

    @property
    def standing(self) -> Standing:
        return item_standing(
            is_taken=self.item.taken is not None,
            questions=self.questions,
            answered=self.answered,
            open_ballots=self.open_ballots,
        )

    @property
    def words(self) -> str:
        """Where it stands, in words: "1 of 3 outcomes recorded", "Nothing to decide"."""
        if self.questions and self.standing != Standing.TO_COME:
            return f"{self.answered} of {self.questions} recorded"
        if self.questions:
            return f"{self.questions} to decide"
        return "Taken" if self.standing == Standing.TAKEN else "Nothing to decide"

    @property
    def colour(self) -> str:
        return "green" if self.standing == Standing.ANSWERED else "grey"


def agenda_so_far(meeting: Meeting) -> tuple[AgendaLine, ...]:
    """Every item with what was put, answered and is open under it, in one query."""
    unsettled = Outcome.objects.unsettled()
    items = meeting.items.annotate(
        put=Count("placements__questions", distinct=True),
        answered=Count(OUTCOME, distinct=True),
        waiting=Count(OUTCOME, filter=Q(**{f"{OUTCOME}__in": unsettled}), distinct=True),
        put_off=Count(OUTCOME, filter=Q(**{f"{OUTCOME}__result": Result.DEFERRED}), distinct=True),
        under_vote=Count("ballots", filter=_OPEN, distinct=True),
    )
    return tuple(
        AgendaLine(
            item,
            questions=item.put,
            answered=item.answered,
            unsettled=item.waiting,
            deferred=item.put_off,
            open_ballots=item.under_vote,
            is_now=item.pk == meeting.current_item_id,
        )
        for item in items.order_by("position")
    )


def open_ballots(meeting: Meeting) -> int:
    """How many ballots of the meeting are open."""
    return Ballot.objects.filter(agenda_item__meeting=meeting, status=BallotStatus.OPEN).count()


def as_of_now(meeting: Meeting) -> str:
    """Changes whenever the screen of the meeting would: with the trail, a vote, or the typing."""
    head = TrailHead.objects.filter(forum=meeting.forum_id).values_list("hash", flat=True)
    voting = Vote.objects.filter(ballot__agenda_item__meeting=meeting).count()
    typed = TypedSoFar.objects.filter(forum=meeting.forum_id).aggregate(last=Max("typed_at"))
    return f"{head.first()}-{voting}-{typed['last']}"
