"""Decisions by one office-holder, and the conditions that decisions hang on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from decisions.choices import ConditionState, DecisionEvent
from decisions.models import Condition, ExecutiveDecision, Outcome
from forum import audit
from forum.choices import Role
from forum.models import Person
from forum.money import pounds
from forum.permissions import require


@transaction.atomic
def record_executive_decision(
    decision: ExecutiveDecision, conditions: Iterable[str] = (), *, by: Person, on: date
) -> ExecutiveDecision:
    """Record a decision taken by one office-holder, with what it hangs on."""
    require(by, decision.forum, Role.CLERK, Role.OFFICER)
    decision.keep()
    for text in conditions:
        Condition(forum=decision.forum, executive_decision=decision, text=text).keep()
    amount = f", {pounds(decision.amount)}" if decision.amount is not None else ""
    audit.record(
        DecisionEvent.EXECUTIVE_DECISION,
        f"{decision} by {decision.decided_by_post}{amount}",
        forum=decision.forum,
        by=by,
        on=on,
        about=decision,
        matter=decision.matter_id,
        text=decision.text,
        key_reasons=decision.key_reasons,
        delegation=decision.delegation,
        amount=decision.amount,
        source=decision.source,
        conditions=[each.text for each in decision.conditions.all()],
    )
    return decision


@transaction.atomic
def set_condition(outcome: Outcome, text: str, *, by: Person, on: date) -> Condition:
    """Record something that an outcome hangs on."""
    require(by, outcome.forum, Role.CLERK)
    condition = Condition(forum=outcome.forum, outcome=outcome, text=text).keep()
    audit.record(
        DecisionEvent.CONDITION_SET,
        f"{outcome.question}: on condition that {text}",
        forum=outcome.forum,
        by=by,
        on=on,
        about=outcome,
        matter=outcome.question.placement.recommendation.matter_id,
    )
    return condition


@transaction.atomic
def mark_condition(
    condition: Condition, state: ConditionState, *, evidence: str, by: Person, on: date
) -> Condition:
    """Say what has become of a condition: met, failed or lapsed, and what shows it."""
    require(by, condition.forum, Role.CLERK, Role.OFFICER)
    condition.state, condition.evidence, condition.marked_on = state, evidence, on
    condition.save(update_fields=["state", "evidence", "marked_on"])
    decision = condition.executive_decision
    outcome = condition.outcome
    matter = decision.matter_id if decision else None
    if outcome:
        matter = outcome.question.placement.recommendation.matter_id
    audit.record(
        DecisionEvent.CONDITION_MARKED,
        f"Condition {condition.get_state_display().lower()}: {condition.text}",
        forum=condition.forum,
        by=by,
        on=on,
        about=condition,
        matter=matter,
        evidence=evidence,
    )
    return condition
