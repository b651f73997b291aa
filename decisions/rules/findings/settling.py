"""When the funding source of a decision was settled, and by which decision."""

from __future__ import annotations

from datetime import date

from decisions.choices import LinkKind
from decisions.rules.authority import last_day_of
from decisions.rules.findings.facts import DecisionFacts, MatterFacts

ENDS_AUTHORITY = (LinkKind.REPLACES, LinkKind.REVERSES)
"""Later decisions that take the authority of an earlier one away."""


def settling_decision(decision: DecisionFacts, matter: MatterFacts) -> DecisionFacts | None:
    """The decision that says from which money: itself, or the first later one that settles it."""
    if decision.has_source:
        return decision
    later = matter.later_than(decision, LinkKind.SETTLES_SOURCE)
    return next((each for each in later if each.has_source), None)


def days_to_settled(decision: DecisionFacts, matter: MatterFacts) -> int | None:
    """Days from the meeting that agreed it to the meeting that settled its source."""
    settled = settling_decision(decision, matter)
    return None if settled is None else (settled.decided_on - decision.decided_on).days


def approvals(matter: MatterFacts) -> tuple[DecisionFacts, ...]:
    """Requests for money that the forum agreed, earliest first."""
    found = [each for each in matter.decisions if each.is_carried and each.seeks_resources]
    return tuple(sorted(found, key=lambda decision: decision.decided_on))


def authority_ended_on(matter: MatterFacts) -> date | None:
    """The last day of authority of all that stands; None where none stands or it has no end."""
    standing = [
        decision
        for decision in matter.decisions
        if decision.has_source and not matter.later_than(decision, *ENDS_AUTHORITY)
    ]
    ends = [last_day_of(decision.awards) for decision in standing]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None
