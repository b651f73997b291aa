"""Substitutes: who may stand in for the holder of a seat.

Schools Forums (England) Regulations 2012, reg 8(8): substitutes attend and vote for schools,
academies and non-schools members. Guidance: they come from the group that they stand in for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from forum.choices import NON_SCHOOLS_GROUPS, SCHOOLS_GROUPS, SubstituteKind, SubstituteRule
from forum.rules.groups import in_words
from forum.rules.ruling import Reason, Ruling

CLERK = "the clerk"
FORUM = "the forum"
LAW = "Schools Forums (England) Regulations 2012, regulation 8(8)"
SAME_GROUP = "Schools Forums (England) Regulations 2012, regulation 8(8), and guidance"
CONSTITUTION = "The forum's constitution: substitutes"
BARRED = "Schools Forums (England) Regulations 2012, regulation 7(4)"
GUIDANCE = "Schools forum guidance: officers and councillors of the executive"


@dataclass(frozen=True)
class SubstituteFacts:
    """Somebody about to stand in for the holder of a seat."""

    seat_group: str
    substitute_group: str
    """The group that they represent; empty where it is not known."""
    holder_is_substitute: bool
    """Whether they are the very person who holds the seat."""
    substitute_holds_seat_of_group: str
    """The group of the seat that they hold on the day; empty for none."""
    kind: SubstituteKind
    rule: SubstituteRule
    has_other_on_day: bool
    seat_is_vacant: bool
    is_authority_tied: bool
    """Whether they are a councillor of the executive, or a relevant officer."""


def may_substitute(facts: SubstituteFacts) -> Ruling:
    """Somebody else of the same group stands in, as the constitution allows, one at a time."""
    reasons = [*_person(facts), *_group(facts), *_seat(facts), *_kind(facts)]
    return Ruling.of(reasons, _doubts(facts))


def may_end_substitute(*, from_on: date, until_on: date, last_sat: date | None) -> Ruling:
    """Somebody stands down on or after the last day on which they sat for the member.

    The day before they began takes back what was entered and never used.
    """
    if last_sat is not None and until_on < last_sat:
        return Ruling.no(
            "sat-after",
            f"They sat for this member on {last_sat:%-d %B %Y}: enter that day or a later one.",
            who=CLERK,
            source=LAW,
        )
    if until_on < from_on - timedelta(days=1):
        return Ruling.no(
            "ends-before-start",
            f"They are a substitute from {from_on:%-d %B %Y}: enter that day or a later one.",
            who=CLERK,
        )
    return Ruling()


def _person(facts: SubstituteFacts) -> Iterator[Reason]:
    if facts.holder_is_substitute:
        yield Reason(
            "own-substitute", "The member holds this seat: name somebody else.", CLERK, LAW
        )
    elif facts.substitute_holds_seat_of_group:
        yield Reason(
            "holds-a-seat",
            f"They hold a seat for {in_words(facts.substitute_holds_seat_of_group)} themself: one "
            "person counts once. Name somebody else.",
            CLERK,
            LAW,
        )
    if facts.is_authority_tied and facts.seat_group in NON_SCHOOLS_GROUPS:
        yield Reason(
            "tied-to-authority",
            "A councillor of the executive or a relevant officer cannot sit for a non-schools "
            "member: name somebody else.",
            CLERK,
            BARRED,
        )


def _group(facts: SubstituteFacts) -> Iterator[Reason]:
    if facts.substitute_group and facts.substitute_group != facts.seat_group:
        yield Reason(
            "another-group",
            f"They represent {in_words(facts.substitute_group)}, the seat "
            f"{in_words(facts.seat_group)}: name somebody of the same group.",
            CLERK,
            SAME_GROUP,
        )


def _seat(facts: SubstituteFacts) -> Iterator[Reason]:
    if facts.seat_is_vacant:
        yield Reason(
            "vacant-seat",
            "Nobody holds this seat, so there is nobody to stand in for: fill the vacancy.",
            CLERK,
            LAW,
        )
    if facts.has_other_on_day:
        yield Reason(
            "second-substitute",
            "The seat has a substitute on this day: end that first.",
            CLERK,
            CONSTITUTION,
        )


def _kind(facts: SubstituteFacts) -> Iterator[Reason]:
    if facts.rule == SubstituteRule.NONE:
        yield Reason(
            "no-substitutes",
            "The constitution knows no substitutes, though the regulations ask for them: change "
            "its settings first.",
            FORUM,
            CONSTITUTION,
        )
    elif facts.rule == SubstituteRule.PERMANENT and facts.kind != SubstituteKind.PERMANENT:
        yield Reason(
            "permanent-only",
            "The constitution knows permanent substitutes only.",
            FORUM,
            CONSTITUTION,
        )
    elif facts.rule == SubstituteRule.FOR_MEETING and facts.kind != SubstituteKind.FOR_MEETING:
        yield Reason(
            "for-meeting-only",
            "The constitution knows substitutes named for one meeting only.",
            FORUM,
            CONSTITUTION,
        )


def _doubts(facts: SubstituteFacts) -> Iterator[Reason]:
    if not facts.substitute_group:
        yield Reason(
            "group-unknown",
            f"Nothing says which group they represent: make sure that it is "
            f"{in_words(facts.seat_group)}.",
            CLERK,
            SAME_GROUP,
        )
    if facts.is_authority_tied and facts.seat_group in SCHOOLS_GROUPS:
        yield Reason(
            "authority-on-a-school-seat",
            "Guidance says that councillors of the executive and relevant officers should not "
            "be schools members either.",
            CLERK,
            GUIDANCE,
        )
