"""A decision by one office-holder as the rules see it."""

from __future__ import annotations

from decimal import Decimal

from decisions.models.outcomes.executive import ExecutiveDecision
from decisions.models.outcomes.outcome import Condition
from decisions.rules.executive import ConditionFacts, ExecutiveFacts, standing


def executive_facts(decision: ExecutiveDecision) -> ExecutiveFacts:
    """The decision with its conditions, and what was spent under it so far."""
    is_recorded = not decision._state.adding
    acts = decision.acts.all() if is_recorded else ()
    line = decision.budget_line
    return ExecutiveFacts(
        amount=decision.amount,
        ceiling=decision.ceiling,
        source=decision.source,
        line_kind=line.kind if line else "",
        is_delegated=decision.is_delegated,
        conditions=condition_facts(decision) if is_recorded else (),
        spent_under_it=sum((act.amount for act in acts if act.amount), Decimal(0)),
    )


def condition_facts(decision: ExecutiveDecision) -> tuple[ConditionFacts, ...]:
    """What it hangs on."""
    return tuple(_condition(each) for each in decision.conditions.all())


def standing_of(decision: ExecutiveDecision) -> str:
    """What the decision is worth today."""
    return standing(condition_facts(decision))


def _condition(condition: Condition) -> ConditionFacts:
    return ConditionFacts(condition.text, condition.state)
