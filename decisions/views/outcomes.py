"""Recording what a group resolved, and reading it."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from decisions.choices import CARRIED, Result
from decisions.forms.awards import AWARDS, as_award
from decisions.forms.outcomes import DECIDED, OutcomeForm
from decisions.models.ballots.ballot_facts import chosen_options, options_put, standing_ballot
from decisions.models.threads.log_row import LogRow, counts_words, quorum_words
from decisions.models.threads.matter_record import actions_of
from decisions.models.threads.thread import Resolved
from decisions.rules.outcomes import fitting_results, why_not
from decisions.views.doors import outcome_for, question_for
from decisions.views.typed import sent_from_the_screen
from decisions.workflow.deciding import OutcomeDraft, facts_on, record_outcome, ruling_on
from forum.choices import Role
from forum.rules.ruling import Ruling
from forum.views.doors import is_any_of, is_inside, only
from forum.views.forms import form_page
from forum.views.page import page
from forum.views.published import kept_for_the_public
from papers.models import BudgetLine
from papers.models.budget import BALANCE

FOLLOWERS = (Role.CLERK, Role.OFFICER)
"""Who records what follows a decision."""


@only(Role.CLERK)
@sent_from_the_screen("outcome")
@require_http_methods(["GET", "POST"])
def outcome_record(request, slug, pk):
    question = question_for(slug, pk)
    meeting = question.placement.meeting
    if request.method == "GET" and hasattr(question, "outcome"):
        return redirect(question.outcome)
    untold = facts_on(question, OutcomeDraft(Result.NOTED))
    form, awards = _forms(request, question, fitting_results(untold))
    ruling = Ruling()
    if _is_entered(request) and _are_valid(form, awards):
        draft = form.draft(awards)
        ruling = ruling_on(question, draft)
        if ruling.given(request.POST.getlist("confirmed")).allowed:
            outcome = record_outcome(question, draft, by=request.user, on=meeting.held_on)
            messages.success(request, f"Recorded: {outcome}.")
            return redirect("decisions:meeting_run", slug, meeting.pk)
    context = {
        "title": "Record the outcome",
        "form": form,
        "formset": awards,
        "ruling": ruling,
        "confirmed": request.POST.getlist("confirmed"),
        "no_vote": why_no_vote(untold),
        **_asked(question),
    }
    status = 409 if ruling.reasons or ruling.warnings else 200
    template = "decisions/outcome_record.html"
    return page(request, template, question.forum, context, current="Meetings", status=status)


@require_GET
@kept_for_the_public
def outcome_detail(request, slug, pk):
    outcome = outcome_for(request, slug, pk)
    inside = is_inside(request.user, outcome.forum)
    row = LogRow(outcome, actions_of(outcome, inside=inside))
    context = {
        "title": f"{row.matter}: {row.result.lower()}",
        "outcome": outcome,
        "row": row,
        "resolved": Resolved(row, timezone.localdate()),
        "follows": is_any_of(request.user, outcome.forum, *FOLLOWERS),
    }
    template = "decisions/outcome_detail.html"
    return page(request, template, outcome.forum, context, current="Decisions")


def following_form(request, decision, form, **context):
    """A form about what follows a decision; it leads back to the decision."""
    return form_page(
        request,
        decision.forum,
        form,
        caption=str(decision),
        back=decision.get_absolute_url(),
        current="Decisions",
        **context,
    )


def _is_entered(request):
    """Sent to be recorded, and not only to get another row for an award."""
    return request.method == "POST" and "add_award" not in request.POST


def _are_valid(form, awards):
    """Whether both can be read; each shows its own mistakes."""
    return form.is_valid() & (awards is None or awards.is_valid())


def _forms(request, question, fitting):
    """The outcome and, where money is sought, its awards: as sent, or from the chosen option."""
    data = request.POST.copy() if request.method == "POST" else None
    adding = data is not None and "add_award" in data
    rows = "award-TOTAL_FORMS"
    if adding and data.get(rows, "").isdecimal():
        data[rows] = str(int(data[rows]) + 1)
    return outcome_forms(data, question, fitting, adding_row=adding)


def outcome_forms(data, question, fitting, *, adding_row=False, auto_id="id_%s"):
    """The outcome and, where money is sought, its awards: from `data`, or as they begin."""
    filled = _filled_in(question, fitting)
    form = OutcomeForm(
        data,
        question=question,
        fitting=fitting,
        adding_row=adding_row,
        auto_id=auto_id,
        initial={
            "resolution": question.placement.recommendation.text,
            "amount_agreed": question.amount_asked if filled else None,
            "funding": DECIDED if filled else None,
            "result": fitting[0] if len(fitting) == 1 else None,
        },
    )
    if not question.placement.recommendation.seeks_resources:
        return form, None
    lines = BudgetLine.objects.filter(forum=question.forum)
    lines = lines.prefetch_related(*BALANCE)
    awards = AWARDS(data, question=question, lines=lines, initial=filled, auto_id=auto_id)
    return form, awards


def _filled_in(question, fitting):
    seeks = question.placement.recommendation.seeks_resources
    if not seeks or not set(fitting) & set(CARRIED):
        return []
    options = chosen_options(question, standing_ballot(question))
    alone = question.amount_asked if len(options) == 1 else None
    return [as_award(option, alone) for option in options]


def why_no_vote(untold):
    """Where neither carried nor not carried is open: why, in words."""
    if {Result.CARRIED, Result.NOT_CARRIED} & set(fitting_results(untold)):
        return Ruling()
    return why_not(Result.CARRIED, untold)


def _asked(question):
    """What stands beside the form: what was put, to whom, and how the vote went."""
    ballot = standing_ballot(question)
    return {
        "question": question,
        "recommendation": question.placement.recommendation,
        "options": options_put(question),
        "ballot": ballot,
        "counts": counts_words(ballot) if ballot and ballot.is_closed else "",
        "quorum": quorum_words(ballot),
    }
