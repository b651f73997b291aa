"""The gate: what stands in the way of a paper or a motion, and putting it before the forum."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forum.choices import Role
from forum.permissions import require
from forum.views.doors import is_any_of, only
from forum.views.forms import sent
from forum.views.page import page
from papers.forms.tabling import GateForm
from papers.models.agenda import usual_day
from papers.models.cover import asked
from papers.models.facts import fetch_money, paper_facts, placement_facts
from papers.models.working import unsaved
from papers.rules.cautions import notes
from papers.rules.tabling import may_table
from papers.views.doors import paper_for, placement_for
from papers.views.gate import parts
from papers.workflow.tabling import table_paper, table_placement


@only(Role.CLERK, Role.OFFICER, Role.AUDITOR)
@require_http_methods(["GET", "POST"])
def paper_table(request, slug, pk):
    paper = paper_for(request, slug, pk)
    read = []
    form = _form(request, paper.meeting, partial(_ruling_on_paper, paper, read))
    if _passes(request, form, paper.forum):
        day = form.cleaned_data["tabled_on"]
        table_paper(paper, acknowledged=form.acknowledged, by=request.user, on=day)
        messages.success(request, f"“{paper}” is tabled. Its text and funding options are fixed.")
        return redirect(paper)
    recommendations = paper.recommendations.all()
    context = {
        "paper": paper,
        "parts": parts(form.ruling, recommendations, paper=paper, slug=slug),
        "back": paper.get_absolute_url(),
        "caption": str(paper),
        "notes": notes(read[-1]),
        "unsaved": [] if paper.is_tabled else unsaved(paper),
    }
    return _gate(request, paper.forum, form, context)


@only(Role.CLERK, Role.OFFICER, Role.AUDITOR)
@require_http_methods(["GET", "POST"])
def placement_table(request, slug, pk):
    placement = placement_for(slug, pk)
    recommendation = placement.recommendation
    form = _form(request, placement.meeting, partial(_ruling_on_placement, placement))
    if _passes(request, form, placement.forum):
        day = form.cleaned_data["tabled_on"]
        table_placement(placement, acknowledged=form.acknowledged, by=request.user, on=day)
        messages.success(request, f"{recommendation} is tabled. Its funding options are fixed.")
        return redirect(placement.meeting)
    fetch_money([recommendation])
    context = {
        "placement": placement,
        "asked": asked(recommendation),
        "parts": parts(form.ruling, [recommendation], paper=None, slug=slug),
        "back": placement.meeting.get_absolute_url(),
        "caption": f"{recommendation}, {recommendation.get_origin_display().lower()}",
    }
    return _gate(request, placement.forum, form, context)


def _ruling_on_paper(paper, read, *, on):
    """The ruling of the gate; what it was made of is read once, for the notes as well."""
    read.append(paper_facts(paper, on=on))
    return may_table(read[-1])


def _ruling_on_placement(placement, *, on):
    return may_table(placement_facts(placement, on=on))


def _form(request, meeting, rule):
    today = timezone.localdate()
    day = usual_day(meeting, today=today) if meeting else today
    return GateForm(sent(request), rule=rule, initial={"tabled_on": day})


def _passes(request, form, forum):
    if request.method == "POST":
        require(request.user, forum, Role.CLERK)
    return form.is_valid() and form.ruling.allowed


def _gate(request, forum, form, context):
    """The checklist; refused with everything that was typed where it was sent and may not pass."""
    refused = form.is_bound and "tabled_on" not in form.errors
    shown = {
        "title": "Put before the forum",
        "form": form,
        "ruling": form.ruling,
        "may_mend": is_any_of(request.user, forum, Role.CLERK, Role.OFFICER),
        **context,
    }
    return page(
        request,
        "papers/tabling_gate.html",
        forum,
        shown,
        current="Papers",
        status=409 if refused else 200,
    )
