"""Actions: set from the meeting, followed to their end."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from decisions.forms.following_up import ActionForm, CloseForm, ProgressForm
from decisions.views.doors import action_for
from decisions.views.typed import sent_from_the_screen
from decisions.workflow.following_up import (
    close_action,
    may_follow_up,
    note_progress,
    ruling_on_closing,
    ruling_on_setting,
    set_action,
)
from forum.choices import Role
from forum.rules.ruling import Ruling
from forum.views.doors import meeting_for, only
from forum.views.forms import form_page, sent
from forum.views.page import page


@only(Role.CLERK)
@sent_from_the_screen("action")
@require_http_methods(["GET", "POST"])
def action_add(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    ruling_on_setting(meeting).insist()
    run = reverse("decisions:meeting_run", args=[slug, pk])
    item = meeting.items.filter(number=request.GET.get("item", "")).first()
    form = ActionForm(sent(request), meeting=meeting, initial={"agenda_item": item})
    if form.is_valid():
        action = set_action(form.action(), by=request.user, on=meeting.held_on)
        messages.success(request, f"Action {action.reference} is set.")
        return redirect(run)
    return form_page(
        request,
        meeting.forum,
        form,
        title="Set an action",
        caption=str(meeting),
        submit="Set the action",
        back=run,
        current="Meetings",
    )


@require_http_methods(["GET", "POST"])
def action_detail(request, slug, pk):
    action = action_for(request, slug, pk)
    follows = may_follow_up(action, request.user)
    if request.method == "POST" and not follows:
        raise PermissionDenied
    today = timezone.localdate()
    closes = "close" in request.POST
    progress = ProgressForm(None if closes else sent(request), initial={"noted_on": today})
    closing = CloseForm(sent(request) if closes else None, initial={"closed_on": today})
    ruling = Ruling()
    if progress.is_valid():
        said = progress.cleaned_data
        note_progress(action, text=said["progress"], by=request.user, on=said["noted_on"])
        messages.success(request, f"Progress on action {action.reference} is noted.")
        return redirect("decisions:action_detail", slug, pk)
    if closing.is_valid():
        evidence, day = closing.cleaned_data["evidence"], closing.cleaned_data["closed_on"]
        ruling = ruling_on_closing(action, evidence=evidence, on=day)
        if ruling.allowed:
            close_action(action, evidence=evidence, by=request.user, on=day)
            messages.success(request, f"Action {action.reference} is closed.")
            return redirect("decisions:action_detail", slug, pk)
    context = {
        "title": f"Action {action.reference}",
        "action": action,
        "notes": action.notes.select_related("noted_by"),
        "form": closing if closes else progress,
        "progress": progress,
        "closing": closing,
        "follows": follows,
        "ruling": ruling,
    }
    template, status = "decisions/action_detail.html", 409 if ruling.reasons else 200
    return page(request, template, action.forum, context, current="Actions", status=status)
