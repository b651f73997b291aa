"""Where the funding source of a matter stands on a day: asked, not settled, settled, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from decisions.rules.authority import last_day_of
from decisions.rules.findings.facts import DecisionFacts, MatterFacts
from decisions.rules.findings.settling import (
    approvals,
    open_since,
    settling_decision,
    taken_back_on,
)


class SourceState(StrEnum):
    """Where a funding source stands; the words are those of a status tag."""

    NONE = "No money decided"
    OFFERED = "Offered"
    UNSETTLED = "Not settled"
    SETTLED = "Settled"
    ENDED = "Ended"


@dataclass(frozen=True)
class SourceStatus:
    """The state of a source on a day, and what is known of it."""

    state: SourceState
    words: str = ""
    """Such as "One-off, until 31 October 2019" or "since 4 July 2018"."""


def source_status(matter: MatterFacts, on: date) -> SourceStatus:
    """What the record said on the day; one approval without a source leaves all unsettled."""
    agreed = [each for each in approvals(matter) if each.decided_on <= on]
    if not agreed:
        return SourceStatus(SourceState.NONE)
    undone = [taken_back_on(each, matter, on) for each in agreed]
    if all(undone):
        last = max(each for each in undone if each is not None)
        return SourceStatus(SourceState.ENDED, f"undone by the decision of {_day(last)}")
    agreed = [each for each, by in zip(agreed, undone, strict=True) if by is None]
    settled = [_settled(each, matter, on) for each in agreed]
    waiting = [each for each, by in zip(agreed, settled, strict=True) if by is None]
    if waiting:
        since = min(open_since(each, matter, on) for each in waiting)
        return SourceStatus(SourceState.UNSETTLED, f"since {_day(since)}")
    return _of([each for each in settled if each is not None], on)


def _settled(decision: DecisionFacts, matter: MatterFacts, on: date) -> DecisionFacts | None:
    """The decision that had settled the source by the day."""
    settled = settling_decision(decision, matter, on)
    return settled if settled is not None and settled.decided_on <= on else None


def _of(settled: list[DecisionFacts], on: date) -> SourceStatus:
    names = sorted({source.label for each in settled for source in each.sources})
    ends = [last_day_of(each.awards) for each in settled]
    known = [end for end in ends if end is not None]
    until = max(known) if len(known) == len(ends) else None
    if until is None:
        return SourceStatus(SourceState.SETTLED, " and ".join(names))
    state = SourceState.ENDED if until < on else SourceState.SETTLED
    return SourceStatus(state, f"{' and '.join(names)}, until {_day(until)}")


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
