"""The register of a ballot as it would be frozen now, or as it stands on paper before."""

from __future__ import annotations

from uuid import UUID

from decisions.choices import ELECTIONS, Procedure
from decisions.models.ballots.overriding import RegisterOverride
from forum.models import AgendaItem
from papers.models import Question
from papers.models.electorate import Overrides, Room, entries, procedure_entries, room
from papers.rules.electorate import Entry, OverrideFacts


def entries_for(
    question: Question, *, in_the_room: bool, within: Room | None = None, ruled: bool = True
) -> tuple[Entry, ...]:
    """Every seat, whether it may vote on the question, and why; with the clerk's rulings."""
    placement = question.placement
    place = within or room(placement.meeting, in_the_room=in_the_room)
    place = place.when(placement.agenda_item)
    overrides = _rulings(question=question) if ruled else {}
    return entries(
        placement.kind,
        asked=question.group,
        groups=placement.asked_groups,
        room=place,
        seats=place.facts(placement.agenda_item, placement.recommendation_id, overrides=overrides),
    )


def entries_on_procedure(
    agenda_item: AgendaItem,
    procedure: Procedure | str,
    *,
    within: Room | None = None,
    ruled: bool = True,
) -> tuple[Entry, ...]:
    """The register of a question of procedure, which is put to all members."""
    place = (within or room(agenda_item.meeting, in_the_room=True)).when(agenda_item)
    overrides = _rulings(agenda_item=agenda_item, procedure=procedure) if ruled else {}
    return procedure_entries(
        place,
        place.facts(agenda_item, overrides=overrides),
        is_election=procedure in ELECTIONS,
    )


def _rulings(**on: object) -> Overrides:
    """The clerk's last ruling on each seat."""
    rulings = RegisterOverride.objects.filter(**on).order_by("ruled_at")
    found: dict[UUID, OverrideFacts] = {
        each.seat_id: OverrideFacts(may_vote=each.may_vote, reason=each.reason) for each in rulings
    }
    return found
