"""Who may stand in an election, and whom the hands that were counted elect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from decisions.choices import Method, Procedure
from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.voting import Candidate
from decisions.models.room.drafts import Counts
from decisions.rules.elections import may_stand, winner
from forum.choices import AuthorityTie, Office
from forum.models import Appointment, Meeting
from forum.rules.ruling import Ruling


@dataclass(frozen=True)
class Nominee:
    """A member on the day, and whether they may stand."""

    appointment: Appointment
    ruling: Ruling


def office_of(procedure: Procedure | str) -> Office:
    """The office that an election fills."""
    return Office.CHAIR if procedure == Procedure.ELECT_CHAIR else Office.VICE_CHAIR


def nominees(meeting: Meeting, procedure: Procedure | str) -> list[Nominee]:
    """Every member on the day of the meeting, with what bars them from the office."""
    current = Appointment.objects.at(meeting)
    members = current.select_related("person", "seat").order_by("seat__position")
    return [Nominee(each, _may_stand(each, procedure, is_member=True)) for each in members]


def ruling_on_candidates(
    meeting: Meeting, procedure: Procedure | str, candidates: Sequence[Appointment]
) -> Ruling:
    """Whether all who were nominated may stand, each once."""
    known = {each.appointment.pk: each.ruling for each in nominees(meeting, procedure)}
    found, named = Ruling(), set()
    for each in candidates:
        again = each.person_id in named
        found += known.get(each.pk) or _may_stand(each, procedure, is_member=False)
        if again:
            found += _may_stand(each, procedure, is_member=True, stands_already=True)
        named.add(each.person_id)
    return found


def candidates_of(ballot: Ballot) -> list[Candidate]:
    """Who stands, in the order of their letters."""
    return list(ballot.candidates.select_related("appointment__person", "appointment__seat"))


def with_winner(ballot: Ballot, counts: Counts) -> Counts:
    """Who is elected where nobody says: who stands alone, or has the most hands."""
    if not ballot.is_election or counts.elected or ballot.method == Method.ELECTRONIC:
        return counts
    standing = {each.appointment_id: each.appointment for each in candidates_of(ballot)}
    if len(standing) == 1:
        return replace(counts, elected=next(iter(standing.values())))
    first = winner(counts.candidates)
    elected = [each for pk, each in standing.items() if pk == first]
    return replace(counts, elected=elected[0] if elected else None)


def _may_stand(
    member: Appointment,
    procedure: Procedure | str,
    *,
    is_member: bool,
    stands_already: bool = False,
) -> Ruling:
    return may_stand(
        where=str(member),
        is_member=is_member,
        tie=AuthorityTie(member.authority_tie),
        office=office_of(procedure),
        member_class=member.seat.member_class,
        stands_already=stands_already,
    )
