"""A ballot is closed with what the clerk counted; who presides may break a tie."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from decisions.choices import Method, VoteCast
from decisions.forms.counting import ConfirmForm, CountsForm, DeclaredForm
from decisions.forms.electing import CastingForm, ElectedForm
from decisions.models.ballots.ballot_facts import close_facts, may_be_cast, option_choices
from decisions.models.ballots.electing import candidates_of, with_winner
from decisions.rules.ballots import may_close_ballot
from decisions.views.doors import ballot_for, ballot_to_cast_in
from decisions.views.typed import sent_from_the_screen
from decisions.workflow.casting import give_casting_vote
from decisions.workflow.voting import close_ballot
from forum.choices import Role
from forum.views.confirming import confirmed_lately
from forum.views.doors import only
from forum.views.forms import sent
from forum.views.page import page


@only(Role.CLERK)
@confirmed_lately
@sent_from_the_screen("close")
@require_http_methods(["GET", "POST"])
def ballot_close(request, slug, pk):
    ballot = ballot_for(request, slug, pk)
    form, ruling = closing_form(ballot, sent(request)), None
    if form.is_bound and form.is_valid():
        counts = with_winner(ballot, form.counts())
        ruling = may_close_ballot(close_facts(ballot, counts))
    if ruling and ruling.allowed:
        close_ballot(ballot, form.counts(), by=request.user, on=ballot.meeting.held_on)
        messages.success(request, f"The ballot is closed: {ballot}.")
        return redirect("decisions:ballot_detail", slug, pk)
    context = {
        "title": "Close the ballot",
        "ballot": ballot,
        "form": form,
        "ruling": ruling,
        "standing": candidates_of(ballot) if ballot.is_election else (),
        "is_electronic": ballot.method == Method.ELECTRONIC,
    }
    template, status = "decisions/ballot_close.html", 409 if ruling else 200
    return page(request, template, ballot.forum, context, current="Meetings", status=status)


def closing_form(ballot, data, **more):
    """What the clerk enters to close the ballot, as its method has it."""
    if ballot.method == Method.ELECTRONIC:
        return ConfirmForm(data, **more)
    if ballot.is_election:
        return ElectedForm(data, ballot=ballot, standing=candidates_of(ballot), **more)
    if ballot.method == Method.UNANIMOUS:
        return ConfirmForm(data, **more)
    if ballot.method == Method.NOT_COUNTED:
        return DeclaredForm(data, **more)
    options = option_choices(ballot.question) if ballot.question else ()
    asked = {"options": options, "number_asked": ballot.number_asked}
    if data is not None and "more" in data:
        return CountsForm.with_more_rows(data.dict(), **asked)
    return CountsForm(data, **asked, **more)


@login_required
@sent_from_the_screen("close")
@require_http_methods(["GET", "POST"])
def ballot_casting(request, slug, pk):
    ballot = ballot_to_cast_in(request, slug, pk)
    ruling, form = may_be_cast(ballot), CastingForm(sent(request))
    if ruling.allowed and form.is_bound and form.is_valid():
        choice = VoteCast(form.cleaned_data["choice"])
        give_casting_vote(ballot, choice, by=request.user, on=ballot.meeting.held_on)
        messages.success(request, f"The casting vote is recorded: {choice.label.lower()}.")
        return redirect("decisions:ballot_detail", slug, pk)
    context = {"title": "The casting vote", "ballot": ballot, "form": form, "ruling": ruling}
    status = 409 if form.is_bound and not ruling.allowed else 200
    template = "decisions/ballot_casting.html"
    return page(request, template, ballot.forum, context, current="Meetings", status=status)
