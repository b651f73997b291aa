"""When the funding source of a decision was settled, and by which decision."""

from __future__ import annotations

from datetime import date

from decisions.choices import ConditionState, ExternalResult, LinkKind
from decisions.rules.authority import AuthorityFacts, ConditionFacts, Ending
from decisions.rules.findings.facts import DecisionFacts, MatterFacts
from decisions.rules.findings.finding import printed

ENDS_AUTHORITY = (LinkKind.REPLACES, LinkKind.REVERSES)
"""Later decisions that take the authority of an earlier one away."""
NOT_MET = (ConditionState.FAILED, ConditionState.LAPSED)


def settling_decision(
    decision: DecisionFacts, matter: MatterFacts, on: date | None = None
) -> DecisionFacts | None:
    """The decision that says from which money: itself, or the first later one that settles it.

    One that was reversed settles nothing any more: to this day, or by the day where one is given.
    """
    if decision.has_source:
        return decision
    later = matter.later_than(decision, LinkKind.SETTLES_SOURCE)
    return next((each for each in later if each.has_source and not _reversed(each, on)), None)


def _reversed(decision: DecisionFacts, on: date | None) -> bool:
    day = decision.reversed_on
    return day is not None and (on is None or day <= on)


def taken_back_on(
    decision: DecisionFacts, matter: MatterFacts, on: date | None = None
) -> date | None:
    """The first day on which it was reversed or replaced, by the day where one is given."""
    later = matter.later_than(decision, *ENDS_AUTHORITY)
    days = [each.decided_on for each in later if each.is_carried]
    if decision.reversed_on is not None:
        days.append(decision.reversed_on)
    return min((day for day in days if on is None or day <= on), default=None)


def open_since(decision: DecisionFacts, matter: MatterFacts, on: date) -> date:
    """The day from which it waits: its own, or the one on which what settled it was reversed."""
    later = matter.later_than(decision, LinkKind.SETTLES_SOURCE)
    days = [each.reversed_on for each in later if each.reversed_on is not None]
    return max((day for day in days if day <= on), default=decision.decided_on)


def answered_on(decision: DecisionFacts, matter: MatterFacts) -> date | None:
    """The day from which its source is awaited no more: it was settled, or taken back."""
    settled = settling_decision(decision, matter)
    return settled.decided_on if settled else taken_back_on(decision, matter)


def days_to_settled(decision: DecisionFacts, matter: MatterFacts) -> int | None:
    """Days from the meeting that agreed it to the meeting that settled its source."""
    settled = settling_decision(decision, matter)
    return None if settled is None else (settled.decided_on - decision.decided_on).days


def approvals(matter: MatterFacts) -> tuple[DecisionFacts, ...]:
    """Requests for money that the forum agreed, earliest first."""
    return matter.approvals


def standing(matter: MatterFacts, on: date | None = None) -> tuple[DecisionFacts, ...]:
    """Decisions that name their money and that nothing took away, by the day where one is given.

    A later decision takes away, and so do a body outside that decides in the forum's place and a
    condition that failed.
    """
    return tuple(
        decision
        for decision in matter.decisions
        if decision.has_source and not _is_taken_away(decision, matter, on or matter.as_of)
    )


def _is_taken_away(decision: DecisionFacts, matter: MatterFacts, on: date) -> bool:
    if _reversed(decision, on):
        return True
    if any(later.decided_on <= on for later in matter.later_than(decision, *ENDS_AUTHORITY)):
        return True
    refused = decision.overtaken
    if refused is not None and refused.result == ExternalResult.REFUSED:
        return refused.decided_on is None or refused.decided_on <= on
    return any(condition.state in NOT_MET for condition in decision.conditions)


def authority_ended_on(matter: MatterFacts) -> date | None:
    """The last day of authority of all that stands; None where none stands or it has no end."""
    ends = [decision.last_day for decision in standing(matter)]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def authority_facts(decision: DecisionFacts, matter: MatterFacts) -> AuthorityFacts:
    """The decision as far as its authority goes, with what ended it."""
    endings = [
        Ending(later.decided_on, f"by the decision of {later.day}")
        for later in matter.later_than(decision, *ENDS_AUTHORITY)
    ]
    elsewhere = decision.reversed_on
    if elsewhere is not None and elsewhere not in {each.on for each in endings}:
        endings.append(Ending(elsewhere, f"by the decision of {printed(elsewhere)}"))
    step = decision.overtaken
    if step is not None and step.result == ExternalResult.REFUSED:
        endings.append(Ending(step.decided_on or decision.decided_on, f"by {step.body}"))
    awaited = [
        ConditionFacts(f"answer of {each.body}", ConditionState.OPEN)
        for each in decision.outside
        if each.result == ExternalResult.PENDING
    ]
    return AuthorityFacts(
        decision.settlement,
        decision.awards,
        decision.decided_on,
        (*decision.conditions, *awaited),
        tuple(endings),
    )
