"""What decisions hang on: conditions set with them, and what became of those."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from decisions.choices import ConditionState, DecisionEvent
from decisions.models import Condition, Outcome
from decisions.models.following.following_facts import mark_facts, set_facts
from decisions.rules.conditions import may_mark_condition, may_set_condition
from decisions.search import keep_outcome
from decisions.workflow.coming_back import write_down_authority
from decisions.workflow.standing import write_down_standing
from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Person
from forum.permissions import require


@transaction.atomic
def set_condition(outcome: Outcome, text: str, *, by: Person, on: date) -> Condition:
    """Record something that an outcome hangs on."""
    require(by, outcome.forum, Role.CLERK)
    lock_row(outcome)
    may_set_condition(set_facts(outcome, text)).insist()
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
    keep_outcome(outcome)
    return condition


@transaction.atomic
def mark_condition(
    condition: Condition, state: ConditionState, *, evidence: str, by: Person, on: date
) -> Condition:
    """Say what has become of a condition: met, failed or lapsed, and what shows it."""
    require(by, condition.forum, Role.CLERK, Role.OFFICER)
    lock_row(condition)
    may_mark_condition(mark_facts(condition, state, evidence=evidence, on=on)).insist()
    condition.state, condition.evidence, condition.marked_on = state, evidence, on
    condition.save(update_fields=["state", "evidence", "marked_on"])
    decision = condition.executive_decision
    outcome = condition.outcome
    matter = decision.matter_id if decision else None
    if outcome:
        write_down_standing(outcome, on=on)
        write_down_authority(outcome, by, on=on)
        matter = outcome.question.placement.recommendation.matter_id
    audit.record(
        DecisionEvent.CONDITION_MARKED,
        f"Condition {condition.get_state_display().lower()}: {condition.text}",
        forum=condition.forum,
        by=by,
        on=on,
        about=condition,
        matter=matter,
        state=state,
        evidence=evidence,
    )
    return condition
