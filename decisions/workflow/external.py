"""Asking a body outside the forum about a decision, and entering what it answered."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from decisions.choices import DecisionEvent
from decisions.models import ExternalStep
from decisions.models.following.following_facts import answer_facts, asked_facts
from decisions.rules.external import may_answer, may_ask_outside
from decisions.search import keep_outcome
from decisions.workflow.coming_back import write_down_authority
from decisions.workflow.settling import record_about
from decisions.workflow.standing import write_down_standing
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Person
from forum.money import pounds
from forum.permissions import require

WHO = (Role.CLERK, Role.OFFICER)
ANSWER = ("result", "decided_on", "amount", "text", "overtakes", "evidence")


@transaction.atomic
def ask_outside(step: ExternalStep, *, by: Person, on: date) -> ExternalStep:
    """Record that a body outside the forum was asked about what it resolved."""
    require(by, step.forum, *WHO)
    lock_row(step.outcome)
    may_ask_outside(asked_facts(step)).insist()
    step.keep()
    record_about(
        DecisionEvent.EXTERNAL_ASKED,
        f"{step.outcome.question}: {step.body_name} asked{_on(step.asked_on)}",
        step.outcome,
        by=by,
        on=on,
        step=step.pk,
        body=step.body,
        asked=step.asked,
    )
    keep_outcome(step.outcome)
    return step


@transaction.atomic
def record_answer(step: ExternalStep, *, by: Person, on: date) -> ExternalStep:
    """Record what the body answered: a fact of its own, beside what the forum resolved."""
    require(by, step.forum, *WHO)
    before = ExternalStep.objects.get(pk=step.pk)
    lock_row(before)
    may_answer(answer_facts(step, is_answered=not before.is_pending)).insist()
    step.validate_constraints()
    step.save(update_fields=ANSWER)
    amount = f", {pounds(step.amount)}" if step.amount is not None else ""
    instead = ", in place of the forum’s decision" if step.overtakes else ""
    record_about(
        DecisionEvent.EXTERNAL_DECIDED,
        f"{step.outcome.question}: {step.body_name}, "
        f"{step.get_result_display().lower()}{_on(step.decided_on)}{amount}{instead}",
        step.outcome,
        by=by,
        on=on,
        step=step.pk,
        outside=step.result,
        decided_on=step.decided_on,
        amount=step.amount,
        text=step.text,
        overtakes=step.overtakes,
        evidence=step.evidence,
    )
    write_down_standing(step.outcome, on=on)
    write_down_authority(step.outcome, by, on=on)
    keep_outcome(step.outcome)
    return step


def _on(day: date | None) -> str:
    return f" on {day:%-d %B %Y}" if day else ""
