"""What the rules need to know of a ballot that is about to open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from decisions.choices import ELECTIONS, BallotStatus, Method, Procedure
from decisions.models.ballots.ballot_facts import has_agreed_minutes, standing_ballot, where
from decisions.rules.ballots import OpeningFacts, may_open_ballot
from forum.models import AgendaItem, Appointment, Meeting
from forum.models.presiding import presiding_over
from forum.models.quorum import quorum_of
from forum.rules.ruling import Ruling
from papers.choices import ForumRole
from papers.models import Question
from papers.rules.electorate import Entry


def open_facts(question: Question, entries: Iterable[Entry], method: Method) -> OpeningFacts:
    """A question about to be put to one group."""
    placement = question.placement
    return OpeningFacts(
        where=where(question),
        group_label=question.get_group_display(),
        method=method,
        forum_role=placement.kind.forum_role,
        eligible_present=sum(entry.is_eligible for entry in entries),
        quorum=quorum_of(
            placement.meeting, item=placement.agenda_item, about=placement.recommendation_id
        ),
        is_tabled=placement.tabled_at is not None,
        has_schools=question.has_schools,
        has_outcome=hasattr(question, "outcome"),
        has_standing_ballot=standing_ballot(question) is not None,
        **_meeting_facts(placement.meeting),
    )


def by_method(facts: OpeningFacts) -> dict[Method, Ruling]:
    """What stands in the way of each method; a secret ballot only comes up in an election."""
    fitting = (each for each in Method if each != Method.SECRET or facts.is_election)
    return {each: may_open_ballot(replace(facts, method=each)) for each in fitting}


def open_procedure_facts(
    agenda_item: AgendaItem,
    procedure: Procedure,
    entries: Iterable[Entry],
    method: Method,
    *,
    candidates: int = 0,
) -> OpeningFacts:
    """A point of procedure about to be put to all members; one ballot on it at a time."""
    is_election = procedure in ELECTIONS
    standing = agenda_item.ballots.filter(procedure=procedure, status=BallotStatus.OPEN)
    return OpeningFacts(
        where=f"Item {agenda_item.number}, {Procedure(procedure).label}",
        group_label="all members",
        method=method,
        forum_role=ForumRole.ELECTS if is_election else ForumRole.PROCEDURE,
        eligible_present=sum(entry.is_eligible for entry in entries),
        quorum=quorum_of(agenda_item.meeting, item=agenda_item),
        has_standing_ballot=standing.exists(),
        candidates=candidates if is_election else None,
        **_meeting_facts(agenda_item.meeting),
    )


def _meeting_facts(meeting: Meeting) -> dict[str, Any]:
    """What the meeting, or the asking outside one, means for every ballot in it."""
    facts: dict[str, Any] = {
        "meeting_stage": meeting.stage,
        "minutes_are_agreed": has_agreed_minutes(meeting),
        "presiding": meeting.is_outside or presiding_over(meeting) is not None,
    }
    if meeting.is_outside:
        members = members_to_ask(meeting)
        facts |= {
            "is_outside": True,
            "in_constitution": meeting.forum.constitution_on(meeting.held_on).urgency_procedure,
            "members": len(members),
            "told": sum(bool(member.person.email) for member in members),
        }
    return facts


def members_to_ask(meeting: Meeting) -> list[Appointment]:
    """Every member on the day, all of whom are asked outside a meeting."""
    current = Appointment.objects.at(meeting)
    return list(current.select_related("person", "seat"))
