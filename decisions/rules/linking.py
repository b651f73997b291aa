"""How a later decision may bear on an earlier one.

What the forum resolved is never rewritten: a decision that amends, replaces or reverses another
stands beside it, and so does the one that ratifies what an inquorate forum only gave a view on, or
that says from which money something agreed in principle is paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from decisions.choices import CARRIED, LinkKind, Result, Settlement
from decisions.rules.law import GOOD_PRACTICE, QUORUM, SOURCE_RECORDED
from forum.rules.ruling import Reason, Ruling

CLERK = "the clerk"
CHANGING = (LinkKind.AMENDS, LinkKind.REPLACES, LinkKind.REVERSES)
"""Links by which something that was decided is no longer so."""
NEEDS_A_DECISION = (*CHANGING, LinkKind.RATIFIES, LinkKind.SETTLES_SOURCE)
DECIDED = (*CARRIED, Result.NOT_CARRIED)


@dataclass(frozen=True)
class EndFacts:
    """One of the two decisions."""

    key: str
    name: str
    """Its reference: "2019-02-27/7/1"."""
    decided_on: date
    result: Result
    settlement: Settlement = Settlement.NOT_APPLICABLE
    is_settled_later: bool = False
    """Whether another decision has settled its source already, or took it back."""
    is_quorate: bool = True
    """Whether a quorate forum resolved it, so far as the record says."""


@dataclass(frozen=True)
class BearingFacts:
    """A link as it is to be made."""

    kind: LinkKind
    later: EndFacts
    earlier: EndFacts
    is_linked: bool = False
    """Whether the two are linked in this way already."""


def may_link(link: BearingFacts) -> Ruling:
    """A later decision bears on an earlier one where it can have that effect on it."""
    return Ruling.of((*_between(link), *_effect(link), *_settling(link)))


def _between(link: BearingFacts) -> Iterator[Reason]:
    if link.later.key == link.earlier.key:
        yield Reason(
            "same-decision",
            "A decision does not bear on itself: choose an earlier one.",
            CLERK,
            GOOD_PRACTICE,
        )
    elif link.later.decided_on < link.earlier.decided_on:
        yield Reason(
            "wrong-way-round",
            f"{link.earlier.name} was decided after {link.later.name}. Open {link.earlier.name} "
            "and link it from there.",
            CLERK,
            GOOD_PRACTICE,
        )
    if link.is_linked:
        verb = link.kind.label.lower()
        yield Reason(
            "linked-already",
            f"The record says already that {link.later.name} {verb} {link.earlier.name}.",
            CLERK,
            GOOD_PRACTICE,
        )


def _effect(link: BearingFacts) -> Iterator[Reason]:
    verb = link.kind.label.lower()
    if link.kind in NEEDS_A_DECISION and link.later.result not in CARRIED:
        yield Reason(
            "later-decides-nothing",
            f"{link.later.name} was not carried, so it {verb} nothing. Choose “decides again”, "
            "or link from the decision that was carried.",
            CLERK,
            GOOD_PRACTICE,
        )
    if link.kind in CHANGING and link.earlier.result not in DECIDED:
        yield Reason(
            "earlier-decided-nothing",
            f"{link.earlier.name} decided nothing that can be changed. Choose “decides again” "
            "where the question came back.",
            CLERK,
            GOOD_PRACTICE,
        )
    if link.kind == LinkKind.RATIFIES and _is_decided(link.earlier):
        yield Reason(
            "nothing-to-ratify",
            f"A quorate forum decided {link.earlier.name}: there is nothing to ratify. Choose "
            "“decides again” or “amends”.",
            CLERK,
            QUORUM,
        )


def _settling(link: BearingFacts) -> Iterator[Reason]:
    if link.kind != LinkKind.SETTLES_SOURCE:
        return
    if link.later.settlement != Settlement.SETTLED:
        yield Reason(
            "later-names-no-source",
            f"{link.later.name} awards no money from a named source, so it settles none. Record "
            "the decision that names the source, with its awards.",
            CLERK,
            SOURCE_RECORDED,
        )
    if link.earlier.settlement != Settlement.UNSETTLED or link.earlier.is_settled_later:
        yield Reason(
            "nothing-to-settle",
            f"The source of {link.earlier.name} is not open.",
            CLERK,
            SOURCE_RECORDED,
        )


def _is_decided(end: EndFacts) -> bool:
    return end.result in DECIDED and end.is_quorate
