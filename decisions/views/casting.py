"""A member's vote: what is asked and why they may vote, a page to confirm, then it is final."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from decisions.choices import VoteCast
from decisions.forms.voting import VoteForm
from decisions.models import Ballot
from decisions.models.ballots.ballot_facts import option_choices, vote_facts
from decisions.rules.voting import may_vote
from decisions.views.doors import ballot_to_vote_in
from decisions.workflow.casting import cast_vote
from forum.views.forms import sent
from forum.views.page import page


@login_required
@require_http_methods(["GET", "POST"])
def ballot_vote(request, slug, pk):
    ballot, entry = ballot_to_vote_in(request, slug, pk)
    if entry is None:
        return _page(request, ballot, "not_on_register", "You are not on the register", status=403)
    if hasattr(entry, "vote"):
        return _voted(request, ballot, entry)
    ruling = may_vote(vote_facts(ballot, entry, VoteCast.ABSTAIN, ""))
    if not ruling.allowed:
        told = {"entry": entry, "ruling": ruling}
        return _page(request, ballot, "may_not", "You cannot vote on this", status=409, **told)
    options = option_choices(ballot.question) if ballot.question else []
    form = VoteForm(sent(request), options=options, number_asked=ballot.number_asked)
    told = {"entry": entry, "form": form}
    if not form.is_valid() or "change" in request.POST:
        return _page(request, ballot, "vote", "Vote", **told)
    if "confirm" not in request.POST:
        return _page(request, ballot, "confirm", "Confirm your vote", **told)
    choice = VoteCast(form.cleaned_data["choice"])
    chosen = {"option_letter": form.preferred, "number": form.given}
    cast_vote(ballot, choice=choice, **chosen, by=request.user)
    return redirect("decisions:ballot_vote", slug, pk)


def _voted(request, ballot, entry):
    """What was recorded; to whoever sends it once more, that it was cast already."""
    again = request.method == "POST"
    title = "Your vote is already cast" if again else "Your vote is recorded"
    told = {
        "entry": entry,
        "vote": entry.vote,
        "again": again,
        "waiting": Ballot.objects.waiting_for(request.user).about(ballot.meeting),
    }
    return _page(request, ballot, "voted", title, status=409 if again else 200, **told)


def _page(request, ballot, name, title, *, status=200, **told):
    context = {"title": title, "ballot": ballot, **told}
    template = f"decisions/ballot_{name}.html"
    return page(request, template, ballot.forum, context, current="Meetings", status=status)
