"""The forum's own rules, as they stand and as they stood."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forum.choices import Role
from forum.forms.constitution import ConstitutionForm
from forum.models import Constitution
from forum.views.doors import forum_for, is_any_of
from forum.views.forms import sent
from forum.views.page import page
from forum.workflow.setup import set_constitution


@require_http_methods(["GET", "POST"])
def constitution(request, slug):
    forum = forum_for(slug)
    today = timezone.localdate()
    may_set = is_any_of(request.user, forum, Role.CLERK, Role.ADMINISTRATOR)
    if request.method == "POST" and not may_set:
        raise PermissionDenied
    now = forum.constitution_on(today)
    form = ConstitutionForm(sent(request), instance=_next(forum), initial=_as_now(now))
    if form.is_valid():
        saved = set_constitution(form.instance, by=request.user, on=today)
        day = f"{saved.in_force_from:%-d %B %Y}"
        messages.success(request, f"The settings are in force from {day}.")
        return redirect("forum:constitution", slug)
    context = {
        "title": "Constitution",
        "now": now,
        "settings": forum.constitution_set.all(),
        "form": form if may_set else None,
        "submit": "Set the constitution",
    }
    return page(request, "forum/constitution.html", forum, context, current="Members")


def _next(forum):
    """The settings to come; they begin as those in force now, but for their day."""
    return Constitution(forum=forum)


def _as_now(now):
    return {
        field.name: getattr(now, field.name)
        for field in Constitution._meta.fields
        if field.name in ConstitutionForm._meta.fields and field.name not in _OF_ITS_DAY
    }


_OF_ITS_DAY = {"in_force_from", "adopted_where"}
