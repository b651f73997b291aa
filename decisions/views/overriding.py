"""The clerk rules on who may vote, before the ballot opens."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from decisions.choices import Procedure
from decisions.forms.overriding import OverrideForm, opposite
from decisions.models import RegisterOverride
from decisions.models.ballots.rulings import by_the_rules, ruling_to_override, rulings_on
from decisions.views.doors import item_for, opening_page, procedure_asked, question_for
from decisions.workflow.overriding import override_register
from forum.choices import Role
from forum.views.doors import only
from forum.views.forms import sent
from forum.views.page import page


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def register_override(request, slug, pk):
    question = question_for(slug, pk)
    item = question.placement.agenda_item
    return _ruling(request, item, question=question, procedure="")


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def procedure_override(request, slug, pk):
    item = item_for(slug, pk)
    return _ruling(request, item, question=None, procedure=procedure_asked(request, item))


def _ruling(request, item, *, question, procedure):
    on = {"agenda_item": item, "question": question, "procedure": procedure}
    entries = by_the_rules(item, question, procedure)
    asked = request.POST.get("seat") or request.GET.get("seat")
    entry = next((each for each in entries if str(each.seat) == asked), None)
    form = OverrideForm(sent(request), entries=entries, initial=opposite(entry))
    ruling = ruling_to_override(form.ruling(**on), entries) if form.is_valid() else None
    back = opening_page(item, question, procedure)
    if ruling and ruling.allowed:
        override_register(form.ruling(**on), by=request.user, on=item.meeting.held_on)
        messages.success(request, "The ruling is made. It stands in the register and the minutes.")
        return redirect(back)
    context = {
        "title": "Rule on who may vote",
        "item": item,
        "question": question,
        "procedure": procedure and Procedure(procedure).label,
        "entry": entry,
        "form": form,
        "ruling": ruling or _foreseen(entry, entries, on),
        "rulings": rulings_on(item, question, procedure),
        "back": back,
    }
    template, status = "decisions/register_override.html", 409 if ruling else 200
    return page(request, template, item.forum, context, current="Meetings", status=status)


def _foreseen(entry, entries, on):
    """What stands in the way of ruling otherwise, and what it means, before it is typed."""
    if entry is None:
        return None
    otherwise = RegisterOverride(
        seat_id=entry.seat, may_vote=not entry.is_eligible, reason="to come", **on
    )
    return ruling_to_override(otherwise, entries)
