"""A decision by one office-holder: where it stands, and what may be done under it.

There is no meeting, register or ballot. What it hangs on decides what it is worth; a delegation is
a decision of its own, and every act under it leads back to it. What its notice says is asked for
by the Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England)
Regulations 2012 (SI 2012/2089), regulation 13.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from decisions.choices import ConditionState
from forum.money import pounds
from forum.rules.ruling import Reason, Ruling
from papers.choices import LineKind, Source
from papers.rules.regulations import PRACTICE, REVIEW

NOTICE = (
    "Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England) "
    "Regulations 2012 (SI 2012/2089), regulation 13 (from memory, to be checked)"
)
OFFICER = "the officer"

_GONE = {
    ConditionState.FAILED: "failed",
    ConditionState.LAPSED: "lapsed",
}


@dataclass(frozen=True)
class ConditionFacts:
    """Something that the decision hangs on, and what has become of it."""

    text: str
    state: str = ConditionState.OPEN


@dataclass(frozen=True)
class ExecutiveFacts:
    """A decision by one office-holder, as plain values."""

    amount: Decimal | None = None
    ceiling: Decimal | None = None
    source: str = ""
    line_kind: str = ""
    """The kind of its budget line; empty where none is named."""
    is_delegated: bool = False
    conditions: tuple[ConditionFacts, ...] = ()
    spent_under_it: Decimal = Decimal(0)
    """What the acts under the delegation came to so far."""


def standing(conditions: Iterable[ConditionFacts]) -> str:
    """What the decision is worth today: "Agreed, conditional on: selection by the department"."""
    given = list(conditions)
    gone = [each for each in given if each.state in _GONE]
    if gone:
        said = "; ".join(f"{each.text} ({_GONE[ConditionState(each.state)]})" for each in gone)
        return f"Agreed, and of no effect: {said}"
    still = [each.text.rstrip(".") for each in given if each.state == ConditionState.OPEN]
    if still:
        return f"Agreed, conditional on: {'; '.join(still)}"
    return "Agreed, and its conditions are met" if given else "Agreed"


def may_record(facts: ExecutiveFacts) -> Ruling:
    """Money is decided with its source; a grant from outside is one-off money on a grant line."""
    return Ruling.of(_recording(facts))


def may_act(facts: ExecutiveFacts, *, amount: Decimal | None) -> Ruling:
    """An act under a delegation needs one that stands, and stays within what was decided."""
    return Ruling.of(_acting(facts, amount))


def _recording(facts: ExecutiveFacts) -> Iterator[Reason]:
    if facts.amount is not None and not facts.source:
        text = (
            f"The decision commits {pounds(facts.amount)} and names no funding source. A grant "
            "from outside is one-off money, on a budget line of the kind “grant”."
        )
        yield Reason("no-funding-source", text, OFFICER, REVIEW)
    if facts.line_kind == LineKind.GRANT and facts.source != Source.ONE_OFF:
        text = "Money from a grant is one-off: choose one-off as its source, or another line."
        yield Reason("grant-is-one-off", text, OFFICER, PRACTICE)
    if facts.amount is not None and facts.ceiling is not None and facts.amount > facts.ceiling:
        text = (
            f"{pounds(facts.amount)} is more than the {pounds(facts.ceiling)} that there is to "
            "have at most."
        )
        yield Reason("over-ceiling", text, OFFICER, PRACTICE)


def _acting(facts: ExecutiveFacts, amount: Decimal | None) -> Iterator[Reason]:
    if not facts.is_delegated:
        text = "The decision delegates nothing: whoever took it acts, or delegates first."
        yield Reason("no-delegation", text, OFFICER, NOTICE)
    gone = [each for each in facts.conditions if each.state in _GONE]
    if gone:
        became = _GONE[ConditionState(gone[0].state)]
        text = f"The decision is of no effect: {gone[0].text} ({became})."
        yield Reason("condition-gone", text, OFFICER, PRACTICE)
    still = [each for each in facts.conditions if each.state == ConditionState.OPEN]
    if still and amount is not None:
        text = (
            f"The decision hangs on a condition that is open: {still[0].text}. Mark it met, with "
            "what shows it, before money is spent."
        )
        yield Reason("condition-open", text, OFFICER, PRACTICE)
    if amount is not None and facts.amount is not None:
        left = facts.amount - facts.spent_under_it
        if amount > left:
            text = (
                f"{pounds(amount)} is more than the {pounds(left)} that is left of "
                f"{pounds(facts.amount)}."
            )
            yield Reason("beyond-the-decision", text, OFFICER, PRACTICE)
