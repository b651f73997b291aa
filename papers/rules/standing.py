"""Whether somebody can vote from a seat that is asked: the person, after the law on the group.

A seat without a member has no vote, and no substitute for one. A member votes who is in the room,
or else their substitute (Schools Forums (England) Regulations 2012, reg 8(8)), but for declared
interests; and the clerk rules where the books are behind the facts.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date

from forum.choices import SCHOOLS_GROUPS, InterestAction, InterestKind
from papers.rules.groups import schools
from papers.rules.regulations import FORUMS, INTERESTS, MEMBERSHIP


@dataclass(frozen=True)
class InterestFacts:
    """The interest that bears on the item, declared by whoever sits in the seat."""

    kind: InterestKind
    action: InterestAction
    nature: str


@dataclass(frozen=True)
class OverrideFacts:
    """The clerk's ruling on one member and one question."""

    may_vote: bool
    reason: str


@dataclass(frozen=True)
class SeatFacts:
    """A seat and who holds it on the day; nobody, where it is vacant."""

    seat: Hashable
    seat_name: str
    group: str
    holder_name: str = ""
    term_ended_on: date | None = None
    """The last day of the term, where it has one."""
    present: bool | None = None
    """None before the meeting, when it is not known yet."""
    school_converted_on: date | None = None
    """The day on which the holder's school became an academy."""
    substitute_name: str = ""
    substitute_present: bool = False
    substitute_converted_on: date | None = None
    """The day on which the substitute's own school became an academy."""
    interest: InterestFacts | None = None
    override: OverrideFacts | None = None
    votes_from: str = ""
    """Another seat from which the same person votes already."""

    @property
    def substitute_votes(self) -> bool:
        """Whether the substitute is here for a member who is not."""
        return self.present is False and self.substitute_present and bool(self.substitute_name)

    @property
    def is_taken(self) -> bool:
        """Whether somebody is, or before the meeting may be, in the room to vote from it."""
        left = self.interest is not None and self.interest.action == InterestAction.LEFT
        here = self.present is not False or self.substitute_votes
        return bool(self.holder_name) and here and not left


@dataclass(frozen=True)
class Why:
    """Whether somebody may vote from a seat, and the sentence that says why."""

    is_eligible: bool
    code: str
    reason: str
    overridden: bool = False


def no(code: str, reason: str) -> Why:
    """Why nobody votes from a seat."""
    return Why(False, code, reason)


def standing(seat: SeatFacts, on: date, may: str) -> Why:
    """Whether somebody can vote from a seat that is asked, on the day."""
    return _without_member(seat, on) or _kept_from_voting(seat, on) or _may_vote(seat, on, may)


def ruled(seat: SeatFacts, rules: Why, ruling: OverrideFacts) -> Why:
    """The clerk's ruling, which conjures up neither a voter nor a second vote for one."""
    cannot = not seat.is_taken or seat.votes_from or rules.code == "informed-only"
    if cannot:
        beyond = " A ruling of the clerk cannot change that." if ruling.may_vote else ""
        return replace(rules, reason=rules.reason + beyond)
    may = "may" if ruling.may_vote else "may not"
    code = "clerk-ruled-may-vote" if ruling.may_vote else "clerk-ruled-may-not"
    reason = (
        f"The clerk ruled that this member {may} vote: {_sentence(ruling.reason)} "
        f"By the rules: {rules.reason}"
    )
    return Why(ruling.may_vote, code, reason, overridden=True)


def _without_member(seat: SeatFacts, on: date) -> Why | None:
    """Why the seat has no member to vote from it, and so no substitute for one."""
    if not seat.holder_name:
        return no("vacant", f"The seat is vacant; only members vote ({FORUMS}, reg 8(9)).")
    if seat.term_ended_on is not None and seat.term_ended_on < on:
        ended = _day(seat.term_ended_on)
        reason = f"The term of office ended on {ended}; only members vote ({FORUMS}, reg 8(9))."
        return no("term-ended", reason)
    if _has_converted(seat.group, seat.school_converted_on, on):
        return no("school-converted", f"The school {_converted(seat, seat.school_converted_on)}")
    return None


def _kept_from_voting(seat: SeatFacts, on: date) -> Why | None:
    """Why nobody votes from a seat that has a member."""
    interest = seat.interest
    if interest and interest.action == InterestAction.LEFT:
        reason = f"Declared {_interest(interest)}, and leaves the room ({INTERESTS})."
        return no("left-for-interest", reason)
    if not seat.is_taken:
        reason = f"Not present: a member or substitute votes at the meeting ({FORUMS}, reg 8(8))."
        return no("not-present", reason)
    if interest and interest.action == InterestAction.DID_NOT_VOTE:
        reason = f"Declared {_interest(interest)}, and does not vote ({INTERESTS})."
        return no("interest-declared", reason)
    if seat.votes_from:
        reason = (
            f"Votes already from {seat.votes_from}: one member, one vote ({FORUMS}, reg 8(9))."
        )
        return no("votes-from-another-seat", reason)
    if seat.substitute_votes and _substitute_converted(seat, on):
        converted = _converted(seat, seat.substitute_converted_on)
        return no("substitute-school-converted", f"The substitute’s school {converted}")
    return None


def _may_vote(seat: SeatFacts, on: date, may: str) -> Why:
    """That somebody may vote, in whose place, and what else bears on it."""
    declared = f" Declared {_interest(seat.interest)} ({INTERESTS})." if seat.interest else ""
    if seat.substitute_votes:
        reason = f"May vote as the substitute for an absent member ({FORUMS}, reg 8(8)). {may}"
        return Why(True, "may-vote-as-substitute", reason + declared)
    if seat.present is None:
        reason = f"May vote if present. {may}{_expected(seat, on)}"
        return Why(True, "may-vote-if-present", reason + declared)
    beside = ""
    if seat.substitute_present:
        beside = f" The substitute neither votes nor counts ({FORUMS}, reg 8(8))."
    return Why(True, "may-vote", f"May vote. {may}{beside}{declared}")


def _expected(seat: SeatFacts, on: date) -> str:
    """Who is expected in the place of the member, before the meeting."""
    if not seat.substitute_name or _substitute_converted(seat, on):
        return ""
    return f" If absent, {seat.substitute_name} votes as substitute ({FORUMS}, reg 8(8))."


def _interest(interest: InterestFacts) -> str:
    """A declared interest in words: "an affected interest: head of a school that gains"."""
    kind = InterestKind(interest.kind).label.lower()
    article = "an" if kind[0] in "aeiou" else "a"
    nature = interest.nature.strip().rstrip(".")
    return f"{article} {kind} interest: {nature}" if nature else f"{article} {kind} interest"


def _has_converted(group: str, converted: date | None, on: date) -> bool:
    """Whether a school that a maintained seat stands for is an academy on the day."""
    return group in SCHOOLS_GROUPS and converted is not None and converted <= on


def _substitute_converted(seat: SeatFacts, on: date) -> bool:
    return _has_converted(seat.group, seat.substitute_converted_on, on)


def _converted(seat: SeatFacts, converted: date | None) -> str:
    day = _day(converted) if converted else "an earlier day"
    return f"became an academy on {day}; this seat is for {schools(seat.group)} ({MEMBERSHIP})."


def _sentence(text: str) -> str:
    return f"{text.strip().rstrip('.')}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
