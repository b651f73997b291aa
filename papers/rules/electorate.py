"""Who may vote on a question: seats and the law in, one entry with its reason for each seat out.

All members vote on all matters put to a vote (Schools Forums (England) Regulations 2012, reg 8(9))
but for the restrictions in the table of decision types. A paper may narrow the groups that the law
names and never widen them.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from forum.choices import ACADEMIES_GROUPS, NON_SCHOOLS_GROUPS, SCHOOLS_GROUPS, Group
from papers.choices import WHOLE_FORUM
from papers.rules.decision_table import DecisionType
from papers.rules.regulations import FORUMS

_WORDS = {
    Group.MAINTAINED_PRIMARY: "maintained primary",
    Group.MAINTAINED_SECONDARY: "maintained secondary",
    Group.MAINTAINED_SPECIAL: "maintained special",
    Group.MAINTAINED_NURSERY: "maintained nursery",
    Group.MAINTAINED_PRU: "pupil referral unit",
    Group.ACADEMY_MAINSTREAM: "mainstream academies",
    Group.ACADEMY_SPECIAL: "special academies",
    Group.ACADEMY_AP: "alternative provision academies",
    Group.EARLY_YEARS: "early years",
    Group.POST_16: "16 to 19",
    Group.NON_SCHOOLS: "other non-schools",
}
_CLASSES = (
    (SCHOOLS_GROUPS, "schools"),
    (ACADEMIES_GROUPS, "academies"),
    (NON_SCHOOLS_GROUPS, "non-schools"),
)


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


@dataclass(frozen=True)
class Entry:
    """A seat in the register: whether its holder may vote, and why."""

    seat: Hashable
    seat_name: str
    holder_name: str
    group: str
    is_eligible: bool
    """Before the meeting, when presence is not known, this says "if present"."""
    code: str
    reason: str


def members(groups: Collection[str]) -> str:
    """The groups in words: "maintained primary and maintained special members"."""
    if set(groups) >= set(Group):
        return "all members"
    names: list[str] = []
    for whole, word in _CLASSES:
        if set(groups) >= set(whole):
            names.append(word)
        else:
            names.extend(_WORDS[group] for group in whole if group in groups)
    return f"{_and(names)} members" if names else "no members"


def schools(group: str) -> str:
    """The schools of a group in words: "maintained primary schools"."""
    label = dict(Group.choices).get(group, group)
    return f"{label[:1].lower()}{label[1:]}"


def widened(kind: DecisionType, narrowed: Iterable[str]) -> tuple[str, ...]:
    """The groups that a paper asks although the law does not name them."""
    return tuple(group for group in narrowed if group not in kind.groups)


def asked_groups(kind: DecisionType, narrowed: Sequence[str] = ()) -> tuple[str, ...]:
    """The groups that may vote: those the law names, less those the paper leaves out."""
    return tuple(group for group in kind.groups if not narrowed or group in narrowed)


def voting_groups(
    kind: DecisionType, *, narrowed: Sequence[str] = (), separately: bool | None = None
) -> tuple[str, ...]:
    """The groups that answer separately, or the whole forum where all answer together."""
    apart = kind.separately if separately is None else separately or kind.must_separate
    return asked_groups(kind, narrowed) if apart else (WHOLE_FORUM,)


def register(
    kind: DecisionType, *, asked: str, groups: Sequence[str], seats: Iterable[SeatFacts], on: date
) -> tuple[Entry, ...]:
    """Every seat, whether its holder may vote on the question put to `asked`, and why.

    `groups` are all the groups that the recommendation asks (`asked_groups`), of which `asked` is
    one, or the whole forum.
    """
    may = f"{_capital(members(groups))} vote on {kind.subject} ({kind.citation})."
    return tuple(
        _entry(seat, _outside(kind, asked, groups, seat) or _standing(seat, on, may))
        for seat in seats
    )


def procedure_register(
    seats: Iterable[SeatFacts], *, on: date, is_election: bool = False
) -> tuple[Entry, ...]:
    """The register of a procedural question, which is put to all members."""
    may = f"All members vote on procedure ({FORUMS}, reg 8(9))."
    if is_election:
        may = f"The members of the forum elect one of themselves ({FORUMS}, reg 8(5))."
    return tuple(_entry(seat, _standing(seat, on, may)) for seat in seats)


_Why = tuple[bool, str, str]


def _entry(seat: SeatFacts, why: _Why) -> Entry:
    is_eligible, code, reason = why
    return Entry(
        seat.seat, seat.seat_name, seat.holder_name, seat.group, is_eligible, code, reason
    )


def _outside(
    kind: DecisionType, asked: str, groups: Sequence[str], seat: SeatFacts
) -> _Why | None:
    """Why the group of the seat is not asked, whoever holds it."""
    if not kind.groups:
        reason = f"The forum is informed of {kind.subject}; nobody votes ({kind.citation})."
        return False, "informed-only", reason
    if seat.group not in kind.groups:
        return False, "group-not-asked", _not_in_law(kind, seat.group)
    if seat.group not in groups:
        return False, "narrowed-out", f"This paper asks {members(groups)} only."
    if asked not in (WHOLE_FORUM, seat.group):
        who = _capital(members((seat.group,)))
        return False, "votes-with-own-group", f"{who} vote on this separately, by themselves."
    return None


def _not_in_law(kind: DecisionType, group: str) -> str:
    who = "Academies members" if group in ACADEMIES_GROUPS else _capital(members((group,)))
    only = members(kind.groups)
    return f"{who} do not vote on {kind.subject}; only {only} do ({kind.citation})."


def _standing(seat: SeatFacts, on: date, may: str) -> _Why:
    """Whether the holder of a seat that is asked can vote on the day."""
    if not seat.holder_name:
        return False, "vacant", "The seat is vacant."
    if seat.term_ended_on is not None and seat.term_ended_on < on:
        ended = _day(seat.term_ended_on)
        return False, "term-ended", f"The term of office ended on {ended}."
    if _has_converted(seat, on):
        return False, "school-converted", _converted(seat)
    if seat.present is None:
        return True, "may-vote-if-present", f"May vote if present. {may}"
    if not seat.present:
        return False, "not-present", "Not present: a member or substitute votes at the meeting."
    return True, "may-vote", f"May vote. {may}"


def _has_converted(seat: SeatFacts, on: date) -> bool:
    converted = seat.school_converted_on
    return seat.group in SCHOOLS_GROUPS and converted is not None and converted <= on


def _converted(seat: SeatFacts) -> str:
    day = _day(seat.school_converted_on) if seat.school_converted_on else "an earlier day"
    return f"The school became an academy on {day}; this seat is for {schools(seat.group)}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
