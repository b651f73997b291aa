"""Ballots: opened with a frozen register, closed with their counts, or void."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from string import ascii_uppercase
from typing import Any

from django.db import transaction
from django.utils import timezone

from decisions.choices import BallotStatus, DecisionEvent, Method, Procedure, VoteCast
from decisions.models import Ballot, Candidate, NumberCount, OptionCount, RegisterEntry
from decisions.models.ballots.ballot_facts import close_facts, is_carried, taken_part
from decisions.models.ballots.electing import candidates_of, ruling_on_candidates, with_winner
from decisions.models.ballots.entries import entries_for, entries_on_procedure
from decisions.models.ballots.opening import members_to_ask, open_facts, open_procedure_facts
from decisions.models.room.drafts import Counts
from decisions.rules.ballots import may_close_ballot, may_open_ballot, may_void
from decisions.workflow.ballot_letters import tell_voters
from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import AgendaItem, Appointment, Meeting, Person
from forum.models.quorum import quorum_of
from forum.permissions import require
from papers.models import Question
from papers.models.electorate import room
from papers.rules.electorate import Entry

Counted = tuple[int | None, int | None, int | None]
"""For, against, abstained; none of them where nobody counted."""


@transaction.atomic
def open_ballot(
    question: Question, method: Method, *, number_asked: str = "", by: Person, on: date
) -> Ballot:
    """Open a ballot for one group and freeze its register: who may vote, and why."""
    placement = question.placement
    require(by, question.forum, Role.CLERK)
    lock_row(placement.meeting)
    lock_row(question)
    entries = entries_for(question, in_the_room=True)
    facts = replace(open_facts(question, entries, method), asks_number=bool(number_asked.strip()))
    may_open_ballot(facts).insist()
    ballot = Ballot(
        question=question,
        agenda_item=placement.agenda_item,
        method=method,
        number_asked=number_asked.strip(),
    )
    return _open(ballot, entries, by=by, on=on)


@transaction.atomic
def open_procedural_ballot(
    agenda_item: AgendaItem,
    procedure: Procedure,
    method: Method,
    *,
    candidates: Sequence[Appointment] = (),
    by: Person,
    on: date,
) -> Ballot:
    """Open a ballot of all members on a question of procedure, such as agreeing the minutes."""
    require(by, agenda_item.forum, Role.CLERK)
    lock_row(agenda_item.meeting)
    lock_row(agenda_item)
    entries = entries_on_procedure(agenda_item, procedure)
    facts = open_procedure_facts(
        agenda_item, procedure, entries, method, candidates=len(candidates)
    )
    standing = ruling_on_candidates(agenda_item.meeting, procedure, candidates)
    (may_open_ballot(facts) + standing).insist()
    ballot = Ballot(agenda_item=agenda_item, procedure=procedure, method=method)
    return _open(ballot, entries, candidates, by=by, on=on)


@transaction.atomic
def close_ballot(ballot: Ballot, counts: Counts | None = None, *, by: Person, on: date) -> Ballot:
    """Close a ballot with its counts: those of the votes cast, or those the clerk took."""
    require(by, ballot.forum, Role.CLERK)
    lock_row(ballot)
    counts = with_winner(ballot, counts or Counts())
    may_close_ballot(close_facts(ballot, counts)).insist()
    if ballot.method == Method.ELECTRONIC:
        cast = Counter(ballot.votes.values_list("choice", flat=True))
        tallied: Counted = (cast[VoteCast.FOR], cast[VoteCast.AGAINST], cast[VoteCast.ABSTAIN])
    else:
        tallied = (counts.votes_for, counts.votes_against, counts.abstentions)
        _count(ballot, counts)
    ballot.votes_for, ballot.votes_against, ballot.abstentions = tallied
    unanimous = ballot.method == Method.UNANIMOUS and not ballot.is_election
    ballot.stated_carried = True if unanimous else counts.stated_carried
    ballot.elected = _elected(ballot, counts)
    if ballot.is_outside:
        ballot.replied = taken_part(ballot.meeting)
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
    candidates: Sequence[Appointment] = (),
    *,
    by: Person,
    on: date,
) -> Ballot:
    meeting = ballot.agenda_item.meeting
    _under_the_constitution(ballot, meeting)
    ballot.forum = ballot.agenda_item.forum
    ballot.opened_at, ballot.opened_by, ballot.opened_on = timezone.now(), by, on
    ballot.keep()
    lines = _freeze(ballot, entries, meeting)
    for letter, standing in zip(ascii_uppercase, candidates, strict=False):
        Candidate(forum=ballot.forum, ballot=ballot, appointment=standing, letter=letter).keep()
    ballot.status = BallotStatus.OPEN
    ballot.save(update_fields=["status"])
    tell_voters(ballot, lines)
    may, question = sum(entry.is_eligible for entry in entries), ballot.question
    audit.record(
        DecisionEvent.BALLOT_OPENED,
        f"Ballot opened: {ballot}. {may} on the register may vote; "
        f"{_room_in_words(ballot)}, {ballot.quorum_needed} needed for a quorum.",
        forum=ballot.forum,
        by=by,
        on=on,
        about=ballot,
        matter=question.placement.recommendation.matter_id if question else None,
        method=ballot.method,
        quorum_needed=ballot.quorum_needed,
        quorum_present=ballot.quorum_present,
        majority=ballot.majority,
        casting_vote=ballot.has_casting_vote,
        contacted=ballot.contacted,
        number_asked=ballot.number_asked,
        candidates=[each.pk for each in candidates],
        register=[
            {
                "seat": line.seat_id,
                "name": line.seat_name,
                "may_vote": line.is_eligible,
                "code": line.code,
                "substitution": line.substitution_id,
                "overridden": line.overridden,
            }
            for line in lines
        ],
    )
    return ballot


def _under_the_constitution(ballot: Ballot, meeting: Meeting) -> None:
    """The quorum, the majority and the casting vote, by the settings in force on the day."""
    rules = meeting.forum.constitution_on(meeting.held_on)
    question = ballot.question
    about = question.placement.recommendation_id if question else None
    quorum = quorum_of(meeting, item=ballot.agenda_item, about=about)
    ballot.quorum_needed, ballot.quorum_present = quorum.needed, quorum.present
    ballot.majority, ballot.has_casting_vote = rules.majority_rule, rules.chair_casting_vote
    if meeting.is_outside:
        ballot.contacted = len(members_to_ask(meeting))
        ballot.quorum_present = 0


def _room_in_words(ballot: Ballot) -> str:
    if ballot.is_outside:
        return f"{ballot.contacted} members asked outside a meeting"
    return f"{ballot.quorum_present} members present"


def _freeze(ballot: Ballot, entries: Iterable[Entry], meeting: Meeting) -> list[RegisterEntry]:
    place = room(meeting, in_the_room=True)
    return RegisterEntry.objects.bulk_create(
        RegisterEntry(
            forum=ballot.forum,
            ballot=ballot,
            seat_id=str(entry.seat),
            appointment=place.holders.get(entry.seat),
            substitution=place.substitutes.get(entry.seat) if entry.by_substitute else None,
            overridden=entry.overridden,
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


def _count(ballot: Ballot, counts: Counts) -> None:
    """Hands raised for an option, a number or a candidate, beside those for and against."""
    forum = ballot.forum
    standing = {each.appointment_id: each.letter for each in ballot.candidates.all()}
    hands = [*counts.options.items()]
    hands += [(standing[member], votes) for member, votes in counts.candidates.items()]
    for letter, votes in hands:
        OptionCount(forum=forum, ballot=ballot, letter=letter, votes=votes).keep()
    for number, votes in counts.numbers.items():
        NumberCount(forum=forum, ballot=ballot, number=number, votes=votes).keep()


def _elected(ballot: Ballot, counts: Counts) -> Appointment | None:
    """As the clerk entered it; who stands alone on members' devices, if they were carried."""
    if ballot.is_election and ballot.method == Method.ELECTRONIC and is_carried(ballot):
        standing = candidates_of(ballot)
        return standing[0].appointment if len(standing) == 1 else None
    return counts.elected


def _result(ballot: Ballot) -> dict[str, object]:
    """What the closing entry carries: the counts, and every vote by seat."""
    return {
        "for": ballot.votes_for,
        "against": ballot.votes_against,
        "abstentions": ballot.abstentions,
        "stated_carried": ballot.stated_carried,
        "votes": [
            {
                "seat": vote.entry.seat_id,
                "choice": vote.choice,
                "option": vote.option_letter,
                "number": vote.number,
            }
            for vote in ballot.votes.select_related("entry").order_by("entry__position")
        ],
        "options": {count.letter: count.votes for count in ballot.option_counts.all()},
        "numbers": [
            {"number": count.number, "votes": count.votes} for count in ballot.number_counts.all()
        ],
        "elected": ballot.elected_id,
        "replied": ballot.replied,
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
