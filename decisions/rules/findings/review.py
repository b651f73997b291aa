"""The review of a matter: every finding, and the figures at its head."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from decisions.rules.findings import asking, conduct, doing, funding, lasting, saying
from decisions.rules.findings.facts import MatterFacts
from decisions.rules.findings.finding import Finding
from decisions.rules.findings.settling import answered_on, approvals, days_to_settled

RULES: tuple[Callable[[MatterFacts], Iterator[Finding]], ...] = (
    asking.asked_without_source,
    funding.approved_without_source,
    funding.settled_late,
    funding.source_changed,
    asking.several_labels,
    asking.option_not_recognised,
    asking.option_never_resolved,
    lasting.authority_expired,
    lasting.spent_without_authority,
    lasting.condition_not_met,
    lasting.overtaken_outside,
    lasting.deferral_forgotten,
    funding.one_off_for_recurring,
    funding.line_over_committed,
    funding.historic_increased,
    funding.amount_differs,
    saying.statements_contradicted,
    saying.earlier_approval_reused,
    saying.later_assertion_only,
    saying.greatly_corrected,
    conduct.wrong_group_voted,
    conduct.substitute_of_another_group,
    conduct.clerk_ruled,
    conduct.never_ratified,
    conduct.votes_not_recorded,
    conduct.barred_office,
    doing.action_overdue,
    doing.action_without_owner,
    doing.action_without_date,
)


ORDER = (
    "asked-without-source",
    "approved-without-source",
    "settled-late",
    "source-changed",
    "several-labels",
    "option-not-recognised",
    "option-never-resolved",
    "authority-expired",
    "spent-without-authority",
    "condition-not-met",
    "overtaken-outside",
    "deferral-forgotten",
    "one-off-for-recurring",
    "line-over-committed",
    "historic-increased",
    "amount-differs",
    "statement-contradicted",
    "earlier-approval-reused",
    "later-assertion-only",
    "greatly-corrected",
    "wrong-group-voted",
    "substitute-of-another-group",
    "clerk-ruled-on-register",
    "never-ratified",
    "votes-not-recorded",
    "barred-office",
    "action-overdue",
    "action-without-owner",
    "action-without-date",
)
"""What the rules find, in their order."""


@dataclass(frozen=True)
class RuleCount:
    """How often one rule found something."""

    rule: str
    title: str
    open: int
    put_right: int


@dataclass(frozen=True)
class Figures:
    """A matter in figures."""

    days_to_settled: int | None
    """The longest wait from an approval to its settled source; None where none is settled."""
    never_settled: int
    """Approvals whose source is not settled to this day, and which nothing took back."""
    meetings: int
    """Meetings from the first approval to the settled source, or what took it back, or today."""
    labels: int
    """Different names that were given to the source."""
    overdue_actions: int
    statements_contradicted: int


def findings(matter: MatterFacts) -> tuple[Finding, ...]:
    """Everything that the rules find in the matter, in the order of the rules."""
    return tuple(finding for rule in RULES for finding in rule(matter))


def figures(matter: MatterFacts) -> Figures:
    """The numbers at the head of a review."""
    agreed = approvals(matter)
    waits = [days_to_settled(decision, matter) for decision in agreed]
    known = [days for days in waits if days is not None]
    waiting = [each for each in agreed if answered_on(each, matter) is None]
    return Figures(
        days_to_settled=max(known, default=None),
        never_settled=len(waiting),
        meetings=_meetings(matter),
        labels=len(asking.names_given(matter)),
        overdue_actions=sum(action.is_overdue(matter.as_of) for action in matter.actions),
        statements_contradicted=len(tuple(saying.statements_contradicted(matter))),
    )


def figures_together(matters: Iterable[MatterFacts]) -> Figures:
    """The same over many matters: the longest wait and the most meetings, and all the rest."""
    each = [figures(matter) for matter in matters]
    waits = [one.days_to_settled for one in each if one.days_to_settled is not None]
    return Figures(
        days_to_settled=max(waits, default=None),
        never_settled=sum(one.never_settled for one in each),
        meetings=max((one.meetings for one in each), default=0),
        labels=max((one.labels for one in each), default=0),
        overdue_actions=sum(one.overdue_actions for one in each),
        statements_contradicted=sum(one.statements_contradicted for one in each),
    )


def counted(found: Iterable[Finding]) -> tuple[RuleCount, ...]:
    """How often each rule found something, in the order of the rules."""
    per_rule: dict[str, list[Finding]] = {}
    for finding in found:
        per_rule.setdefault(finding.rule, []).append(finding)
    return tuple(
        RuleCount(
            rule,
            per_rule[rule][0].title,
            open=sum(not each.is_resolved for each in per_rule[rule]),
            put_right=sum(each.is_resolved for each in per_rule[rule]),
        )
        for rule in sorted(per_rule, key=_place)
    )


def _place(rule: str) -> int:
    return ORDER.index(rule) if rule in ORDER else len(ORDER)


def _meetings(matter: MatterFacts) -> int:
    agreed = approvals(matter)
    if not agreed:
        return 0
    answered = [answered_on(decision, matter) for decision in agreed]
    ends = [each for each in answered if each is not None]
    last = max(ends) if len(ends) == len(agreed) else matter.as_of
    return sum(agreed[0].decided_on <= day <= last for day in set(matter.meetings))
