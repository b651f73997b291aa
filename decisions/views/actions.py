"""The actions of the forum, and what a member may vote on next."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.utils import timezone
from django.views.decorators.http import require_GET

from decisions.forms.register import ActionsForm
from decisions.models.actions import (
    actions_of,
    in_state,
    owned_by,
    owners_of,
    rows_of,
    with_owners,
)
from decisions.models.votes_ahead import votes_ahead
from forum.views.doors import forum_for, is_inside, roles_of, view_of_nothing
from forum.views.page import page

ON_A_PAGE = 50


@require_GET
def action_list(request, slug):
    forum = forum_for(slug)
    today = timezone.localdate()
    actions = actions_of(forum, inside=is_inside(request.user, forum))
    form = ActionsForm(request.GET or None, owners=owners_of(actions))
    asked = form.cleaned_data if form.is_valid() else {}
    found = in_state(actions, asked.get("state", ""), on=today)
    found = with_owners(owned_by(found, asked.get("owner")))
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Actions",
        "form": form,
        "shown": shown,
        "rows": rows_of(shown, on=today),
        "overdue": actions.overdue(today).count(),
        "is_sought": any(asked.values()),
    }
    return page(request, "decisions/action_list.html", forum, context, current="Actions")


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
