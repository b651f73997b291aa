"""What a decision is worth on a day: it stands, hangs on something, or another came in its place.

The latest word counts. What a body outside the forum decided in its place comes first, then a
later decision that reverses, replaces or ratifies it, then its own result and what it hangs on,
and last whether its source is settled and its authority to spend has ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from decisions.choices import (
    CARRIED,
    ConditionState,
    ExternalResult,
    LinkKind,
    Result,
    Settlement,
)


class WorthState(StrEnum):
    """What a decision is worth; the words are those of a status tag."""

    OVERTAKEN = "Overtaken"
    REVERSED = "Reversed"
    REPLACED = "Replaced"
    NO_EFFECT = "Of no effect"
    NOT_AGREED = "Not agreed"
    UNDECIDED = "Not decided"
    HEARD = "Heard"
    ENDED = "Authority ended"
    WAITING = "Waits for another body"
    UNSETTLED = "Source not settled"
    CONDITIONAL = "Conditional"
    STANDS = "Stands"


STANDING = (
    WorthState.STANDS,
    WorthState.CONDITIONAL,
    WorthState.UNSETTLED,
    WorthState.WAITING,
)
"""States in which the forum's decision is still the last word."""
HEARD = (Result.NOTED, Result.VIEW_RECORDED)
_GONE = (ConditionState.FAILED, ConditionState.LAPSED)
_TAKEN = {LinkKind.REVERSES: WorthState.REVERSED, LinkKind.REPLACES: WorthState.REPLACED}
_STILL = {
    LinkKind.AMENDS: "amended",
    LinkKind.RATIFIES: "ratified",
    LinkKind.SETTLES_SOURCE: "source settled",
}
"""Links after which a decision stands."""


@dataclass(frozen=True)
class Bearing:
    """A later decision that bears on it."""

    kind: LinkKind
    name: str
    """Its reference: "2019-02-27/7/1"."""
    decided_on: date
    reversed_on: date | None = None
    """The day on which that decision was itself reversed."""

    def settles(self, on: date) -> bool:
        """Whether it says from which money, and was not reversed by the day."""
        return self.kind == LinkKind.SETTLES_SOURCE and not (
            self.reversed_on and self.reversed_on <= on
        )


@dataclass(frozen=True)
class Hanging:
    """A condition that it hangs on, and what has become of that."""

    text: str
    state: ConditionState = ConditionState.OPEN
    marked_on: date | None = None


@dataclass(frozen=True)
class Outside:
    """A body outside the forum that was asked about it."""

    body: str
    result: ExternalResult = ExternalResult.PENDING
    asked_on: date | None = None
    decided_on: date | None = None
    overtakes: bool = False


@dataclass(frozen=True)
class WorthFacts:
    """A decision with all that bears on it."""

    result: Result
    settlement: Settlement = Settlement.NOT_APPLICABLE
    until_on: date | None = None
    """The last day of its authority to spend; None where it gives none, or states no end."""
    deferred_to_on: date | None = None
    later: tuple[Bearing, ...] = ()
    conditions: tuple[Hanging, ...] = ()
    outside: tuple[Outside, ...] = ()

    def before(self, on: date, kinds: Iterable[LinkKind]) -> list[Bearing]:
        """The later decisions of these kinds by the day, earliest first."""
        wanted = set(kinds)
        found = [each for each in self.later if each.decided_on <= on and each.kind in wanted]
        return sorted(found, key=lambda each: each.decided_on)


@dataclass(frozen=True)
class Worth:
    """What the decision is worth on the day, in a word and in a sentence."""

    state: WorthState
    sentence: str = ""

    @property
    def is_standing(self) -> bool:
        """Whether the forum's decision is still the last word."""
        return self.state in STANDING


def worth(decision: WorthFacts, on: date) -> Worth:
    """What the decision is worth on the day: of all that could be said, the most important."""
    return next(_answers(decision, on))


def _answers(decision: WorthFacts, on: date) -> Iterator[Worth]:
    yield from _overtaken(decision, on)
    yield from _taken_away(decision, on)
    yield from _not_carried(decision, on)
    yield from _gone(decision, on)
    yield from _waiting(decision, on)
    yield from _money(decision, on)
    yield _stands(decision, on)


