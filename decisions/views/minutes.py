"""The minutes: begun, written item by item, published, agreed, signed; and read by everybody."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from decisions.forms.minutes import AgreeForm, MinuteItemForm
from decisions.models.facts import minutes_facts
from decisions.rules.minute_items import may_draft
from decisions.rules.minutes import may_agree, still_open
from decisions.rules.running import may_begin_minutes
from decisions.views.doors import minute_item_for, minutes_for, minutes_of, sees_drafts_of
from decisions.views.minutes_shown import shown
from decisions.views.typed import sent_from_the_screen
from decisions.workflow.minute_items import draft_items
from decisions.workflow.minuting import (
    agree_minutes,
    begin_minutes,
    publish_draft,
    save_item,
    sign_minutes,
)
from forum.choices import Role
from forum.permissions import require
from forum.rules.ruling import Ruling
from forum.views.confirming import confirmed_lately
from forum.views.doors import only
from forum.views.forms import sent
from forum.views.page import page
from forum.views.published import kept_for_the_public

NOTHING_MORE = "The record says nothing about the items that are empty: write what was said."


@require_http_methods(["GET", "POST"])
@kept_for_the_public
def minutes_detail(request, slug, pk):
    meeting, minutes = minutes_of(request, slug, pk)
    if request.method == "POST":
        _begin(request, meeting)
        return redirect("decisions:minutes_detail", slug, pk)
    sees_drafts = sees_drafts_of(request, meeting)
    beginning = may_begin_minutes(is_historic=meeting.is_historic)
    begins = minutes is None and beginning.allowed
    context = {"noun": "Minutes", "begins": begins, "beginning": beginning}
    if minutes:
        context |= shown(request, minutes, sees_drafts=sees_drafts)
    context |= {
        "title": f"{context['noun']} of {meeting.held_on:%-d %B %Y}",
        "meeting": meeting,
        "minutes": minutes,
        "sees_drafts": sees_drafts,
    }
    template = "decisions/minutes_detail.html"
    return page(request, template, meeting.forum, context, current="Meetings")


def _begin(request, meeting):
    """Begin the minutes; after the meeting they begin with what the record says."""
    require(request.user, meeting.forum, Role.CLERK)
    minutes = begin_minutes(meeting, by=request.user, on=timezone.localdate())
    if may_draft(minutes.stage, meeting.stage).allowed:
        draft_items(minutes, by=request.user, on=timezone.localdate())


@only(Role.CLERK)
@require_POST
def minutes_draft(request, slug, pk):
    minutes = minutes_for(slug, pk)
    drafted = draft_items(minutes, by=request.user, on=timezone.localdate())
    said = f"Drafted from the record: {', '.join(drafted)}." if drafted else NOTHING_MORE
    messages.success(request, said)
    return redirect("decisions:minutes_detail", slug, pk)


@only(Role.CLERK)
@sent_from_the_screen("minute")
@require_POST
def minute_item_save(request, slug, pk):
    item = minute_item_for(slug, pk)
    form = MinuteItemForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    save_item(item, **form.cleaned_data, by=request.user, on=timezone.localdate())
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)  # The clerk goes on typing where they are.
    messages.success(request, f"The minute of item {item.agenda_item.number} is saved.")
    meeting = item.minutes.meeting_id
    target = redirect("decisions:minutes_detail", slug, meeting)
    target["Location"] += f"#item-{item.agenda_item.number}"
    return target


@only(Role.CLERK)
@require_POST
def minutes_publish(request, slug, pk):
    minutes = minutes_for(slug, pk)
    publish_draft(minutes, by=request.user, on=timezone.localdate())
    messages.success(request, "The draft is published. Everybody can read it now.")
    return redirect("decisions:minutes_detail", slug, pk)


@only(Role.CLERK)
@confirmed_lately
@require_http_methods(["GET", "POST"])
def minutes_agree(request, slug, pk):
    minutes = minutes_for(slug, pk)
    form = AgreeForm(sent(request), minutes=minutes)
    ruling = Ruling() if form.is_bound else still_open(minutes_facts(minutes))
    if form.is_valid():
        later = form.cleaned_data["at_meeting"]
        ruling = may_agree(minutes_facts(minutes, at_meeting=later))
        if ruling.allowed:
            agree_minutes(minutes, at_meeting=later, by=request.user, on=later.held_on)
            messages.success(request, "The minutes are agreed and fixed, with their decision log.")
            return redirect("decisions:minutes_detail", slug, pk)
    context = {"title": "Agree the minutes", "minutes": minutes, "form": form, "ruling": ruling}
    status = 409 if form.is_bound and ruling.reasons else 200
    template = "decisions/minutes_agree.html"
    return page(request, template, minutes.forum, context, current="Meetings", status=status)


@require_POST
def minutes_sign(request, slug, pk):
    minutes = minutes_for(slug, pk)
    sign_minutes(minutes, by=request.user, on=timezone.localdate())
    messages.success(request, "The minutes are signed.")
    return redirect("decisions:minutes_detail", slug, pk)
