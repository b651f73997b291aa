"""Outturns of de-delegated services, and moves of what was left of them."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from forum.views.doors import forum_for, only
from forum.views.forms import form_page, sent
from papers.forms.balances import MoveForm, OutturnForm
from papers.models import BalanceMove, Outturn
from papers.models.balances import balances, doubts_of
from papers.views.doors import move_for, page_of, recommendation_for
from papers.views.drafting import DRAFTERS
from papers.workflow.balances import ask_move, enter_outturn, remove_move


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def outturn_list(request, slug):
    forum = forum_for(slug)
    form = OutturnForm(sent(request), instance=Outturn(forum=forum))
    if form.is_valid():
        enter_outturn(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"The outturn of {form.instance} is entered.")
        return redirect("papers:outturn_list", slug)
    return form_page(
        request,
        forum,
        form,
        title="Outturns of de-delegated services",
        rows=balances(forum),
        template="papers/outturn_list.html",
        submit="Enter the outturn",
        back=reverse("papers:service_list", args=[slug]),
        current="Papers",
    )


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def balance_moves(request, slug, pk):
    recommendation = recommendation_for(slug, pk)
    may_add = not recommendation.is_tabled
    move = BalanceMove(forum=recommendation.forum, recommendation=recommendation)
    form = MoveForm(sent(request), instance=move)
    if request.method == "POST" and form.is_valid():
        ask_move(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"Asked for: {form.instance}.")
        return redirect("papers:balance_moves", slug, pk)
    return form_page(
        request,
        recommendation.forum,
        form,
        title="Moves of balances",
        caption=str(recommendation),
        recommendation=recommendation,
        moves=doubts_of(recommendation),
        may_add=may_add,
        template="papers/balance_moves.html",
        submit="Ask for the move",
        back=page_of(recommendation),
        current="Papers",
    )


@only(*DRAFTERS)
@require_POST
def move_remove(request, slug, pk):
    move = move_for(slug, pk)
    remove_move(move, by=request.user, on=timezone.localdate())
    messages.success(request, "The move is taken out. The audit trail keeps it.")
    return redirect("papers:balance_moves", slug, move.recommendation_id)
