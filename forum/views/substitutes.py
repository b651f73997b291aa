"""Substitutes: naming who stands in for the holder of a seat, and the end of it."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forum.choices import SubstituteKind, SubstituteRule
from forum.forms.substitutes import StandDownForm, SubstituteForm
from forum.models import Substitution
from forum.views.doors import forum_for, only, substitution_for
from forum.views.forms import sent
from forum.views.members import CLERKS, members_form, say_doubts
from forum.workflow.substitutes import end_substitute, name_substitute


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def substitute_add(request, slug):
    forum = forum_for(slug)
    today = timezone.localdate()
    chosen = {"seat": request.GET.get("seat"), "meeting": request.GET.get("meeting")}
    chosen["kind"] = SubstituteKind.FOR_MEETING if chosen["meeting"] else ""
    form = SubstituteForm(sent(request), instance=Substitution(forum=forum), initial=chosen)
    if form.is_valid():
        tie = form.cleaned_data["authority_tie"]
        named = name_substitute(form.instance, tie=tie, by=request.user, on=today)
        messages.success(request, f"{named.person} stands in for the holder of {named.seat}.")
        say_doubts(request, form.ruling)
        return redirect("forum:member_list", slug)
    rule = SubstituteRule(forum.constitution_on(today).substitute_rule).label
    return members_form(
        request,
        forum,
        form,
        title="Name a substitute",
        lead="A substitute comes from the same group, attends and votes for the member, and is "
        f"counted in their place, never beside them. Under the constitution: {rule.lower()}.",
        submit="Name the substitute",
    )


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def substitute_end(request, slug, pk):
    substitution = substitution_for(slug, pk)
    form = StandDownForm(sent(request), substitution=substitution)
    meeting = substitution.meeting
    if form.is_valid():
        until, who = form.last_day(), str(substitution)
        end_substitute(substitution, until_on=until, by=request.user, on=timezone.localdate())
        done = "taken back" if meeting else f"until {until:%-d %B %Y}"
        messages.success(request, f"{who}: {done}.")
        return redirect("forum:member_list", slug)
    lead = f"They no longer stand in on {meeting.held_on:%-d %B %Y}." if meeting else ""
    return members_form(
        request,
        substitution.forum,
        form,
        title="End a substitute",
        caption=str(substitution),
        lead=lead,
        submit="Take back" if meeting else "Save the last day",
    )
