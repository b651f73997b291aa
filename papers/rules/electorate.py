"""Who may vote on a question: seats and the law in, one entry with its reason for each seat out.

All members vote on all matters put to a vote (Schools Forums (England) Regulations 2012, reg 8(9))
but for the restrictions in the table of decision types. A paper may narrow the groups that the law
names and never widen them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from forum.choices import ACADEMIES_GROUPS
from papers.choices import WHOLE_FORUM
from papers.rules.decision_table import DecisionType
from papers.rules.groups import members, schools
from papers.rules.regulations import FORUMS
from papers.rules.standing import (
    InterestFacts,
    OverrideFacts,
    SeatFacts,
    Why,
    no,
    ruled,
    standing,
)

__all__ = [
    "Entry",
    "InterestFacts",
    "OverrideFacts",
    "SeatFacts",
    "asked_groups",
    "members",
    "procedure_register",
    "register",
    "schools",
    "voting_groups",
    "widened",
]


@dataclass(frozen=True)
class Entry:
    """A seat in the register: whether its holder may vote, and why."""

    seat: Hashable
    seat_name: str
    holder_name: str
    """Who votes from the seat; the substitute, where the substitute does."""
    group: str
    is_eligible: bool
    """Before the meeting, when presence is not known, this says "if present"."""
    code: str
    reason: str
    by_substitute: bool = False
    overridden: bool = False
    """Whether the clerk ruled on it."""


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
        _entry(seat, _outside(kind, asked, groups, seat) or standing(seat, on, may))
        for seat in seats
    )


def procedure_register(
    seats: Iterable[SeatFacts], *, on: date, is_election: bool = False
) -> tuple[Entry, ...]:
    """The register of a procedural question, which is put to all members."""
    may = f"All members vote on procedure ({FORUMS}, reg 8(9))."
    if is_election:
        may = f"The members of the forum elect one of themselves ({FORUMS}, reg 8(5))."
    return tuple(_entry(seat, standing(seat, on, may)) for seat in seats)


def _entry(seat: SeatFacts, rules: Why) -> Entry:
    """What the rules say of a seat, unless the clerk ruled otherwise."""
    why = ruled(seat, rules, seat.override) if seat.override else rules
    by_substitute = why.is_eligible and seat.substitute_votes
    return Entry(
        seat=seat.seat,
        seat_name=seat.seat_name,
        holder_name=seat.substitute_name if by_substitute else seat.holder_name,
        group=seat.group,
        is_eligible=why.is_eligible,
        code=why.code,
        reason=why.reason,
        by_substitute=by_substitute,
        overridden=why.overridden,
    )


def _outside(kind: DecisionType, asked: str, groups: Sequence[str], seat: SeatFacts) -> Why | None:
    """Why the group of the seat is not asked, whoever holds it."""
    if not kind.groups:
        reason = f"The forum is informed of {kind.subject}; nobody votes ({kind.citation})."
        return no("informed-only", reason)
    if seat.group not in kind.groups:
        return no("group-not-asked", _not_in_law(kind, seat.group))
    if seat.group not in groups:
        reason = f"This paper asks {members(groups)} only, of all who may vote ({kind.citation})."
        return no("narrowed-out", reason)
    if asked not in (WHOLE_FORUM, seat.group):
        who = _capital(members((seat.group,)))
        reason = f"{who} vote on this separately, by themselves ({kind.citation})."
        return no("votes-with-own-group", reason)
    return None


def _not_in_law(kind: DecisionType, group: str) -> str:
    who = "Academies members" if group in ACADEMIES_GROUPS else _capital(members((group,)))
    only = members(kind.groups)
    return f"{who} do not vote on {kind.subject}; only {only} do ({kind.citation})."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
