"""Substitutes: naming who stands in for the holder of a seat, and the end of it."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forum.choices import SubstituteRule
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
    form = StandDownForm(sent(request))
    if form.is_valid():
        until = form.cleaned_data["until_on"]
        end_substitute(substitution, until_on=until, by=request.user, on=timezone.localdate())
        messages.success(request, f"{substitution}: until {until:%-d %B %Y}.")
        return redirect("forum:member_list", slug)
    return members_form(
        request,
        substitution.forum,
        form,
        title="End a substitute",
        caption=str(substitution),
        submit="Save the last day",
    )
