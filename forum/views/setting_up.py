"""Setting up a forum, step by step: each saved, and to be left and taken up again."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forum.forms.setting_up import MainSettingsForm, SeatPlanForm, ShareForm
from forum.models import Constitution
from forum.models.setting_up import plan_for, setting_up
from forum.views.doors import forum_for, only
from forum.views.forms import form_page, sent
from forum.views.members import CLERKS
from forum.views.page import page
from forum.workflow.seat_plan import add_planned_seats
from forum.workflow.setup import set_constitution

TO_BEGIN_WITH = 12
"""Seats shared out by pupils until somebody says how many."""


@only(*CLERKS)
@require_GET
def setting_up_page(request, slug):
    forum = forum_for(slug)
    context = {"title": f"Setting up {forum.name}", "setting_up": setting_up(forum)}
    return page(request, "forum/setting_up.html", forum, context)


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def setting_up_constitution(request, slug):
    forum, today = forum_for(slug), timezone.localdate()
    instance = Constitution(forum=forum, in_force_from=today)
    form = MainSettingsForm(sent(request), instance=instance)
    if form.is_valid():
        set_constitution(form.instance, by=request.user, on=today)
        messages.success(request, "The main settings are saved. You can change them at any time.")
        return redirect("forum:setting_up", slug)
    return form_page(
        request,
        forum,
        form,
        title="Set the constitution",
        lead="What most constitutions settle, with the law or guidance beside it. What you leave "
        "stays as proposed; all settings are on the page Constitution.",
        back=reverse("forum:setting_up", args=[slug]),
        submit="Save these settings",
    )


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def setting_up_seats(request, slug):
    forum, today = forum_for(slug), timezone.localdate()
    asked = ShareForm(request.GET) if "share" in request.GET else None
    share = asked.cleaned_data["share"] if asked and asked.is_valid() else TO_BEGIN_WITH
    has_seats = forum.seat_set.exists()
    plan = plan_for(forum, share=share, on=today)
    form = SeatPlanForm(sent(request), plan=plan, has_seats=has_seats)
    if form.is_valid():
        number = add_planned_seats(forum, form.wanted, by=request.user, on=today)
        messages.success(request, f"{number} seats are added. They are vacant.")
        return redirect("forum:setting_up", slug)
    return form_page(
        request,
        forum,
        form,
        title="Plan the seats",
        back=reverse("forum:setting_up", args=[slug]),
        submit="Add these seats",
        asked=asked or ShareForm(initial={"share": share}),
        has_seats=has_seats,
        has_schools=forum.school_set.exists(),
        template="forum/setting_up_seats.html",
    )
