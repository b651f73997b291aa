"""A member's vote in an open ballot, and the casting vote of who presides.

Schools Forums (England) Regulations 2012, reg 8(9)-(10); the register frozen at opening says who
may vote. The regulations give no casting vote: only the forum's constitution can, and not to a
chair outside the group that votes (East Sussex, 12 September 2025).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from decisions.choices import BallotStatus, Method, VoteCast
from decisions.rules.law import CONSTITUTION, VOTERS
from decisions.rules.numbers import may_answer
from decisions.rules.tally import Tally
from forum.choices import MajorityRule
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
    number: Decimal | None = None
    asks_number: bool = False


def may_vote(facts: VotingFacts) -> Ruling:
    """A member votes once, in an open electronic ballot, when the register says so."""
    return Ruling.of(_voting(facts))


def may_give_casting_vote(  # noqa: PLR0913 (each says why the chair may not)
    *,
    where: str,
    in_constitution: bool,
    chair_is_eligible: bool,
    votes: Tally,
    chair_present: bool = True,
    status: BallotStatus = BallotStatus.CLOSED,
    has_outcome: bool = False,
    already: bool = False,
    majority: MajorityRule = MajorityRule.SIMPLE,
) -> Ruling:
    """Who presides casts on a tie, where the constitution says so and they may vote on it."""
    reasons = [
        *_too_late(where, status, has_outcome, already),
        *_no_such_vote(where, in_constitution, chair_present, chair_is_eligible),
        *_no_tie(where, votes, majority),
    ]
    return Ruling.of(reasons)


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
    yield from may_answer(
        where=where, choice=facts.choice, number=facts.number, asks_number=facts.asks_number
    ).reasons


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


def _too_late(
    where: str, status: BallotStatus, has_outcome: bool, already: bool
) -> Iterator[Reason]:
    if status != BallotStatus.CLOSED:
        yield Reason(
            "ballot-not-closed",
            f"The ballot is {status.label.lower()}: a tie shows only in a closed one.",
            "the clerk",
            where=where,
        )
    if has_outcome:
        yield Reason("outcome-exists", "Its outcome is recorded already.", where=where)
    if already:
        yield Reason("cast-already", "The casting vote is given, and it is final.", where=where)


def _no_such_vote(
    where: str, in_constitution: bool, chair_present: bool, chair_is_eligible: bool
) -> Iterator[Reason]:
    if not in_constitution:
        yield Reason(
            "no-casting-vote",
            "The forum's constitution gives the chair no casting vote, so a tie is not carried.",
            source=CONSTITUTION,
            where=where,
        )
    if not chair_present:
        yield Reason(
            "chair-not-present",
            "Nobody who presides was there when the ballot opened, so nobody can cast.",
            source=CONSTITUTION,
            where=where,
        )
    elif not chair_is_eligible:
        yield Reason(
            "chair-not-eligible",
            "The chair is outside the group that votes on this, and can neither vote nor cast.",
            source=VOTERS,
            where=where,
        )


def _no_tie(where: str, votes: Tally, majority: MajorityRule) -> Iterator[Reason]:
    asked = votes.majority if majority == MajorityRule.SIMPLE else majority
    if asked != MajorityRule.SIMPLE:
        yield Reason(
            "majority-not-simple",
            f"A casting vote breaks a tie only where more for than against carries; here it is "
            f"“{asked.label.lower()}”.",
            source=CONSTITUTION,
            where=where,
        )
    elif not votes.is_tie:
        yield Reason("no-tie", "There is no tie for the chair to break.", where=where)
