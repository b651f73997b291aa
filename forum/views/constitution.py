"""The forum's own rules, as they stand and as they stood."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forum.choices import Role
from forum.forms.constitution import ConstitutionForm
from forum.models import Constitution
from forum.models.constitutions import in_words, through_time
from forum.rules.constitution import on_setting
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
        # What is to come is built upon too, so that the next settings do not undo it unseen.
        newest = forum.constitution_on(date.max)
        form = ConstitutionForm(instance=Constitution(forum=forum), initial=newest.settings)
    return _page(request, forum, form)


@only(*KEEPERS)
def _set(request, slug):
    forum = forum_for(slug)
    form = ConstitutionForm(request.POST, instance=Constitution(forum=forum))
    if form.is_valid():
        saved = set_constitution(form.instance, by=request.user, on=timezone.localdate())
        day = f"{saved.in_force_from:%-d %B %Y}"
        messages.success(request, f"The settings are in force from {day}.")
        held = forum.meeting_set.held().values_list("held_on", flat=True)
        for warning in on_setting(saved.in_force_from, held).warnings:
            messages.warning(request, warning.text)
        return redirect("forum:constitution", slug)
    return _page(request, forum, form)


def _page(request, forum, form):
    today = timezone.localdate()
    now = forum.constitution_on(today)
    context = {
        "title": "Constitution",
        "now": now,
        "sections": in_words(now),
        "through_time": through_time(forum, on=today),
        "form": form,
        "submit": "Set the constitution",
    }
    return page(request, "forum/constitution.html", forum, context, current="Members")
