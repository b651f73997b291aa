"""Building an agenda: its items and their order."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from forum.choices import Role
from forum.forms.agenda import Direction, ItemForm, NewItemForm, OrderForm, PresenterForm
from forum.models import AgendaItem
from forum.rules.calling import may_change_meeting
from forum.rules.meetings import is_late_item, may_add_item, may_reorder
from forum.views.doors import item_for, meeting_for, only
from forum.views.forms import back_to, form_page, sent
from forum.views.page import page
from forum.workflow.meetings import (
    add_item,
    change_item,
    change_presenter,
    move_item,
    remove_item,
    renumber_items,
    reorder_items,
)

LATE = (
    "The agenda is published, so this becomes a late item, such as 7A. The numbers of the others "
    "stay."
)
FIXED = (
    "The agenda is published, so its number and title stay. Who presents it may still be changed."
)


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def item_add(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    may_add_item(meeting.stage).insist()
    is_late = is_late_item(meeting.stage)
    item = AgendaItem(forum=meeting.forum, meeting=meeting)
    form = NewItemForm(sent(request), instance=item, is_late=is_late)
    if form.is_valid():
        after = form.cleaned_data["after"]
        add_item(form.instance, after=after, by=request.user, on=timezone.localdate())
        messages.success(request, f"Item {item} is on the agenda.")
        return redirect(f"{meeting.get_absolute_url()}#item-{item.pk}")
    return form_page(
        request,
        meeting.forum,
        form,
        title="Add a late item" if is_late else "Add an item to the agenda",
        caption=str(meeting),
        lead=LATE if is_late else "",
        submit="Add the item",
        back=meeting.get_absolute_url(),
        current="Meetings",
    )


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def item_change(request, slug, pk):
    """All of an item until its agenda is published; who presents it until the meeting is over."""
    item = item_for(slug, pk)
    may_change_meeting(item.meeting.stage).insist()
    is_fixed = not may_reorder(item.meeting.stage).allowed
    form = _item_form(request, item, is_fixed=is_fixed)
    if form.is_valid():
        _save(request, item, form, is_fixed=is_fixed)
        messages.success(request, f"Item {item} is saved.")
        return redirect(f"{item.meeting.get_absolute_url()}#item-{item.pk}")
    return form_page(
        request,
        item.forum,
        form,
        title=f"Who presents item {item.number}" if is_fixed else "Change an item of the agenda",
        caption=str(item.meeting),
        lead=f"{item}. {FIXED}" if is_fixed else "",
        submit="Save the item",
        back=item.meeting.get_absolute_url(),
        current="Meetings",
        template="forum/item_form.html",
        removable=None if is_fixed else item,
    )


@only(Role.CLERK)
@require_POST
def item_remove(request, slug, pk):
    item = item_for(slug, pk)
    meeting, title = item.meeting, str(item)
    remove_item(item, by=request.user, on=timezone.localdate())
    messages.success(request, f"Item {title} is removed.")
    return redirect(f"{meeting.get_absolute_url()}#agenda")


@only(Role.CLERK)
@require_POST
def item_move(request, slug, pk):
    item = item_for(slug, pk)
    direction = request.POST.get("direction")
    if direction not in Direction.values:
        raise BadRequest
    move_item(item, direction, by=request.user, on=timezone.localdate())
    back = back_to(request, item.meeting.get_absolute_url())
    return redirect(f"{back}#item-{item.pk}")


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def items_reorder(request, slug, pk):
    """The whole order in one POST; without a script, one item at a time."""
    meeting = meeting_for(request, slug, pk)
    may_reorder(meeting.stage).insist()
    form = OrderForm(sent(request), meeting=meeting)
    if form.is_valid():
        by, on = request.user, timezone.localdate()
        reorder_items(meeting, form.wanted, by=by, on=on)
        if form.cleaned_data["renumber"]:
            renumber_items(meeting, by=by, on=on)
        messages.success(request, "The order is saved.")
        return redirect("forum:items_reorder", slug, pk)
    context = {
        "title": "Put the items in order",
        "meeting": meeting,
        "items": form.items,
        "form": form,
    }
    return page(request, "forum/items_reorder.html", meeting.forum, context, current="Meetings")


def _item_form(request, item, *, is_fixed):
    if is_fixed:
        return PresenterForm(sent(request), initial={"presenter": item.presenter})
    return ItemForm(sent(request), instance=item)


def _save(request, item, form, *, is_fixed):
    by, on = request.user, timezone.localdate()
    if is_fixed:
        change_presenter(item, form.cleaned_data["presenter"], by=by, on=on)
    else:
        change_item(form.instance, by=by, on=on)
