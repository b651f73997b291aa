"""Ballots: opened by the clerk with the register in view, voted in, closed, read."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from decisions.choices import Method, Procedure
from decisions.forms.voting import (
    USUAL,
    ConfirmForm,
    CountsForm,
    DeclaredForm,
    OpeningForm,
    ProcedureForm,
    VoidForm,
)
from decisions.models.ballot_facts import (
    close_facts,
    open_facts,
    open_procedure_facts,
    option_choices,
)
from decisions.models.ballot_record import as_it_stands, ballot_record
from decisions.rules.ballots import may_close_ballot, may_open_ballot, may_void
from decisions.views.doors import ballot_for, item_for, question_for
from decisions.workflow.voting import (
    close_ballot,
    entries_for,
    open_ballot,
    open_procedural_ballot,
    procedure_entries,
    void_ballot,
)
from forum.choices import Role
from forum.views.doors import is_inside, only
from forum.views.forms import sent
from forum.views.page import page


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def ballot_open(request, slug, pk):
    question = question_for(slug, pk)
    entries = entries_for(question, in_the_room=True)
    rulings = {method: may_open_ballot(open_facts(question, entries, method)) for method in Method}
    form = OpeningForm(sent(request), rulings=rulings)
    if form.is_valid() and rulings[form.cleaned_data["method"]].allowed:
        method, day = form.cleaned_data["method"], question.placement.meeting.held_on
        ballot = open_ballot(question, method, by=request.user, on=day)
        messages.success(request, f"The ballot is open: {ballot}.")
        return redirect("decisions:ballot_detail", slug, ballot.pk)
    context = {"question": question, "group": question.get_group_display()}
    return _opening(request, question.placement.agenda_item, form, entries, rulings, context)


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def procedural_ballot_open(request, slug, pk):
    item = item_for(slug, pk)
    procedure = _procedure(request, item)
    entries = procedure_entries(item, procedure)
    rulings = {
        method: may_open_ballot(open_procedure_facts(item, procedure, entries, method))
        for method in Method
    }
    form = ProcedureForm(sent(request), rulings=rulings, initial={"procedure": procedure})
    if form.is_valid() and rulings[form.cleaned_data["method"]].allowed:
        ballot = open_procedural_ballot(
            item, procedure, form.cleaned_data["method"], by=request.user, on=item.meeting.held_on
        )
        messages.success(request, f"The ballot is open: {ballot}.")
        return redirect("decisions:ballot_detail", slug, ballot.pk)
    return _opening(request, item, form, entries, rulings, {"group": "All members"})


def _procedure(request, item):
    """What the members are to vote on: as sent, or what is usual under such an item."""
    asked = request.POST.get("procedure")
    usual = USUAL.get(item.kind, Procedure.ADOPT_PROCEDURE)
    return Procedure(asked) if asked in Procedure.values else usual


def _opening(request, item, form, entries, rulings, context):
    """The page before opening: the register as it would be frozen, and what stands in the way."""
    chosen = form.cleaned_data.get("method") if form.is_bound and form.is_valid() else None
    ruling = rulings[chosen or form.fields["method"].initial or Method.ELECTRONIC]
    context = {
        "title": "Open a ballot",
        "item": item,
        "form": form,
        "record": as_it_stands(entries),
        "ruling": ruling,
        "is_possible": any(each.allowed for each in rulings.values()),
        **context,
    }
    status = 409 if form.is_bound and not ruling.allowed else 200
    template = "decisions/ballot_open.html"
    return page(request, template, item.forum, context, current="Meetings", status=status)


@require_GET
def ballot_detail(request, slug, pk):
    ballot = ballot_for(request, slug, pk)
    record = ballot_record(ballot, named=is_inside(request.user, ballot.forum))
    context = {"title": str(ballot), "ballot": ballot, "record": record}
    return page(request, "decisions/ballot_detail.html", ballot.forum, context, current="Meetings")


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def ballot_close(request, slug, pk):
    ballot = ballot_for(request, slug, pk)
    form = _closing_form(ballot, sent(request))
    ruling = None
    if form.is_valid():
        ruling = may_close_ballot(close_facts(ballot, form.counts()))
    if ruling and ruling.allowed:
        close_ballot(ballot, form.counts(), by=request.user, on=ballot.meeting.held_on)
        messages.success(request, f"The ballot is closed: {ballot}.")
        return redirect("decisions:ballot_detail", slug, pk)
    context = {
        "title": "Close the ballot",
        "ballot": ballot,
        "form": form,
        "ruling": ruling,
        "is_electronic": ballot.method == Method.ELECTRONIC,
    }
    template, status = "decisions/ballot_close.html", 409 if ruling else 200
    return page(request, template, ballot.forum, context, current="Meetings", status=status)


def _closing_form(ballot, data):
    if ballot.method == Method.ELECTRONIC:
        return ConfirmForm(data)
    if ballot.method == Method.NOT_COUNTED:
        return DeclaredForm(data)
    return CountsForm(data, options=option_choices(ballot.question) if ballot.question else ())


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def ballot_void(request, slug, pk):
    ballot = ballot_for(request, slug, pk)
    form = VoidForm(sent(request))
    asked = form.cleaned_data["reason"] if form.is_bound and form.is_valid() else "to come"
    ruling = may_void(
        where=str(ballot),
        status=ballot.status,
        reason=asked,
        has_outcome=hasattr(ballot, "outcome"),
    )
    if form.is_bound and form.is_valid() and ruling.allowed:
        void_ballot(ballot, reason=asked, by=request.user, on=ballot.meeting.held_on)
        messages.success(request, f"The ballot is void: {ballot}. It can be run again.")
        return redirect("decisions:meeting_run", slug, ballot.meeting.pk)
    context = {"title": "Void the ballot", "ballot": ballot, "form": form, "ruling": ruling}
    status = 409 if form.is_bound and not ruling.allowed else 200
    template = "decisions/ballot_void.html"
    return page(request, template, ballot.forum, context, current="Meetings", status=status)
