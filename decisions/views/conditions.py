"""What decisions hang on: setting a condition, and marking what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from decisions.forms.conditions import ConditionForm, SetConditionForm
from decisions.models.following.following_facts import set_facts
from decisions.rules.conditions import may_set_condition
from decisions.views.doors import condition_for, outcome_for
from decisions.views.outcomes import FOLLOWERS, following_form
from decisions.workflow.conditions import mark_condition, set_condition
from forum.choices import Role
from forum.views.doors import only
from forum.views.forms import sent


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def condition_add(request, slug, pk):
    outcome = outcome_for(request, slug, pk)
    may_set_condition(set_facts(outcome, "")).insist()
    form = SetConditionForm(sent(request), outcome=outcome)
    if form.is_valid():
        text = form.cleaned_data["text"]
        set_condition(outcome, text, by=request.user, on=outcome.decided_on)
        messages.success(request, "The decision hangs on this until it is marked.")
        return redirect(outcome)
    return following_form(
        request, outcome, form, title="Set a condition", submit="Set the condition"
    )


@only(*FOLLOWERS)
@require_http_methods(["GET", "POST"])
def condition_mark(request, slug, pk):
    condition = condition_for(slug, pk)
    decision = condition.executive_decision or condition.outcome
    first = {"evidence": condition.evidence, "marked_on": timezone.localdate()}
    form = ConditionForm(sent(request), initial=first, condition=condition)
    if form.is_valid():
        said = form.cleaned_data
        mark_condition(
            condition,
            said["state"],
            evidence=said["evidence"],
            by=request.user,
            on=said["marked_on"],
        )
        state = condition.get_state_display().lower()
        messages.success(request, f"The condition is marked: {state}.")
        return redirect(decision)
    lead = f"The decision hangs on this: {condition.text}"
    return following_form(
        request, decision, form, title="Mark a condition", submit="Mark it", lead=lead
    )
