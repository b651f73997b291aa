"""Closing a ballot: with counts that its register can bear, or with what was declared.

Schools Forums (England) Regulations 2012, reg 8(9)-(10): the register frozen at opening says how
many may vote. What members chose on their devices plays no part here, so that no refusal tells a
running total.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from decisions.choices import BallotStatus, Method
from decisions.rules.elections import ElectionFacts, may_elect
from decisions.rules.law import CONSTITUTION, OUTSIDE_A_MEETING, VOTERS
from decisions.rules.numbers import may_count_numbers
from decisions.rules.stages import NEXT_BALLOT
from decisions.rules.tally import tally
from forum.choices import MajorityRule
from forum.rules.ruling import Reason, Ruling

CLERK = "the clerk"
WITHOUT_COUNTS = (Method.UNANIMOUS, Method.NOT_COUNTED, Method.SECRET)
"""Methods that record a result and no counts."""


@dataclass(frozen=True)
class ClosingFacts:
    """A ballot about to be closed, with the counts that the clerk typed."""

    where: str
    status: BallotStatus
    method: Method
    eligible_voters: int
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    option_counts: Mapping[str, int] = field(default_factory=dict)
    option_letters: tuple[str, ...] = ()
    stated_carried: bool | None = None
    """Where counts were not taken: what the chair declared."""
    majority: MajorityRule = MajorityRule.SIMPLE
    """What the constitution asked for when the ballot opened."""
    asks_number: bool = False
    number_counts: Mapping[Decimal, int] = field(default_factory=dict)
    """How many of those in favour gave each number."""
    is_election: bool = False
    candidates: tuple[Hashable, ...] = ()
    candidate_counts: Mapping[Any, int] = field(default_factory=dict)
    elected: Hashable | None = None
    is_quorate: bool = True
    """As at opening; outside a meeting, whether enough members have replied."""
    is_outside: bool = False

    @property
    def counts(self) -> tuple[int | None, ...]:
        return (self.votes_for, self.votes_against, self.abstentions)

    @property
    def has_counts(self) -> bool:
        return any(count is not None for count in self.counts)

    @property
    def election(self) -> ElectionFacts:
        return ElectionFacts(
            where=self.where,
            method=self.method,
            is_quorate=self.is_quorate,
            candidates=self.candidates,
            elected=self.elected,
            counts=self.candidate_counts,
            eligible_voters=self.eligible_voters,
        )


def may_close_ballot(facts: ClosingFacts) -> Ruling:
    """An open ballot closes with counts that its register can bear."""
    return Ruling.of(_closing(facts), _warnings(facts))


def _closing(facts: ClosingFacts) -> Iterator[Reason]:
    if BallotStatus.CLOSED not in NEXT_BALLOT[facts.status]:
        yield Reason(
            "ballot-not-open", f"The ballot is {facts.status.label.lower()}.", where=facts.where
        )
    if facts.method in WITHOUT_COUNTS:
        yield from _uncounted(facts)
    if facts.is_election:
        yield from may_elect(facts.election).reasons
        yield from _alone(facts)
    elif facts.method == Method.SHOW_OF_HANDS:
        yield from _counted(facts)
        yield from _options_counted(facts)
        yield from may_count_numbers(
            where=facts.where,
            numbers=facts.number_counts,
            votes_for=facts.votes_for,
            asks_number=facts.asks_number,
        ).reasons


def _counted(facts: ClosingFacts) -> Iterator[Reason]:
    known = [count for count in facts.counts if count is not None]
    if len(known) < len(facts.counts):
        yield Reason(
            "counts-missing",
            "Enter how many voted for, how many against and how many abstained; enter 0 for none.",
            CLERK,
            where=facts.where,
        )
    if any(count < 0 for count in (*known, *facts.option_counts.values())):
        yield Reason("count-negative", "Enter counts of 0 or more.", CLERK, where=facts.where)
    if sum(known) > facts.eligible_voters:
        yield Reason(
            "counts-exceed-register",
            f"The counts come to {sum(known)}, but the register has {facts.eligible_voters} who "
            "may vote. Count again, or void the ballot if the register is wrong.",
            CLERK,
            VOTERS,
            facts.where,
        )


def _options_counted(facts: ClosingFacts) -> Iterator[Reason]:
    preferences = sum(facts.option_counts.values())
    if facts.votes_for is not None and preferences > facts.votes_for:
        yield Reason(
            "option-counts-exceed-votes-for",
            f"{preferences} preferred an option, but only {facts.votes_for} voted for. Only "
            "members in favour prefer an option.",
            CLERK,
            where=facts.where,
        )
    unknown = sorted(set(facts.option_counts) - set(facts.option_letters))
    if unknown:
        yield Reason(
            "option-unknown", f"There is no option {unknown[0]}.", CLERK, where=facts.where
        )


def _uncounted(facts: ClosingFacts) -> Iterator[Reason]:
    declares = facts.method == Method.NOT_COUNTED and not facts.is_election
    if declares and facts.stated_carried is None:
        yield Reason(
            "declaration-missing",
            "Counts were not taken: say whether the chair declared it carried.",
            CLERK,
            where=facts.where,
        )
    if facts.has_counts or facts.option_counts or facts.number_counts:
        yield _has_counts(facts)


def _has_counts(facts: ClosingFacts) -> Reason:
    if facts.method == Method.UNANIMOUS:
        return Reason(
            "unanimous-with-counts",
            "Agreed by all: nobody is counted. If somebody was against or abstained, void this "
            "ballot and count the hands.",
            CLERK,
            where=facts.where,
        )
    if facts.method == Method.SECRET:
        return Reason(
            "secret-with-counts",
            "A secret ballot records the result only: leave the counts empty.",
            CLERK,
            where=facts.where,
        )
    return Reason(
        "counts-not-taken",
        "Either enter the counts of a show of hands, or state that counts were not taken.",
        CLERK,
        where=facts.where,
    )


def _alone(facts: ClosingFacts) -> Iterator[Reason]:
    """Who stands alone is elected unopposed; hands raised on it all the same do count."""
    if not facts.election.is_unopposed or facts.method != Method.SHOW_OF_HANDS:
        return
    if not facts.has_counts:
        return
    yield from _counted(facts)
    votes_for, votes_against, abstentions = (count or 0 for count in facts.counts)
    votes = tally(
        votes_for,
        votes_against,
        abstentions,
        majority=facts.majority,
        eligible=facts.eligible_voters,
    )
    if facts.elected is not None and not votes.carried:
        yield Reason(
            "elected-not-carried",
            "The hands raised did not carry it, so nobody is elected. Void this ballot and ask "
            "for other nominations.",
            CLERK,
            where=facts.where,
        )


def _warnings(facts: ClosingFacts) -> Iterator[Reason]:
    is_simple = facts.majority == MajorityRule.SIMPLE
    if facts.method == Method.NOT_COUNTED and not is_simple and not facts.is_election:
        yield Reason(
            "majority-not-shown",
            f"The constitution asks for a majority ({facts.majority.label[:1].lower()}"
            f"{facts.majority.label[1:]}) that only counts can show.",
            CLERK,
            CONSTITUTION,
            facts.where,
        )
    if facts.is_outside and not facts.is_quorate:
        yield Reason(
            "too-few-replies",
            "Fewer members have replied than a quorum needs. Closed now, the vote can only show a "
            "view.",
            CLERK,
            OUTSIDE_A_MEETING,
            facts.where,
        )
