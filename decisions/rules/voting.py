"""A member's vote in an open ballot, and the casting vote of the chair.

Schools Forums (England) Regulations 2012, reg 8(9)-(10); the register frozen at opening says who
may vote. The regulations give no casting vote: only the forum's constitution can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from decisions.choices import BallotStatus, Method, VoteCast
from decisions.rules.law import VOTERS
from decisions.rules.tally import Tally
from forum.rules.ruling import Reason, Ruling


@dataclass(frozen=True)
class VotingFacts:
    """A member about to vote, as the register of the ballot has them."""

    where: str
    status: BallotStatus
    method: Method
    on_register: bool
    is_eligible: bool
    register_reason: str
    """The register's own sentence on why this seat may or may not vote."""
    has_voted: bool
    choice: VoteCast
    option_letter: str = ""
    option_letters: tuple[str, ...] = ()


def may_vote(facts: VotingFacts) -> Ruling:
    """A member votes once, in an open electronic ballot, when the register says so."""
    return Ruling.of(_voting(facts))


def may_give_casting_vote(
    *, where: str, in_constitution: bool, chair_is_eligible: bool, votes: Tally
) -> Ruling:
    """The chair casts on a tie, where the constitution says so and the chair may vote on it."""
    return Ruling.of(_casting(where, in_constitution, chair_is_eligible, votes))


def _voting(facts: VotingFacts) -> Iterator[Reason]:
    where = facts.where
    if facts.status != BallotStatus.OPEN:
        yield Reason("ballot-not-open", "The ballot is not open.", where=where)
    if facts.method != Method.ELECTRONIC:
        yield Reason("not-electronic", "The clerk counts the hands in this ballot.", where=where)
    if not facts.on_register:
        yield Reason(
            "not-on-register",
            "You are not on the register of this ballot.",
            "the clerk",
            VOTERS,
            where,
        )
    elif not facts.is_eligible:
        yield Reason("not-eligible", facts.register_reason, source=VOTERS, where=where)
    if facts.has_voted:
        yield Reason("voted-already", "Your vote is cast, and it is final.", where=where)
    yield from _preference(facts)


def _preference(facts: VotingFacts) -> Iterator[Reason]:
    if not facts.option_letter:
        return
    if facts.choice != VoteCast.FOR:
        yield Reason(
            "option-not-in-favour",
            "Choose a funding option only if you vote for.",
            "you",
            where=facts.where,
        )
    elif facts.option_letter not in facts.option_letters:
        yield Reason(
            "option-unknown",
            f"There is no option {facts.option_letter}.",
            "you",
            where=facts.where,
        )


def _casting(
    where: str, in_constitution: bool, chair_is_eligible: bool, votes: Tally
) -> Iterator[Reason]:
    if not in_constitution:
        yield Reason(
            "no-casting-vote",
            "The forum's constitution gives the chair no casting vote, so a tie is not carried.",
            source="The forum's constitution",
            where=where,
        )
    if not chair_is_eligible:
        yield Reason(
            "chair-not-eligible",
            "The chair is outside the group that votes on this and cannot cast.",
            source=VOTERS,
            where=where,
        )
    if not votes.is_tie:
        yield Reason("no-tie", "There is no tie for the chair to break.", where=where)
