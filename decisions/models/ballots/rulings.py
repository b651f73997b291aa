"""The clerk's rulings on who may vote: those made, and whether another one may be."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from decisions.choices import BallotStatus, Procedure
from decisions.models.ballots.ballot_facts import standing_ballot
from decisions.models.ballots.entries import entries_for, entries_on_procedure
from decisions.models.ballots.overriding import RegisterOverride
from decisions.rules.overriding import may_override
from forum.models import AgendaItem
from forum.models.quorum import sitting
from forum.rules.ruling import Ruling
from papers.models import Question
from papers.models.electorate import Room
from papers.rules.electorate import Entry


def rulings_on(
    item: AgendaItem, question: Question | None, procedure: Procedure | str = ""
) -> QuerySet[RegisterOverride]:
    """What the clerk has ruled so far, in order."""
    same = {"question": question} if question else {"procedure": procedure}
    return RegisterOverride.objects.filter(agenda_item=item, **same).select_related("seat")


def by_the_rules(
    item: AgendaItem,
    question: Question | None,
    procedure: Procedure | str = "",
    *,
    within: Room | None = None,
) -> tuple[Entry, ...]:
    """The register as the rules alone have it, before the clerk has ruled."""
    if question:
        return entries_for(question, in_the_room=True, within=within, ruled=False)
    return entries_on_procedure(item, procedure, within=within, ruled=False)


def ruling_to_override(ruling: RegisterOverride, entries: Sequence[Entry]) -> Ruling:
    """Whether the clerk may rule so on a seat, of which the rules say what its entry says."""
    meeting, seat = ruling.agenda_item.meeting, ruling.seat_id
    entry = next(each for each in entries if each.seat == seat)
    before = rulings_on(ruling.agenda_item, ruling.question, ruling.procedure)
    return may_override(
        reason=ruling.reason,
        seat_is_filled=bool(entry.holder_name),
        is_present=meeting.is_outside or seat in sitting(meeting),
        may_vote_by_rules=entry.is_eligible,
        may_vote=ruling.may_vote,
        has_ballot=_has_ballot(ruling),
        ruled_before=before.filter(seat=seat).exists(),
    )


def _has_ballot(ruling: RegisterOverride) -> bool:
    """A question has one ballot that stands; procedure may be put again once one is closed."""
    if ruling.question:
        return standing_ballot(ruling.question) is not None
    on_it = ruling.agenda_item.ballots.filter(procedure=ruling.procedure)
    return on_it.filter(status=BallotStatus.OPEN).exists()
