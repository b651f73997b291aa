"""Interests as they meet the votes: who may declare one, and whether it comes too late."""

from __future__ import annotations

from decisions.choices import BallotStatus
from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.voting import RegisterEntry
from decisions.models.room.attending import Attending, SeatRow
from forum.models import Interest, Person


def declaring(room: Attending, person: Person | None) -> list[SeatRow]:
    """The seats for which the person declares: their own, or as a substitute; all for None."""
    return [row for row in room.rows if row.holder and (person is None or _sits(row, person))]


def voting_now(interest: Interest) -> dict[str, bool]:
    """Whether a ballot that it bears on is open, and whether the member has voted there."""
    ballots = Ballot.objects.standing().filter(agenda_item__meeting=interest.meeting_id)
    if interest.agenda_item_id:
        ballots = ballots.filter(agenda_item=interest.agenda_item_id)
    if interest.about:
        ballots = ballots.filter(question__placement__recommendation=interest.about)
    voted = RegisterEntry.objects.filter(ballot__in=ballots, vote__isnull=False)
    return {
        "has_ballot_open": ballots.filter(status=BallotStatus.OPEN).exists(),
        "has_voted": voted.filter(seat=interest.appointment.seat_id).exists(),
    }


def _sits(row: SeatRow, person: Person) -> bool:
    return row.is_substitute(person) or (
        row.holder is not None and row.holder.person_id == person.pk
    )
