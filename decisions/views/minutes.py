"""The minutes: begun, written item by item, published, agreed, signed; and read by everybody."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from decisions.choices import MinutesStage
from decisions.forms.minutes import AgreeForm, MinuteItemForm
from decisions.models.facts import minutes_facts
from decisions.pdfs.minutes import minutes_context
from decisions.rules.minutes import may_agree, may_edit_minutes, may_publish_draft, still_open
from decisions.views.documents import published_about
from decisions.views.doors import may_see_drafts, minute_item_for, minutes_for, minutes_of
from decisions.views.typed import sent_from_the_screen
from decisions.workflow.minuting import (
    agree_minutes,
    begin_minutes,
    publish_draft,
    save_item,
    sign_minutes,
)
from forum.choices import DocumentKind, Role
from forum.permissions import holds, require
from forum.rules.ruling import Ruling
from forum.views.doors import only
from forum.views.forms import sent
from forum.views.page import page
from forum.views.published import kept_for_the_public


@require_http_methods(["GET", "POST"])
@kept_for_the_public
def minutes_detail(request, slug, pk):
    meeting, minutes = minutes_of(request, slug, pk)
    if request.method == "POST":
        require(request.user, meeting.forum, Role.CLERK)
        begin_minutes(meeting, by=request.user, on=timezone.localdate())
        return redirect("decisions:minutes_detail", slug, pk)
    context = {
        "title": f"Minutes of {meeting.held_on:%-d %B %Y}",
        "meeting": meeting,
        "minutes": minutes,
        "begins": minutes is None,
        "sees_drafts": may_see_drafts(request.user, meeting),
        **(_written(minutes) if minutes else {}),
    }
    if minutes and context["sees_drafts"]:
        context |= _at_work(request, minutes)
    template = "decisions/minutes_detail.html"
    return page(request, template, meeting.forum, context, current="Meetings")


def _written(minutes):
    """The minutes as their document has them, each item beside the text that is kept of it."""
    record = minutes_context(minutes)
    texts = {each.agenda_item.number: each for each in minutes.items.select_related("agenda_item")}
    kinds = (DocumentKind.DRAFT_MINUTES, DocumentKind.MINUTES, DocumentKind.DECISION_LOG)
    return {
        "record": record,
        "items": [(facts, _of(texts.get(facts["number"]), minutes)) for facts in record["items"]],
        "documents": published_about(minutes.meeting, *kinds),
    }


def _of(minute, minutes):
    """Its minutes are these, which need not be read again."""
    if minute:
        minute.minutes = minutes
    return minute


def _at_work(request, minutes):
    """What those who work on the minutes see besides: the gate, and what they can do now."""
    facts = minutes_facts(minutes)
    is_clerk = holds(request.user, minutes.forum, Role.CLERK)
    writes = is_clerk and may_edit_minutes(minutes.stage).allowed
    return {
        "gate": still_open(facts),
        "publishing": may_publish_draft(facts),
        "writes": writes,
        "begins": writes and minutes.lacks_items,
        "changed_since": minutes.changed_since_published,
        "may_be_signed": minutes.stage == MinutesStage.AGREED,
    }


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
