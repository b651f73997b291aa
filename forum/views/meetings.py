"""Calling a meeting, changing its place or its day, and cancelling it."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forum.choices import Role
from forum.forms.meetings import CancelForm, MeetingChangeForm, MeetingForm
from forum.models import Meeting
from forum.rules.calling import may_change_meeting
from forum.rules.meetings import may_cancel
from forum.views.doors import forum_for, meeting_for, only
from forum.views.forms import form_page, sent
from forum.workflow.meetings import (
    call_meeting,
    cancel_meeting,
    change_meeting,
    move_meeting,
    ruling_on_moving,
)

CANCELLING = (
    "The meeting stays on the list, struck through, with its agenda and its reason. Its members "
    "are told by email. Another meeting can be called for the same day."
)
CHANGING = "Members are told by email of whatever you change here, for they have the agenda."


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def meeting_call(request, slug):
    forum = forum_for(slug)
    form = MeetingForm(sent(request), instance=Meeting(forum=forum))
    if form.is_valid():
        meeting = call_meeting(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"{meeting} is called. Now add the items of its agenda.")
        return redirect(meeting)
    return form_page(
        request,
        forum,
        form,
        title="Call a meeting",
        submit="Call the meeting",
        back=reverse("papers:meeting_list", args=[slug]),
        current="Meetings",
    )


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def meeting_change(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    may_change_meeting(meeting.stage).insist()
    rule = partial(ruling_on_moving, meeting)
    form = MeetingChangeForm(sent(request), instance=meeting, rule=rule)
    if form.is_valid():
        _change(request, form)
        messages.success(request, f"{meeting} is saved.")
        return redirect(meeting)
    return _form(
        request,
        meeting,
        form,
        title="Change the meeting",
        lead=CHANGING if meeting.is_public else "",
        submit="Save the meeting",
    )


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def meeting_cancel(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    may_cancel(meeting.stage, "to be given").insist()
    form = CancelForm(sent(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        cancel_meeting(meeting, reason=reason, by=request.user, on=timezone.localdate())
        messages.success(request, f"{meeting} is cancelled, and its members are told by email.")
        return redirect(meeting)
    return _form(
        request,
        meeting,
        form,
        title="Cancel the meeting",
        lead=CANCELLING,
        submit="Cancel the meeting",
        look="warning",
    )


def _change(request, form):
    given, today = form.cleaned_data, timezone.localdate()
    meeting = change_meeting(form.instance, by=request.user, on=today)
    if form.moves:
        move_meeting(meeting, given["to_on"], reason=given["reason"], by=request.user, on=today)
        for warning in form.ruling.warnings:
            messages.warning(request, warning.text)


def _form(request, meeting, form, **context):
    return form_page(
        request,
        meeting.forum,
        form,
        caption=str(meeting),
        back=meeting.get_absolute_url(),
        current="Meetings",
        **context,
    )
