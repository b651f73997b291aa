"""Appointments and offices: who may hold a seat, be chair, and preside.

Schools Forums (England) Regulations 2012, reg 8(5): the members elect the chair from among
themselves; reg 8(6): not a member who is an elected member or officer of the authority; reg 7(4):
a councillor of the executive or a relevant officer is no non-schools member. Vice-chairs are
local; councils treat them alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from forum.choices import (
    NON_SCHOOLS_GROUPS,
    SCHOOLS_GROUPS,
    AuthorityTie,
    MemberClass,
    Office,
)
from forum.rules.groups import in_words
from forum.rules.ruling import Reason, Ruling

CLERK = "the clerk"
MEMBERS = "the members"
AUTHORITY = "the authority"
FROM_AMONG = "Schools Forums (England) Regulations 2012, regulation 8(5)"
NO_CHAIR = "Schools Forums (England) Regulations 2012, regulation 8(6)"
NO_MEMBER = "Schools Forums (England) Regulations 2012, regulation 7(4)"
GUIDANCE = "Schools forum guidance: officers and councillors of the executive"
TERMS = "The authority's record of terms of office: one holder of a seat at a time"
LIMIT = "The forum's constitution: members from one school"
GROUPS = "Schools Forums (England) Regulations 2012: who a member represents"
BARRED = (AuthorityTie.EXECUTIVE_MEMBER, AuthorityTie.RELEVANT_OFFICER)
"""Whom regulation 7(4) keeps from a non-schools seat."""


@dataclass(frozen=True)
class AppointmentFacts:
    """Somebody about to be appointed to a seat for a term."""

    group: str
    """Whom the seat represents."""
    from_on: date
    until_on: date | None = None
    tie: AuthorityTie = AuthorityTie.NONE
    overlaps: str = ""
    """The days of another appointment to the seat that overlap; empty for none."""
    school_group: str = ""
    """The group of the member's school on the first day; empty without a school."""
    school_because: str = ""
    """Why it is in that group, as "became an academy on 1 September 2025"."""
    others_from_school: int = 0
    """Members in other seats from the same school on the first day."""
    most_from_school: int | None = None
    """How many the constitution allows; None where it sets no limit."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who may preside at a meeting."""

    seat: str
    office: Office | None = None
    is_elected_for_meeting: bool = False
    is_here: bool = True


def may_appoint(facts: AppointmentFacts) -> Ruling:
    """A person is appointed to a free seat that may be theirs, for a term."""
    reasons = [*_term(facts), *_tied(facts), *_school(facts)]
    return Ruling.of(reasons, _widened(facts))


def may_hold_office(
    *,
    office: Office,
    tie: AuthorityTie,
    is_member_on_day: bool,
    member_class: MemberClass,
    overlaps: str = "",
) -> Ruling:
    """The chair is a member with no tie to the authority; for a vice-chair a tie is a doubt.

    `overlaps` are the days of an office that begins within this one; a forum has one chair, and
    may have several vice-chairs.
    """
    reasons = _membership(is_member_on_day)
    if office == Office.CHAIR:
        barred = [*reasons, *_tie_of_chair(tie), *_one_chair(overlaps)]
        return Ruling.of(barred, _class(member_class))
    return Ruling.of(reasons, _tie_of_vice_chair(tie))


def may_preside(*, is_member: bool, is_officer: bool, tie: AuthorityTie) -> Ruling:
    """A member presides; an officer who takes the chair is a doubt that is recorded."""
    if is_officer:
        return Ruling.of((), [OFFICER_PRESIDES])
    if not is_member:
        return Ruling.no(
            "presides-no-member",
            "Only a member presides: the members here elect one of themselves.",
            who=MEMBERS,
            source=FROM_AMONG,
        )
    return Ruling.of((), [TIED_PRESIDES] if tie != AuthorityTie.NONE else [])


