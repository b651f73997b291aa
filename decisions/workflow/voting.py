"""Ballots: opened with a frozen register, voted in, closed with their counts, or void."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from decisions.choices import ELECTIONS, BallotStatus, DecisionEvent, Method, Procedure, VoteCast
from decisions.models import Ballot, OptionCount, RegisterEntry, Vote
from decisions.models.ballot_facts import (
    close_facts,
    open_facts,
    open_procedure_facts,
    vote_facts,
)
from decisions.models.drafts import Counts
from decisions.rules.ballots import may_close_ballot, may_open_ballot, may_void
from decisions.rules.voting import may_vote
from forum import audit
from forum.choices import Role
from forum.locks import SHARE, lock_row
from forum.models import AgendaItem, Meeting, Person
from forum.permissions import require
from papers.models import Question
from papers.models.electorate import holder_of_each_seat, seat_facts
from papers.rules.electorate import Entry, procedure_register, register

Counted = tuple[int | None, int | None, int | None]
"""For, against, abstained; none of them where nobody counted."""


@transaction.atomic
def open_ballot(question: Question, method: Method, *, by: Person, on: date) -> Ballot:
    """Open a ballot for one group and freeze its register: who may vote, and why."""
    placement = question.placement
    require(by, question.forum, Role.CLERK)
    lock_row(question)
    entries = entries_for(question, in_the_room=True)
    may_open_ballot(open_facts(question, entries, method)).insist()
    ballot = Ballot(question=question, agenda_item=placement.agenda_item, method=method)
    return _open(
        ballot, entries, str(question), matter=placement.recommendation.matter_id, by=by, on=on
    )


@transaction.atomic
def open_procedural_ballot(
    agenda_item: AgendaItem, procedure: Procedure, method: Method, *, by: Person, on: date
) -> Ballot:
    """Open a ballot of all members on a question of procedure, such as agreeing the minutes."""
    require(by, agenda_item.forum, Role.CLERK)
    lock_row(agenda_item)
    entries = procedure_entries(agenda_item, procedure)
    may_open_ballot(open_procedure_facts(agenda_item, procedure, entries, method)).insist()
    ballot = Ballot(agenda_item=agenda_item, procedure=procedure, method=method)
    return _open(ballot, entries, Procedure(procedure).label, matter=None, by=by, on=on)


def entries_for(question: Question, *, in_the_room: bool) -> tuple[Entry, ...]:
    """The register as it would be frozen now; before the meeting, as it stands on paper."""
    placement = question.placement
    recommendation = placement.recommendation
    return register(
        recommendation.kind,
        asked=question.group,
        groups=recommendation.asked_groups,
        seats=seat_facts(placement.meeting, in_the_room=in_the_room),
        on=placement.meeting.held_on,
    )


def procedure_entries(agenda_item: AgendaItem, procedure: Procedure) -> tuple[Entry, ...]:
    """The register of a question of procedure, as it would be frozen now."""
    meeting = agenda_item.meeting
    return procedure_register(
        seat_facts(meeting, in_the_room=True),
        on=meeting.held_on,
        is_election=procedure in ELECTIONS,
    )


@transaction.atomic
def cast_vote(ballot: Ballot, *, choice: VoteCast, option_letter: str = "", by: Person) -> Vote:
    """Cast the vote of the seat that the person holds; it is final.

    The vote takes a share of the ballot's lock, and closing takes the whole of it: a vote counts
    if and only if it was committed before the ballot closed.
    """
    question = ballot.question
    lock_row(ballot, SHARE)
    ballot.question = question  # What is put was fixed at tabling and need not be read again.
    entry = entry_of(ballot, by)
    if entry is None:
        raise PermissionDenied
    lock_row(entry)
    may_vote(vote_facts(ballot, entry, choice, option_letter)).insist()
    vote = Vote(
        forum_id=ballot.forum_id,
        ballot=ballot,
        entry=entry,
        choice=choice,
        option_letter=option_letter,
        cast_at=timezone.now(),
        cast_by=by,
    )
    vote.save(force_insert=True)
    return vote


def entry_of(ballot: Ballot, person: object) -> RegisterEntry | None:
    """The line of the register that the person stands on; one that may vote comes first."""
    if not isinstance(person, Person) or not person.is_active:
        return None
    lines = ballot.register.filter(appointment__person=person).order_by("-is_eligible", "position")
    return lines.select_related("vote").first()


@transaction.atomic
def close_ballot(ballot: Ballot, counts: Counts | None = None, *, by: Person, on: date) -> Ballot:
    """Close a ballot with its counts: those of the votes cast, or those the clerk took."""
    counts = counts or Counts()
    require(by, ballot.forum, Role.CLERK)
    lock_row(ballot)
    may_close_ballot(close_facts(ballot, counts)).insist()
    if ballot.method == Method.ELECTRONIC:
        cast = Counter(ballot.votes.values_list("choice", flat=True))
        tallied: Counted = (cast[VoteCast.FOR], cast[VoteCast.AGAINST], cast[VoteCast.ABSTAIN])
    else:
        tallied = (counts.votes_for, counts.votes_against, counts.abstentions)
        _count_options(ballot, counts.options)
    ballot.votes_for, ballot.votes_against, ballot.abstentions = tallied
    ballot.stated_carried = counts.stated_carried
    ballot.status = BallotStatus.CLOSED
    ballot.closed_at, ballot.closed_by = timezone.now(), by
    ballot.save()
    _record(DecisionEvent.BALLOT_CLOSED, "closed", ballot, by=by, on=on, **_result(ballot))
    return ballot


@transaction.atomic
def void_ballot(ballot: Ballot, *, reason: str, by: Person, on: date) -> Ballot:
    """Void a ballot, so that it can be run again; what was cast stays on record."""
    require(by, ballot.forum, Role.CLERK)
    lock_row(ballot)
    may_void(
        where=str(ballot),
        status=BallotStatus(ballot.status),
        reason=reason,
        has_outcome=hasattr(ballot, "outcome"),
    ).insist()
    ballot.status, ballot.void_reason = BallotStatus.VOID, reason
    ballot.voided_at, ballot.voided_by = timezone.now(), by
    ballot.save(update_fields=["status", "void_reason", "voided_at", "voided_by"])
    _record(DecisionEvent.BALLOT_VOIDED, f"void: {reason}", ballot, by=by, on=on, reason=reason)
    return ballot


def _open(
    ballot: Ballot,
    entries: Iterable[Entry],
    title: str,
    *,
    matter: object,
    by: Person,
    on: date,
) -> Ballot:
    meeting = ballot.agenda_item.meeting
    quorum = meeting.quorum()
    ballot.forum = ballot.agenda_item.forum
    ballot.quorum_needed, ballot.quorum_present = quorum.needed, quorum.present
    ballot.opened_at, ballot.opened_by, ballot.opened_on = timezone.now(), by, on
    ballot.keep()
    _freeze(ballot, entries, meeting)
    ballot.status = BallotStatus.OPEN
    ballot.save(update_fields=["status"])
    may = sum(entry.is_eligible for entry in entries)
    audit.record(
        DecisionEvent.BALLOT_OPENED,
        f"Ballot opened: {title}. {may} on the register may vote; "
        f"{quorum.present} members present, {quorum.needed} needed for a quorum.",
        forum=ballot.forum,
        by=by,
        on=on,
        about=ballot,
        matter=matter,
        method=ballot.method,
        quorum_needed=quorum.needed,
        quorum_present=quorum.present,
        register=[
            {
                "seat": entry.seat,
                "name": entry.seat_name,
                "may_vote": entry.is_eligible,
                "code": entry.code,
            }
            for entry in entries
        ],
    )
    return ballot


def _freeze(ballot: Ballot, entries: Iterable[Entry], meeting: Meeting) -> None:
    holders = holder_of_each_seat(meeting)
    RegisterEntry.objects.bulk_create(
        RegisterEntry(
            forum=ballot.forum,
            ballot=ballot,
            seat_id=str(entry.seat),
            appointment=holders.get(entry.seat),
            position=position,
            seat_name=entry.seat_name,
            holder_name=entry.holder_name,
            group=entry.group,
            is_eligible=entry.is_eligible,
            code=entry.code,
            reason=entry.reason,
        )
        for position, entry in enumerate(entries, start=1)
    )


def _count_options(ballot: Ballot, options: Mapping[str, int]) -> None:
    for letter, votes in options.items():
        OptionCount(forum=ballot.forum, ballot=ballot, letter=letter, votes=votes).keep()


def _result(ballot: Ballot) -> dict[str, object]:
    """What the closing entry carries: the counts, and every vote by seat."""
    return {
        "for": ballot.votes_for,
        "against": ballot.votes_against,
        "abstentions": ballot.abstentions,
        "stated_carried": ballot.stated_carried,
        "votes": [
            {"seat": vote.entry.seat_id, "choice": vote.choice, "option": vote.option_letter}
            for vote in ballot.votes.select_related("entry").order_by("entry__position")
        ],
        "options": {count.letter: count.votes for count in ballot.option_counts.all()},
    }


def _record(event: str, verb: str, ballot: Ballot, *, by: Person, on: date, **facts: Any) -> None:
    question = ballot.question
    audit.record(
        event,
        f"Ballot {verb}: {ballot}" if not verb.startswith("void") else f"Ballot {verb} ({ballot})",
        forum=ballot.forum,
        by=by,
        on=on,
        about=ballot,
        matter=question.placement.recommendation.matter_id if question else None,
        **facts,
    )
