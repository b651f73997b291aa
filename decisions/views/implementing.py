"""Saying how far a decision was carried out."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from decisions.forms.implementing import SayForm
from decisions.models import Implementation
from decisions.views.doors import outcome_for
from decisions.views.outcomes import FOLLOWERS, following_form
from decisions.workflow.implementing import say_implementation
from forum.views.doors import only
from forum.views.forms import sent


@only(*FOLLOWERS)
@require_http_methods(["GET", "POST"])
def implementation_add(request, slug, pk):
    outcome = outcome_for(request, slug, pk)
    today = timezone.localdate()
    said = Implementation(forum=outcome.forum, outcome=outcome)
    form = SayForm(sent(request), instance=said, initial={"said_on": today})
    if form.is_valid():
        say_implementation(form.instance, by=request.user, on=today)
        messages.success(request, f"Noted: {said.get_state_display().lower()}.")
        return redirect(outcome)
    lead = "This stands apart from the decision, and what was said before stays."
    return following_form(
        request, outcome, form, title="How far was it carried out?", submit="Note it", lead=lead
    )