def presiding_order(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Those here, in the order in which they preside: chair, vice-chair, the elected, others."""
    return tuple(sorted((each for each in candidates if each.is_here), key=_rank))


OFFICER_PRESIDES = Reason(
    "officer-presides",
    "An officer would take the chair, though the members elect the chair from among themselves: "
    "let the members here elect one of themselves for this meeting.",
    MEMBERS,
    FROM_AMONG,
)
TIED_PRESIDES = Reason(
    "tied-presides",
    "They are a councillor or officer of the authority, who cannot be chair: let the members "
    "here elect somebody else for this meeting.",
    MEMBERS,
    NO_CHAIR,
)


def _rank(candidate: Candidate) -> int:
    if candidate.office == Office.CHAIR:
        return 0
    if candidate.office == Office.VICE_CHAIR:
        return 1
    return 2 if candidate.is_elected_for_meeting else 3


def _membership(is_member_on_day: bool) -> Iterator[Reason]:
    if not is_member_on_day:
        yield Reason(
            "not-a-member",
            "They are no member on this day: the members elect one of themselves.",
            MEMBERS,
            FROM_AMONG,
        )


def _class(member_class: MemberClass) -> Iterator[Reason]:
    if member_class == MemberClass.NON_SCHOOLS:
        yield Reason(
            "non-schools-chair",
            "A chair who is a non-schools member neither votes nor casts where only schools "
            "members vote, as on de-delegation.",
            MEMBERS,
            "Schools Forums (England) Regulations 2012, regulation 8(10)",
        )


def _tie_of_chair(tie: AuthorityTie) -> Iterator[Reason]:
    if tie != AuthorityTie.NONE:
        yield Reason(
            "chair-tied-to-authority",
            "A councillor or officer of the authority cannot be chair: elect another member.",
            MEMBERS,
            NO_CHAIR,
        )


def _one_chair(overlaps: str) -> Iterator[Reason]:
    if overlaps:
        yield Reason(
            "chair-taken",
            f"Another member is chair in that time: {overlaps}. Enter a last day before that.",
            CLERK,
            FROM_AMONG,
        )


def _tie_of_vice_chair(tie: AuthorityTie) -> Iterator[Reason]:
    if tie != AuthorityTie.NONE:
        yield Reason(
            "vice-chair-tied-to-authority",
            "A councillor or officer of the authority cannot be chair, and councils keep to the "
            "same for the vice-chair.",
            MEMBERS,
            f"{NO_CHAIR}; practice of councils (Devon)",
        )


def _term(facts: AppointmentFacts) -> Iterator[Reason]:
    if facts.until_on is not None and facts.until_on < facts.from_on:
        yield Reason(
            "ends-before-start",
            f"The term ends on {facts.until_on:%-d %B %Y}, before it begins on "
            f"{facts.from_on:%-d %B %Y}.",
            CLERK,
            TERMS,
        )
    if facts.overlaps:
        yield Reason(
            "seat-taken",
            f"Somebody sits here already: {facts.overlaps}. End that appointment first, or choose "
            "other days.",
            CLERK,
            TERMS,
        )


def _tied(facts: AppointmentFacts) -> Iterator[Reason]:
    if facts.group in NON_SCHOOLS_GROUPS and facts.tie in BARRED:
        yield Reason(
            "tied-to-authority",
            f"{AuthorityTie(facts.tie).label}: they cannot be a non-schools member.",
            AUTHORITY,
            NO_MEMBER,
        )


def _widened(facts: AppointmentFacts) -> Iterator[Reason]:
    if facts.group in SCHOOLS_GROUPS and facts.tie in BARRED:
        yield Reason(
            "authority-on-a-school-seat",
            f"{AuthorityTie(facts.tie).label}: guidance says that they should not be a schools "
            "member either.",
            AUTHORITY,
            GUIDANCE,
        )


def _school(facts: AppointmentFacts) -> Iterator[Reason]:
    represents_schools = facts.group not in NON_SCHOOLS_GROUPS
    if represents_schools and facts.school_group and facts.school_group != facts.group:
        because = facts.school_because or f"is one of {in_words(facts.school_group)}"
        yield Reason(
            "school-in-another-group",
            f"Their school {because}; this seat represents {in_words(facts.group)}.",
            CLERK,
            GROUPS,
        )
    if _too_many(facts):
        yield Reason(
            "too-many-from-school",
            f"{facts.others_from_school} from this school already; the constitution allows "
            f"{facts.most_from_school}.",
            AUTHORITY,
            LIMIT,
        )


def _too_many(facts: AppointmentFacts) -> bool:
    return (
        facts.most_from_school is not None and facts.others_from_school >= facts.most_from_school
    )
