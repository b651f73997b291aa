"""Ballots: opened by the clerk with the register in view, read by all, made void."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from decisions.choices import ELECTIONS, Method, Procedure
from decisions.forms.electing import ElectionForm
from decisions.forms.voting import OpeningForm, QuestionForm, VoidForm
from decisions.models.ballots.ballot_record import as_it_stands, ballot_record
from decisions.models.ballots.electing import nominees
from decisions.models.ballots.entries import entries_for, entries_on_procedure
from decisions.models.ballots.opening import by_method, open_facts, open_procedure_facts
from decisions.models.ballots.rulings import rulings_on
from decisions.rules.ballots import may_void
from decisions.views.doors import (
    ballot_for,
    item_for,
    procedure_asked,
    question_for,
    void_before,
)
from decisions.views.typed import sent_from_the_screen
from decisions.workflow.voting import open_ballot, open_procedural_ballot, void_ballot
from forum.choices import Role
from forum.views.doors import is_inside, only
from forum.views.forms import sent
from forum.views.page import page
from papers.models.electorate import room


@only(Role.CLERK)
@sent_from_the_screen("open")
@require_http_methods(["GET", "POST"])
def ballot_open(request, slug, pk):
    question = question_for(slug, pk)
    placement = question.placement
    place = room(placement.meeting, in_the_room=True)
    entries = entries_for(question, in_the_room=True, within=place)
    rulings = by_method(open_facts(question, entries, Method.ELECTRONIC))
    form = QuestionForm(sent(request), rulings=rulings)
    if form.is_valid() and rulings[form.taken_by].allowed:
        asked, day = form.cleaned_data["number_asked"], placement.meeting.held_on
        ballot = open_ballot(question, form.taken_by, number_asked=asked, by=request.user, on=day)
        return _opened(request, ballot)
    context = {
        "question": question,
        "group": question.get_group_display(),
        "record": as_it_stands(entries, place),
        "overrides": rulings_on(placement.agenda_item, question),
    }
    return _opening(request, placement.agenda_item, form, rulings, context)


@only(Role.CLERK)
@sent_from_the_screen("procedure")
@require_http_methods(["GET", "POST"])
def procedural_ballot_open(request, slug, pk):
    item = item_for(slug, pk)
    procedure = procedure_asked(request, item)
    place = room(item.meeting, in_the_room=True)
    entries = entries_on_procedure(item, procedure, within=place)
    members = nominees(item.meeting, procedure) if procedure in ELECTIONS else []
    form = procedure_form(sent(request), item, procedure, entries, members)
    if form.is_valid() and form.rulings[form.taken_by].allowed:
        put = (item, procedure, form.taken_by)
        day = item.meeting.held_on
        ballot = open_procedural_ballot(*put, candidates=form.nominated, by=request.user, on=day)
        return _opened(request, ballot)
    context = {
        "group": "All members",
        "procedure": procedure,
        "procedures": [each for each in Procedure if each != procedure],
        "barred": [each for each in members if not each.ruling.allowed],
        "record": as_it_stands(entries, place),
        "overrides": rulings_on(item, None, procedure),
    }
    return _opening(request, item, form, form.rulings, context)


def procedure_form(data, item, procedure, entries, members, **more):
    """How the votes are taken; in an election, who stands too."""
    is_election = procedure in ELECTIONS
    # Before it is sent the page says what would be possible with one candidate.
    standing = len(data.getlist("candidates")) if data is not None else 1
    rulings = by_method(
        open_procedure_facts(item, procedure, entries, Method.ELECTRONIC, candidates=standing)
    )
    if is_election:
        return ElectionForm(data, rulings=rulings, nominees=members, **more)
    return OpeningForm(data, rulings=rulings, **more)


def _opened(request, ballot):
    messages.success(request, f"The ballot is open: {ballot}.")
    return redirect("decisions:ballot_detail", ballot.forum.slug, ballot.pk)


def _opening(request, item, form, rulings, context):
    """The page before opening: the register as it would be frozen, and what stands in the way."""
    chosen = form.taken_by if form.is_bound and form.is_valid() else None
    ruling = rulings[chosen or form.fields["method"].initial or Method.ELECTRONIC]
    context = {
        "title": "Open a ballot",
        "item": item,
        "form": form,
        "ruling": ruling,
        "is_possible": form.is_bound or any(each.allowed for each in rulings.values()),
        **context,
    }
    status = 409 if chosen and not ruling.allowed else 200
    template = "decisions/ballot_open.html"
    return page(request, template, item.forum, context, current="Meetings", status=status)


@require_GET
def ballot_detail(request, slug, pk):
    ballot = ballot_for(request, slug, pk)
    record = ballot_record(ballot, named=is_inside(request.user, ballot.forum))
    context = {
        "title": str(ballot),
        "ballot": ballot,
        "record": record,
        "earlier": void_before(ballot),
    }
    return page(request, "decisions/ballot_detail.html", ballot.forum, context, current="Meetings")


@only(Role.CLERK)
@sent_from_the_screen("close")
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
        return redirect("decisions:ballot_detail", slug, pk)
    context = {"title": "Void the ballot", "ballot": ballot, "form": form, "ruling": ruling}
    status = 409 if form.is_bound and not ruling.allowed else 200
    template = "decisions/ballot_void.html"
    return page(request, template, ballot.forum, context, current="Meetings", status=status)
