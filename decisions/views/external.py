"""Bodies outside the forum: what they were asked about a decision, and what they answered."""

from __future__ import annotations

from copy import copy

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from decisions.forms.external import AnswerForm, AskForm
from decisions.models import ExternalStep
from decisions.models.threads.log_row import LogRow
from decisions.views.doors import external_for, outcome_for
from decisions.views.outcomes import FOLLOWERS, following_form
from decisions.workflow.external import ask_outside, record_answer
from forum.views.doors import is_any_of, only
from forum.views.forms import sent
from forum.views.page import page


@only(*FOLLOWERS)
@require_http_methods(["GET", "POST"])
def external_add(request, slug, pk):
    outcome = outcome_for(request, slug, pk)
    form = AskForm(sent(request), instance=ExternalStep(forum=outcome.forum, outcome=outcome))
    if form.is_valid():
        step = ask_outside(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"{step.body_name} is asked; enter the answer when it comes.")
        return redirect(outcome)
    lead = (
        "The Secretary of State, the council’s executive or another body may have to decide on "
        "what the forum resolved. Its answer is kept beside the forum’s decision."
    )
    return following_form(
        request, outcome, form, title="Ask a body outside the forum", submit="Enter it", lead=lead
    )


@require_http_methods(["GET", "POST"])
def external_detail(request, slug, pk):
    step = external_for(request, slug, pk)
    answers = is_any_of(request.user, step.forum, *FOLLOWERS)
    if request.method == "POST" and not answers:
        raise PermissionDenied
    # A form writes into its record even where it is refused; the page shows what is kept.
    form = AnswerForm(sent(request), instance=copy(step)) if answers and step.is_pending else None
    if form and form.is_valid():
        answered = record_answer(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"{answered}.")
        return redirect(step.outcome)
    context = {"title": str(step), "step": step, "form": form, "row": LogRow(step.outcome)}
    return page(
        request, "decisions/external_detail.html", step.forum, context, current="Decisions"
    )
