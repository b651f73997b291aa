"""Whether a result fits the ballot, the quorum and the forum's role.

A decision rests on a closed ballot of a quorate forum; an inquorate one can only give a view.
That nobody who may vote was there, or that there are no such schools, are states of their own.
Where the forum is only consulted or informed, its outcome never reads as approved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from decisions.choices import CARRIED, Method, Result
from decisions.rules.law import (
    CONSTITUTION,
    FORUM_DECIDES,
    OUTSIDE_A_MEETING,
    QUORUM,
    VOTERS,
)
from decisions.rules.money import MoneyFacts
from forum.choices import MajorityRule, MeetingStage
from forum.rules.ruling import Reason, Ruling
from papers.choices import ForumRole

CLERK = "the clerk"
DECIDING = (*CARRIED, Result.NOT_CARRIED)
"""Results by which the forum decides; all others leave the question undecided."""
UNDECIDED = (
    Result.VIEW_RECORDED,
    Result.NOTED,
    Result.DEFERRED,
    Result.WITHDRAWN,
    Result.NO_ELIGIBLE_MEMBER,
)
"""Results that leave a question to a later meeting, which may ratify what was said."""
NOT_DECIDING_ROLES = (ForumRole.CONSULTED, ForumRole.INFORMED)


@dataclass(frozen=True)
class BallotFacts:
    """The ballot that an outcome rests on."""

    is_closed: bool
    carried: bool
    is_quorate: bool
    eligible_voters: int
    method: Method
    took_preferences: bool = False
    """Whether those in favour were asked, or counted, by funding option."""
    chosen_letter: str | None = None
    """The option that more than half of those in favour preferred."""
    counted_numbers: bool = False
    """Whether those in favour gave numbers, or were counted by number."""
    chosen_number: Decimal | None = None
    """The number that more than half of those in favour gave."""
    majority: MajorityRule = MajorityRule.SIMPLE
    """What the constitution asked for when the ballot opened."""
    casting_vote_open: bool = False
    """Whether it is a tie that the chair may still break (`may_give_casting_vote`)."""
    is_outside: bool = False
    """Outside a meeting it is quorate when enough members have replied."""


@dataclass(frozen=True)
class OutcomeFacts:
    """An outcome about to be recorded."""

    where: str
    """Such as "Recommendation 3(i), Maintained special schools"."""
    group_label: str
    result: Result
    forum_role: ForumRole
    meeting_stage: MeetingStage
    meeting_on: date
    is_tabled: bool = True
    has_outcome: bool = False
    has_schools: bool = True
    eligible_present: int | None = None
    """Members present who may vote; None where no ballot and nobody worked it out."""
    ballot: BallotFacts | None = None
    money: MoneyFacts = field(default_factory=MoneyFacts)
    resolution_changed: bool = False
    """Whether the text resolved differs from the text tabled."""
    cost_effect: str = ""
    deferred_to_on: date | None = None
    ratifies_earlier: bool = False
    """Whether it is linked to the inquorate view that it ratifies."""
    ratifies_view: bool = True
    """Whether all that it ratifies was left undecided (`UNDECIDED`)."""
    settles_earlier: bool = False
    """Whether it is to settle the source of an earlier one."""

    @property
    def is_carried(self) -> bool:
        return self.result in CARRIED

    @property
    def decides(self) -> bool:
        """Whether the result is a decision that this forum has power to take."""
        return self.result in DECIDING and self.forum_role not in NOT_DECIDING_ROLES


def may_resolve(facts: OutcomeFacts) -> Ruling:
    """A result is one that the forum has power to give, and that the ballot gave."""
    return Ruling.of(_obstacles(facts), _casting_vote(facts))


def _obstacles(facts: OutcomeFacts) -> Iterator[Reason]:
    yield from _role(facts)
    yield from _eligible_member(facts)
    yield from _ballot(facts)


def _casting_vote(facts: OutcomeFacts) -> Iterator[Reason]:
    if facts.result == Result.NOT_CARRIED and facts.ballot and facts.ballot.casting_vote_open:
        yield Reason(
            "casting-vote-open",
            "It is a tie, and the chair may give a casting vote. Recorded now, it is not carried.",
            "the chair",
            CONSTITUTION,
            facts.where,
        )


def _role(facts: OutcomeFacts) -> Iterator[Reason]:
    if facts.result not in DECIDING:
        return
    if facts.forum_role == ForumRole.CONSULTED:
        yield Reason(
            "consulted-cannot-decide",
            f"The forum is consulted on this and the authority decides: record a view, not "
            f"“{facts.result.label.lower()}”.",
            CLERK,
            FORUM_DECIDES,
            facts.where,
        )
    if facts.forum_role == ForumRole.INFORMED:
        yield Reason(
            "informed-only",
            f"The forum is only informed of this: record it as noted, not "
            f"“{facts.result.label.lower()}”.",
            CLERK,
            FORUM_DECIDES,
            facts.where,
        )


def _eligible_member(facts: OutcomeFacts) -> Iterator[Reason]:
    if facts.result == Result.NO_ELIGIBLE_MEMBER and _eligible(facts):
        yield Reason(
            "eligible-member-present",
            f"A member who may vote on this was present ({facts.group_label}).",
            CLERK,
            VOTERS,
            facts.where,
        )


def _eligible(facts: OutcomeFacts) -> int:
    if facts.ballot is not None:
        return facts.ballot.eligible_voters
    return facts.eligible_present or 0


def _ballot(facts: OutcomeFacts) -> Iterator[Reason]:
    if facts.ballot is not None and not facts.ballot.is_closed:
        yield Reason(
            "ballot-open",
            "The ballot is still open: close it, or void it with a reason.",
            CLERK,
            where=facts.where,
        )
    elif facts.ballot is not None:
        yield from _counted(facts, facts.ballot)
    elif facts.decides and facts.has_schools:
        yield Reason(
            "no-ballot",
            "The forum decides by a vote: take a ballot or enter the show of hands, and close it.",
            CLERK,
            VOTERS,
            facts.where,
        )


def _counted(facts: OutcomeFacts, ballot: BallotFacts) -> Iterator[Reason]:
    if not facts.decides:
        yield from _undecided(facts, ballot)
        return
    if ballot.eligible_voters < 1:
        yield Reason(
            "no-eligible-voter",
            "Nobody on the register may vote: record “no eligible member present”, or defer it.",
            CLERK,
            VOTERS,
            facts.where,
        )
    elif not ballot.is_quorate:
        yield _inquorate(facts, ballot)
    if ballot.carried != facts.is_carried:
        yield _differs(facts, ballot)
    if facts.result == Result.CARRIED:
        yield from _preference(facts, ballot)
        yield from _number(facts, ballot)


def _inquorate(facts: OutcomeFacts, ballot: BallotFacts) -> Reason:
    if ballot.is_outside:
        return Reason(
            "too-few-replies",
            "Too few members replied to decide this outside a meeting: record a view, or defer it "
            "to a meeting.",
            CLERK,
            OUTSIDE_A_MEETING,
            facts.where,
        )
    return Reason(
        "inquorate",
        "The forum was not quorate for this item: record a view, note, defer or withdraw it. "
        "A later quorate meeting may ratify it.",
        CLERK,
        QUORUM,
        facts.where,
    )


def _undecided(facts: OutcomeFacts, ballot: BallotFacts) -> Iterator[Reason]:
    """A vote that decided cannot be recorded as if it had not."""
    decided = ballot.is_quorate and ballot.eligible_voters > 0
    if decided and facts.forum_role not in NOT_DECIDING_ROLES and facts.has_schools:
        yield _differs(facts, ballot)


def _differs(facts: OutcomeFacts, ballot: BallotFacts) -> Reason:
    return Reason(
        "result-differs-from-ballot",
        f"The ballot says {_voted(ballot)}, not “{facts.result.label.lower()}”. Record what the "
        "ballot says, or void it with a reason.",
        CLERK,
        VOTERS,
        facts.where,
    )


def _voted(ballot: BallotFacts) -> str:
    """What the ballot says, with the majority that it needed where that is not the simple one."""
    if ballot.carried:
        return "carried"
    if ballot.majority == MajorityRule.SIMPLE:
        return "not carried"
    return f"not carried ({ballot.majority.label[:1].lower()}{ballot.majority.label[1:]} needed)"


def _preference(facts: OutcomeFacts, ballot: BallotFacts) -> Iterator[Reason]:
    """The forum may still split the money between options: by an amendment, in its own words."""
    letters = {award.option_letter for award in facts.money.awards}
    if not ballot.took_preferences or not letters:
        return
    if ballot.chosen_letter is None:
        yield Reason(
            "no-option-preferred",
            "No funding option has more than half of the votes for, so the source is not settled: "
            "record it as agreed in principle, or as carried as amended if the forum resolved how "
            "to split it.",
            CLERK,
            where=facts.where,
        )
    elif letters != {ballot.chosen_letter}:
        yield Reason(
            "award-not-of-the-chosen-option",
            f"More than half of those in favour preferred option {ballot.chosen_letter}: award "
            "from that option.",
            CLERK,
            where=facts.where,
        )


def _number(facts: OutcomeFacts, ballot: BallotFacts) -> Iterator[Reason]:
    """Where no number has a majority, the forum settles on one in its own words."""
    if ballot.counted_numbers and ballot.chosen_number is None:
        yield Reason(
            "no-number-chosen",
            "No number has more than half of the votes for. Record it as carried as amended with "
            "the number that the forum resolved, or void the ballot and vote again.",
            CLERK,
            where=facts.where,
        )
