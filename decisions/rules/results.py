"""Whether a result fits the ballot, the quorum and the forum's role.

A decision rests on a closed ballot of a quorate forum; an inquorate one can only give a view.
Where the forum is only consulted or informed, its outcome never reads as approved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from decisions.choices import CARRIED, Method, Result
from decisions.rules.law import FORUM_DECIDES, QUORUM, VOTERS
from decisions.rules.money import MoneyFacts
from forum.choices import MeetingStage
from forum.rules.ruling import Reason, Ruling
from papers.choices import ForumRole

CLERK = "the clerk"
DECIDING = (*CARRIED, Result.NOT_CARRIED)
"""Results by which the forum decides; all others leave the question undecided."""
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
    return Ruling.of(_obstacles(facts))


def _obstacles(facts: OutcomeFacts) -> Iterator[Reason]:
    yield from _role(facts)
    yield from _eligible_member(facts)
    yield from _ballot(facts)


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
    if not ballot.is_quorate:
        yield Reason(
            "inquorate",
            "The forum was not quorate for this item: record a view, note, defer or withdraw it. "
            "A later quorate meeting may ratify it.",
            CLERK,
            QUORUM,
            facts.where,
        )
    if ballot.carried != facts.is_carried:
        yield _differs(facts, ballot)
    if facts.result == Result.CARRIED:
        yield from _preference(facts, ballot)


def _undecided(facts: OutcomeFacts, ballot: BallotFacts) -> Iterator[Reason]:
    """A vote that decided cannot be recorded as if it had not."""
    decided = ballot.is_quorate and ballot.eligible_voters > 0
    if decided and facts.forum_role not in NOT_DECIDING_ROLES and facts.has_schools:
        yield _differs(facts, ballot)


def _differs(facts: OutcomeFacts, ballot: BallotFacts) -> Reason:
    voted = "carried" if ballot.carried else "not carried"
    return Reason(
        "result-differs-from-ballot",
        f"The ballot says {voted}, not “{facts.result.label.lower()}”. Record what the ballot "
        "says, or void it with a reason.",
        CLERK,
        VOTERS,
        facts.where,
    )


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
