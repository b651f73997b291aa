"""Calling a meeting, and building its agenda."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from forum.choices import Role
from forum.forms.meetings import Direction, ItemForm, MeetingForm
from forum.models import AgendaItem, Meeting
from forum.rules.meetings import is_late_item, may_add_item, may_reorder
from forum.views.doors import forum_for, item_for, meeting_for, only
from forum.views.forms import form_page, sent
from forum.workflow.meetings import add_item, call_meeting, change_item, move_item


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
def item_add(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    may_add_item(meeting.stage).insist()
    item = AgendaItem(forum=meeting.forum, meeting=meeting)
    form = ItemForm(sent(request), instance=item)
    if form.is_valid():
        add_item(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"Item {item} is on the agenda.")
        return redirect(meeting)
    lead = "The agenda is published, so this becomes a late item, such as 7A."
    return form_page(
        request,
        meeting.forum,
        form,
        title="Add an item to the agenda",
        caption=str(meeting),
        lead=lead if is_late_item(meeting.stage) else "",
        submit="Add the item",
        back=meeting.get_absolute_url(),
        current="Meetings",
    )


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def item_change(request, slug, pk):
    item = item_for(slug, pk)
    may_reorder(item.meeting.stage).insist()
    form = ItemForm(sent(request), instance=item)
    if form.is_valid():
        change_item(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"Item {item} is saved.")
        return redirect(item.meeting)
    return form_page(
        request,
        item.forum,
        form,
        title="Change an item of the agenda",
        caption=str(item.meeting),
        submit="Save the item",
        back=item.meeting.get_absolute_url(),
        current="Meetings",
    )


@only(Role.CLERK)
@require_POST
def item_move(request, slug, pk):
    item = item_for(slug, pk)
    direction = request.POST.get("direction")
    if direction not in Direction.values:
        raise BadRequest
    move_item(item, direction, by=request.user, on=timezone.localdate())
    return redirect(f"{item.meeting.get_absolute_url()}#item-{item.pk}")
