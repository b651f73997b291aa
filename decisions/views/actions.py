"""The actions of the forum, and what a member may vote on next."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from decisions.forms.register import ActionsForm
from decisions.models.ballots.votes_ahead import votes_ahead
from decisions.models.following.actions import (
    actions_of,
    in_state,
    of_person,
    owned_by,
    owners_of,
    rows_of,
    with_owners,
)
from decisions.pdfs.action_csv import action_csv as as_csv
from decisions.pdfs.action_log import action_log_pdf
from forum.views.doors import forum_for, is_inside, roles_of, view_of_nothing
from forum.views.page import page
from forum.views.published import kept_for_the_public
from papers.views.documents import pdf

ON_A_PAGE = 50


@require_GET
@kept_for_the_public
def action_list(request, slug):
    forum = forum_for(slug)
    today = timezone.localdate()
    actions, form, found = _found(request, forum, today)
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Actions",
        "form": form,
        "shown": shown,
        "rows": rows_of(shown, forum, on=today),
        "overdue": actions.overdue(today).count(),
        "is_sought": form.is_valid() and any(form.cleaned_data.values()),
        "query": request.GET.urlencode(),
    }
    return page(request, "decisions/action_list.html", forum, context, current="Actions")


@require_GET
def action_csv(request, slug):
    """Every action that the list finds, on no page limit."""
    forum, today = forum_for(slug), timezone.localdate()
    _, _, found = _found(request, forum, today)
    name = f'attachment; filename="{forum.slug}-actions.csv"'
    return HttpResponse(
        as_csv(rows_of(found, forum, on=today)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": name},
    )


@require_GET
def action_pdf(request, slug):
    """The action log: every action that the list finds, as a document."""
    forum, today = forum_for(slug), timezone.localdate()
    _, _, found = _found(request, forum, today)
    content = action_log_pdf(forum, rows_of(found, forum, on=today), on=today)
    inside = is_inside(request.user, forum)
    return pdf(content, f"{forum.slug}-action-log-{today}", is_private=inside)


@login_required
@require_GET
def action_mine(request, slug):
    """What the person is to do here, as the owner or as who holds the post now."""
    forum, today = forum_for(slug), timezone.localdate()
    own = of_person(forum, request.user)
    if not (own or is_inside(request.user, forum)):
        return view_of_nothing()
    context = {"title": "My actions", "rows": rows_of(own, forum, on=today)}
    return page(request, "decisions/action_mine.html", forum, context, current="Actions")


@login_required
@require_GET
def my_votes(request, slug):
    forum = forum_for(slug)
    roles = roles_of(request.user, forum)
    ahead = votes_ahead(forum, request.user)
    if not (any(roles.values()) or ahead.stands_for):
        return view_of_nothing()
    if not (roles["is_member"] or ahead.seats or ahead.stands_for):
        raise PermissionDenied
    context = {"title": "What you may vote on", "ahead": ahead}
    return page(request, "decisions/my_votes.html", forum, context)


def _found(request, forum, today):
    """The actions that the reader may see, the form that narrows them, and those it finds."""
    actions = actions_of(forum, inside=is_inside(request.user, forum))
    form = ActionsForm(request.GET or None, owners=owners_of(actions))
    asked = form.cleaned_data if form.is_valid() else {}
    found = in_state(actions, asked.get("state", ""), on=today)
    return actions, form, with_owners(owned_by(found, asked.get("owner")))
