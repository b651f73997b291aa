"""Actions: set from a meeting, a decision or by hand, and followed to their end."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from decisions.forms.actions import (
    BetweenMeetingsForm,
    ChangeActionForm,
    FromDecisionForm,
    SupersedeForm,
)
from decisions.forms.following_up import ActionForm, CloseForm, ProgressForm
from decisions.models.following.actions import actions_page, meeting_that_minutes
from decisions.views.doors import action_for, outcome_for
from decisions.views.typed import sent_from_the_screen
from decisions.workflow.actions import change_action, supersede_action
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
from forum.views.doors import forum_for, is_any_of, meeting_for, only
from forum.views.forms import back_to, form_page, sent
from forum.views.page import page


@only(Role.CLERK)
@sent_from_the_screen("action")
@require_http_methods(["GET", "POST"])
def action_add(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    ruling_on_setting(meeting).insist()
    back = back_to(request, reverse("decisions:meeting_run", args=[slug, pk]))
    item = meeting.items.filter(number=request.GET.get("item", "")).first()
    form = ActionForm(sent(request), meeting=meeting, initial={"agenda_item": item})
    if form.is_valid():
        action = set_action(form.action(), by=request.user, on=meeting.held_on)
        messages.success(request, f"Action {action.reference} is set.")
        return redirect(back)
    return _setting(request, meeting.forum, form, caption=str(meeting), back=back)


@only(Role.CLERK, Role.OFFICER)
@require_http_methods(["GET", "POST"])
def action_between(request, slug):
    """An action that nobody set at a meeting."""
    forum, today = forum_for(slug), timezone.localdate()
    form = BetweenMeetingsForm(
        sent(request), forum=forum, meetings=forum.meeting_set.to_come(today)
    )
    if form.is_valid():
        action = set_action(form.action(on=today), by=request.user, on=today)
        messages.success(request, f"Action {action.reference} is set.")
        return redirect("decisions:action_detail", slug, action.pk)
    return _setting(request, forum, form, back=reverse("decisions:action_list", args=[slug]))


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def action_from_decision(request, slug, pk):
    """An action that follows from a decision."""
    outcome, today = outcome_for(request, slug, pk), timezone.localdate()
    coming = outcome.forum.meeting_set.to_come(outcome.decided_on)
    form = FromDecisionForm(sent(request), outcome=outcome, meetings=coming)
    if form.is_valid():
        drafted = form.action(on=today, meeting=meeting_that_minutes(outcome))
        action = set_action(drafted, by=request.user, on=drafted.set_on)
        messages.success(request, f"Action {action.reference} is set.")
        return redirect(outcome)
    back = outcome.get_absolute_url()
    return _setting(request, outcome.forum, form, caption=str(outcome), back=back)


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
        "shown": actions_page(action, on=today),
        "action": action,
        "notes": action.notes.select_related("noted_by"),
        "form": closing if closes else progress,
        "progress": progress,
        "closing": closing,
        "follows": follows,
        "may_change": is_any_of(request.user, action.forum, Role.CLERK),
        "ruling": ruling,
    }
    template, status = "decisions/action_detail.html", 409 if ruling.reasons else 200
    return page(request, template, action.forum, context, current="Actions", status=status)


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def action_change(request, slug, pk):
    """Pass an action on, or put its day off, with the reason."""
    action, today = action_for(request, slug, pk), timezone.localdate()
    coming = action.forum.meeting_set.to_come(action.set_on)
    form = ChangeActionForm(sent(request), action=action, meetings=coming)
    if form.is_valid():
        change_action(action, form.change(), by=request.user, on=today)
        messages.success(request, f"Action {action.reference} is changed.")
        return redirect("decisions:action_detail", slug, pk)
    title, submit = "Change who does it, or by when", "Change the action"
    return _keeping(request, action, form, title=title, submit=submit)


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def action_supersede(request, slug, pk):
    """Close an action because another one takes its place."""
    action, today = action_for(request, slug, pk), timezone.localdate()
    form = SupersedeForm(sent(request), action=action)
    if form.is_valid():
        other, reason = form.cleaned_data["other"], form.cleaned_data["reason"]
        supersede_action(action, other, reason=reason, by=request.user, on=today)
        messages.success(request, f"Action {other.reference} takes its place.")
        return redirect("decisions:action_detail", slug, pk)
    title, submit = "Another action takes its place", "Close this one"
    return _keeping(request, action, form, title=title, submit=submit)


def _setting(request, forum, form, *, back, caption=""):
    return form_page(
        request,
        forum,
        form,
        title="Set an action",
        caption=caption,
        submit="Set the action",
        back=back_to(request, back),
        current="Actions",
    )


def _keeping(request, action, form, *, title, submit):
    """A form about an action that goes on."""
    return form_page(
        request,
        action.forum,
        form,
        title=title,
        caption=str(action),
        submit=submit,
        back=reverse("decisions:action_detail", args=[action.forum.slug, action.pk]),
        current="Actions",
    )
