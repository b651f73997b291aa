"""The review of a matter: every finding, and the figures at its head."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from decisions.rules.findings import conduct, funding
from decisions.rules.findings.facts import Finding, MatterFacts
from decisions.rules.findings.settling import approvals, days_to_settled, settling_decision

RULES: tuple[Callable[[MatterFacts], Iterator[Finding]], ...] = (
    funding.approved_without_source,
    funding.settled_late,
    funding.source_changed,
    funding.several_labels,
    funding.option_not_recognised,
    funding.option_never_resolved,
    funding.authority_expired,
    funding.one_off_for_recurring,
    funding.line_over_committed,
    funding.historic_increased,
    funding.amount_differs,
    conduct.statements_contradicted,
    conduct.earlier_approval_reused,
    conduct.wrong_group_voted,
    conduct.substitute_of_another_group,
    conduct.clerk_ruled,
    conduct.never_ratified,
    conduct.action_overdue,
    conduct.action_without_owner,
    conduct.action_without_date,
)


@dataclass(frozen=True)
class Figures:
    """A matter in figures."""

    days_to_settled: int | None
    """The longest wait from an approval to its settled source; None where none is settled."""
    never_settled: int
    """Approvals whose source is not settled to this day."""
    meetings: int
    """Meetings from the first approval to the settled source, or to this day."""
    labels: int
    """Different names that were given to the source."""
    overdue_actions: int
    statements_contradicted: int


def findings(matter: MatterFacts) -> tuple[Finding, ...]:
    """Everything that the rules find in the matter, in the order of the rules."""
    return tuple(finding for rule in RULES for finding in rule(matter))


def figures(matter: MatterFacts) -> Figures:
    """The numbers at the head of a review."""
    waits = [days_to_settled(decision, matter) for decision in approvals(matter)]
    known = [days for days in waits if days is not None]
    return Figures(
        days_to_settled=max(known, default=None),
        never_settled=len(waits) - len(known),
        meetings=_meetings(matter),
        labels=len({option.label for option in matter.options}),
        overdue_actions=sum(action.is_overdue(matter.as_of) for action in matter.actions),
        statements_contradicted=len(tuple(conduct.statements_contradicted(matter))),
    )


def _meetings(matter: MatterFacts) -> int:
    agreed = approvals(matter)
    if not agreed:
        return 0
    settled = [settling_decision(decision, matter) for decision in agreed]
    ends = [each.decided_on for each in settled if each is not None]
    last = max(ends) if len(ends) == len(agreed) else matter.as_of
    return sum(agreed[0].decided_on <= day <= last for day in set(matter.meetings))
