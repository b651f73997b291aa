"""What minutes say beside the ballots of a meeting: rulings, ballots declared void, candidates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from decisions.choices import BallotStatus
from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.overriding import RegisterOverride
from decisions.models.ballots.voting import Candidate
from forum.models import Meeting


def voids_by_item(meeting: Meeting) -> Mapping[UUID, list[str]]:
    """The ballots that were declared void, each with its reason, under their items."""
    found: dict[UUID, list[str]] = defaultdict(list)
    for ballot in Ballot.objects.about(meeting).filter(status=BallotStatus.VOID):
        reason = ballot.void_reason.strip().rstrip(".")
        found[ballot.agenda_item_id].append(
            f"{ballot}: a ballot was declared void, and its votes do not count. Reason: {reason}."
        )
    return found


def rulings_by_item(meeting: Meeting) -> Mapping[UUID, list[str]]:
    """The clerk's rulings on who may vote, with their reasons, under their items."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rulings = RegisterOverride.objects.filter(agenda_item__meeting=meeting).select_related(
        "seat", "question__placement__recommendation"
    )
    for each in rulings:
        verdict = "may vote" if each.may_vote else "may not vote"
        what = each.question or each.get_procedure_display()
        reason = each.reason.strip().rstrip(".")
        found[each.agenda_item_id].append(
            f"The clerk ruled that {each.seat.name} ({each.seat.get_group_display()}) {verdict} "
            f"on {what}. Reason: {reason}. By the rules: {each.by_the_rules}"
        )
    return found


def candidates_of(meeting: Meeting) -> Mapping[UUID, Mapping[str, str]]:
    """Who stood in each election of the meeting, by letter, with their groups."""
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    standing = Candidate.objects.filter(ballot__agenda_item__meeting=meeting)
    for each in standing.select_related("appointment__person", "appointment__seat"):
        group = each.appointment.seat.get_group_display()
        found[each.ballot_id][each.letter] = f"{each.appointment.person.name} ({group})"
    return found
