"""Adding to minutes: corrections, post-minute notes, and what the public does not read."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from decisions.forms.correcting import CORRECTING, CorrectionForm, ExemptForm, NoteForm
from decisions.models.minuting.correcting import correction_facts, decisions_of
from decisions.rules.corrections import ask_twice, may_correct
from decisions.rules.minute_items import may_add_note, may_exempt
from decisions.views.doors import minute_item_for, minutes_for
from decisions.workflow.correcting import add_note, correct_minutes
from decisions.workflow.minute_items import exempt_item, make_item_public
from forum.choices import Role
from forum.rules.ruling import Ruling
from forum.views.doors import only
from forum.views.forms import form_page, sent
from forum.views.page import page

ALREADY_OUT = (
    "The draft that was published holds these words already: that cannot be taken back. "
    "Publish the draft again without them."
)


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def minutes_correct(request, slug, pk):
    minutes = minutes_for(slug, pk)
    meeting = minutes.meeting
    form = CorrectionForm(
        sent(request),
        meeting=meeting,
        decisions=decisions_of(meeting),
        initial={"about": request.GET.get("about", "")},
    )
    ruling, asked = Ruling(), ()
    if form.is_valid():
        draft = form.draft()
        facts = correction_facts(meeting, draft)
        ruling, asked = may_correct(facts, confirmed=True), ask_twice(facts)
        if ruling.allowed and (not asked or form.says_yes_to(asked)):
            day = draft.made_at_meeting.held_on
            correct_minutes(meeting, draft, by=request.user, on=day, confirmed=True)
            _told(request, ruling)
            return redirect("decisions:minutes_detail", slug, pk)
        _beside_fields(form, ruling, asked)
    context = {"title": "Correct the minutes", "minutes": minutes, "form": form, "asked": asked}
    status = 409 if form.is_bound and (ruling.reasons or asked) else 200
    context |= {"ruling": ruling}
    template = "decisions/minutes_correct.html"
    return page(request, template, minutes.forum, context, current="Meetings", status=status)


def _beside_fields(form, ruling, asked):
    """Each reason beside the field that can mend it; and the box that answers what is asked."""
    for reason in ruling.reasons:
        form.add_error(CORRECTING.get(reason.code), reason.text)
    if asked and ruling.allowed:
        form.ask(asked)


def _told(request, ruling):
    messages.success(request, "The correction is recorded, and published beside the minutes.")
    for warning in ruling.warnings:
        messages.warning(request, warning.text)


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def minutes_note(request, slug, pk):
    minutes = minutes_for(slug, pk)
    may_add_note(minutes.meeting.stage).insist()
    item = minutes.meeting.items.filter(number=request.GET.get("item", "")).first()
    form = NoteForm(sent(request), meeting=minutes.meeting, initial={"item": item})
    if form.is_valid():
        day = timezone.localdate()
        add_note(minutes, **form.cleaned_data, by=request.user, on=day)
        messages.success(request, "The note is added, dated today.")
        return redirect("decisions:minutes_detail", slug, pk)
    back = reverse("decisions:minutes_detail", args=[slug, pk])
    title, submit = "Add a post-minute note", "Add the note"
    return form_page(
        request,
        minutes.forum,
        form,
        title=title,
        submit=submit,
        caption=str(minutes),
        back=back,
        current="Meetings",
    )


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def minute_item_exempt(request, slug, pk):
    item = minute_item_for(slug, pk)
    may_exempt(item.minutes.stage, reason="to come").insist()
    meeting = item.minutes.meeting
    form = ExemptForm(sent(request), initial={"reason": item.exempt_reason})
    if form.is_valid():
        exempt_item(item, **form.cleaned_data, by=request.user, on=timezone.localdate())
        messages.success(request, f"Item {item.agenda_item.number} is exempt from publication.")
        if item.published_text:
            messages.warning(request, ALREADY_OUT)
        return redirect("decisions:minutes_detail", slug, meeting.pk)
    back = reverse("decisions:minutes_detail", args=[slug, meeting.pk])
    return form_page(
        request,
        item.forum,
        form,
        title=f"Make item {item.agenda_item.number} exempt",
        caption=str(item.minutes),
        lead="The public minutes leave out what you wrote under this item; members and those who "
        "work here read it in the full version. What was resolved, the votes and the money stay "
        "public.",
        submit="Make it exempt",
        back=back,
        current="Meetings",
    )


@only(Role.CLERK)
@require_POST
def minute_item_public(request, slug, pk):
    item = minute_item_for(slug, pk)
    make_item_public(item, by=request.user, on=timezone.localdate())
    said = f"Item {item.agenda_item.number} is public again, once you publish the minutes next."
    messages.success(request, said)
    return redirect("decisions:minutes_detail", slug, item.minutes.meeting_id)