def _overtaken(decision: WorthFacts, on: date) -> Iterator[Worth]:
    for each in reversed(decision.outside):
        if each.overtakes and _by(each.decided_on, on):
            day = f" on {_day(each.decided_on)}" if each.decided_on else ""
            said = f"{each.body} decided in the forum’s place{day}: {each.result.label.lower()}."
            yield Worth(WorthState.OVERTAKEN, said)


def _taken_away(decision: WorthFacts, on: date) -> Iterator[Worth]:
    for each in decision.before(on, _TAKEN):
        state = _TAKEN[each.kind]
        yield Worth(state, f"{state} by {each.name} on {_day(each.decided_on)}.")


def _not_carried(decision: WorthFacts, on: date) -> Iterator[Worth]:
    if decision.result in CARRIED or decision.before(on, [LinkKind.RATIFIES]):
        return
    for each in decision.before(on, [LinkKind.RE_DECIDES])[-1:]:
        came = f"Decided again by {each.name} on {_day(each.decided_on)}."
        yield Worth(WorthState.UNDECIDED, came)
    if decision.result == Result.NOT_CARRIED:
        yield Worth(WorthState.NOT_AGREED, "The forum did not agree it.")
    if decision.result in HEARD:
        yield from _waiting(decision, on)
        yield Worth(WorthState.HEARD, f"{decision.result.label}: the forum decided nothing here.")
    if decision.result == Result.DEFERRED and decision.deferred_to_on:
        back = f"Deferred to the meeting of {_day(decision.deferred_to_on)}."
        yield Worth(WorthState.UNDECIDED, back)
    yield Worth(WorthState.UNDECIDED, f"{decision.result.label}.")


def _gone(decision: WorthFacts, on: date) -> Iterator[Worth]:
    gone = [
        each for each in decision.conditions if each.state in _GONE and _by(each.marked_on, on)
    ]
    if gone:
        told = "; ".join(f"{_bare(each.text)} ({each.state.label.lower()})" for each in gone)
        yield Worth(WorthState.NO_EFFECT, f"What it hung on did not come about: {told}.")


def _waiting(decision: WorthFacts, on: date) -> Iterator[Worth]:
    for each in reversed(decision.outside):
        answered = each.result != ExternalResult.PENDING and _by(each.decided_on, on)
        if _by(each.asked_on, on) and not answered:
            asked = f", asked on {_day(each.asked_on)}" if each.asked_on else ""
            yield Worth(WorthState.WAITING, f"{each.body} has not answered yet{asked}.")


def _money(decision: WorthFacts, on: date) -> Iterator[Worth]:
    if decision.until_on is not None and decision.until_on < on:
        said = f"Authority to spend ended on {_day(decision.until_on)}."
        yield Worth(WorthState.ENDED, said)
    is_open = decision.settlement == Settlement.UNSETTLED
    settling = decision.before(on, [LinkKind.SETTLES_SOURCE])
    if is_open and not any(each.settles(on) for each in settling):
        said = "Agreed in principle: nothing may be spent until the source is settled."
        yield Worth(WorthState.UNSETTLED, said)
    still = [each for each in decision.conditions if not _is_marked(each, on)]
    if still:
        hangs = "; ".join(_bare(each.text) for each in still)
        yield Worth(WorthState.CONDITIONAL, f"On condition that: {hangs}.")


def _stands(decision: WorthFacts, on: date) -> Worth:
    words = [
        f"{_STILL[each.kind]} by {each.name} on {_day(each.decided_on)}"
        for each in decision.before(on, _STILL)
    ]
    if decision.until_on is not None:
        words.append(f"authority to spend until {_day(decision.until_on)}")
    sentence = "; ".join(words)
    return Worth(WorthState.STANDS, f"{sentence[:1].upper()}{sentence[1:]}." if sentence else "")


def _is_marked(condition: Hanging, on: date) -> bool:
    return condition.state != ConditionState.OPEN and _by(condition.marked_on, on)


def _by(day: date | None, on: date) -> bool:
    """Whether it had happened by the day; what has no stated day has."""
    return day is None or day <= on


def _bare(text: str) -> str:
    return text.strip().rstrip(".")


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
