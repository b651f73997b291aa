"""The forum's own rules, as they stand and as they stood."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forum.choices import Role
from forum.forms.constitution import ConstitutionForm
from forum.models import Constitution
from forum.views.doors import forum_for, is_any_of, only
from forum.views.page import page
from forum.workflow.setup import set_constitution

KEEPERS = (Role.CLERK, Role.ADMINISTRATOR)


@require_http_methods(["GET", "POST"])
def constitution(request, slug):
    if request.method == "POST":
        return _set(request, slug)
    forum = forum_for(slug)
    form = None
    if is_any_of(request.user, forum, *KEEPERS):
        now = forum.constitution_on(timezone.localdate())
        form = ConstitutionForm(instance=Constitution(forum=forum), initial=_as_now(now))
    return _page(request, forum, form)


@only(*KEEPERS)
def _set(request, slug):
    forum = forum_for(slug)
    form = ConstitutionForm(request.POST, instance=Constitution(forum=forum))
    if form.is_valid():
        saved = set_constitution(form.instance, by=request.user, on=timezone.localdate())
        day = f"{saved.in_force_from:%-d %B %Y}"
        messages.success(request, f"The settings are in force from {day}.")
        return redirect("forum:constitution", slug)
    return _page(request, forum, form)


def _page(request, forum, form):
    context = {
        "title": "Constitution",
        "now": forum.constitution_on(timezone.localdate()),
        "settings": forum.constitution_set.all(),
        "form": form,
        "submit": "Set the constitution",
    }
    return page(request, "forum/constitution.html", forum, context, current="Members")


def _as_now(now):
    """The settings to come begin as those in force, but for their day."""
    return {
        name: getattr(now, name)
        for name in ConstitutionForm._meta.fields
        if name not in ("in_force_from", "adopted_where")
    }
