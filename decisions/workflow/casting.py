"""Votes: a member's own, which is final, and the casting vote of who presides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from decisions.choices import BallotStatus, DecisionEvent, VoteCast
from decisions.models import Ballot, RegisterEntry, Vote
from decisions.models.ballots.ballot_facts import may_be_cast, vote_facts
from decisions.rules.voting import may_vote
from forum import audit
from forum.locks import SHARE, lock_row
from forum.models import Person
from forum.models.presiding import presiding_over
from forum.permissions import may_preside, require_own


@transaction.atomic
def cast_vote(
    ballot: Ballot,
    *,
    choice: VoteCast,
    option_letter: str = "",
    number: Decimal | None = None,
    by: Person,
) -> Vote:
    """Cast the vote of the seat that the person sits for; it is final.

    The vote takes a share of the ballot's lock, and closing takes the whole of it: a vote counts
    if and only if it was committed before the ballot closed.
    """
    entry = entry_of(ballot, by)
    if entry is None:
        raise PermissionDenied
    # Who has voted, or comes after the close, is refused before they hold anybody up.
    facts = vote_facts(ballot, entry, choice, option_letter, number)
    may_vote(facts).insist()
    question = ballot.question
    lock_row(ballot, SHARE)
    ballot.question = question  # What is put was fixed at tabling and need not be read again.
    lock_row(entry)
    status, has_voted = BallotStatus(ballot.status), hasattr(entry, "vote")
    may_vote(replace(facts, status=status, has_voted=has_voted)).insist()
    vote = Vote(
        forum_id=ballot.forum_id,
        ballot=ballot,
        entry=entry,
        choice=choice,
        option_letter=option_letter,
        number=number,
        cast_at=timezone.now(),
        cast_by=by,
    )
    vote.save(force_insert=True)
    return vote


def entry_of(ballot: Ballot, person: object) -> RegisterEntry | None:
    """The line of the register that the person votes on; one that may vote comes first."""
    if not isinstance(person, Person) or not person.is_active:
        return None
    lines = ballot.register.of(person).order_by("-is_eligible", "position")
    return lines.select_related("vote").first()


@transaction.atomic
def give_casting_vote(ballot: Ballot, choice: VoteCast, *, by: Person, on: date) -> Ballot:
    """Break a tie, where the constitution gives who presides a casting vote; it is final.

    Entered by the clerk as the chair says it, or by who presides.
    """
    chair = presiding_over(ballot.meeting)
    require_own(by, ballot.forum, is_own=by == chair and may_preside(by))
    lock_row(ballot)
    may_be_cast(ballot).insist()
    ballot.casting_vote = choice
    ballot.casting_at, ballot.casting_by = timezone.now(), by
    ballot.save(update_fields=["casting_vote", "casting_at", "casting_by"])
    question = ballot.question
    audit.record(
        DecisionEvent.CASTING_VOTE,
        f"Casting vote {VoteCast(choice).label.lower()}: {ballot}",
        forum=ballot.forum,
        by=by,
        on=on,
        about=ballot,
        matter=question.placement.recommendation.matter_id if question else None,
        casting_vote=str(choice),
        presiding=chair.pk if chair else None,
    )
    return ballot
