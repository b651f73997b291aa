"""Linking a decision to an earlier one."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from decisions.choices import LinkKind
from decisions.forms.linking import LinkForm
from decisions.models.threads.references import reference
from decisions.views.doors import outcome_for
from decisions.views.outcomes import following_form
from decisions.workflow.linking import link_to_earlier
from forum.choices import Role
from forum.views.doors import only
from forum.views.forms import sent


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def link_add(request, slug, pk):
    outcome = outcome_for(request, slug, pk)
    form = LinkForm(sent(request), later=outcome)
    if form.is_valid():
        kind = LinkKind(form.cleaned_data["kind"])
        link_to_earlier(outcome, form.chosen, kind, by=request.user, on=timezone.localdate())
        said = f"{reference(outcome)} {kind.label.lower()} {reference(form.chosen)}."
        messages.success(request, f"The record says: {said}")
        return redirect(outcome)
    lead = (
        "Neither decision is changed: the link stands beside both, for good. Start from the later "
        "decision and choose the earlier one."
    )
    return following_form(
        request, outcome, form, title="Link to an earlier decision", submit="Link them", lead=lead
    )
