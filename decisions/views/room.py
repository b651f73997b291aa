"""Who comes, who leaves, and who takes the chair: one press each."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from decisions.forms.room import ChairForm, MoveForm
from decisions.models.room.attending import attending
from decisions.models.room.chairing import who_may_preside
from decisions.views.doors import meeting_to_record
from forum.choices import Role
from forum.models.presiding import offices_on
from forum.views.doors import only
from forum.views.forms import back_to, form_page, sent
from forum.workflow.attendance import come_in, leave, preside


@only(Role.CLERK)
@require_POST
def member_come(request, slug, pk):
    meeting, form = _move(request, slug, pk)
    if not form.is_valid():
        return _ask_again(request, meeting, form, "When did they come in?", "Record it")
    come_in(
        meeting,
        form.holder,
        substitution=form.substitution,
        is_remote=form.is_remote,
        at=form.moment,
        by=request.user,
        on=meeting.held_on,
    )
    return redirect(_back(request, meeting))


@only(Role.CLERK)
@require_POST
def member_leave(request, slug, pk):
    meeting, form = _move(request, slug, pk)
    if not form.is_valid():
        return _ask_again(request, meeting, form, "When did they leave?", "Record it")
    leave(
        meeting,
        form.holder,
        as_substitute=form.is_substitute,
        at=form.moment,
        by=request.user,
        on=meeting.held_on,
    )
    return redirect(_back(request, meeting))


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def chair_take(request, slug, pk):
    meeting = meeting_to_record(request, slug, pk)
    candidates = who_may_preside(meeting, attending(meeting), offices_on(meeting))
    form = ChairForm(sent(request), candidates=candidates)
    if form.is_valid():
        chosen = form.chosen
        preside(meeting, chosen.person, chosen.capacity, by=request.user, on=meeting.held_on)
        messages.success(request, f"In the chair: {chosen.words}.")
        return redirect(_back(request, meeting))
    return _ask_again(request, meeting, form, "Who takes the chair?", "Record it")


def _move(request, slug, pk):
    meeting = meeting_to_record(request, slug, pk)
    return meeting, MoveForm(request.POST, meeting=meeting, rows=attending(meeting).rows)


def _back(request, meeting):
    return back_to(
        request, reverse("decisions:meeting_run", args=[meeting.forum.slug, meeting.pk])
    )


def _ask_again(request, meeting, form, title, submit):
    told = {"caption": str(meeting), "back": _back(request, meeting), "submit": submit}
    return form_page(request, meeting.forum, form, title=title, current="Meetings", **told)
