"""Interests: declared by a member, or entered by the clerk for one, also in mid-item."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from decisions.forms.interests import InterestForm
from decisions.models.room.attending import attending
from decisions.models.room.interests import declaring, voting_now
from decisions.models.room.work_area import parts_of
from decisions.views.typed import sent_from_the_screen
from forum.choices import Role
from forum.permissions import require_own
from forum.views.doors import (
    interest_for,
    is_any_of,
    is_inside,
    meeting_for,
    view_of_nothing,
)
from forum.views.forms import back_to, form_page, sent
from forum.workflow.interests import declare_interest, end_interest, ruling_on_declaring


@login_required
@sent_from_the_screen("interest")
@require_http_methods(["GET", "POST"])
def interest_declare(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    enters_all = is_any_of(request.user, meeting.forum, Role.CLERK)
    seats = declaring(attending(meeting), None if enters_all else request.user)
    if not seats and not is_inside(request.user, meeting.forum):
        view_of_nothing()
    require_own(request.user, meeting.forum, is_own=bool(seats))
    form = InterestForm(
        sent(request),
        meeting=meeting,
        seats=seats,
        items=meeting.items.all(),
        parts=parts_of(meeting),
        initial={"holder": request.GET.get("seat"), "reach": request.GET.get("item")},
    )
    if form.is_valid():
        interest, day = form.interest(request.user), meeting.held_on
        now = voting_now(interest)
        ruling = ruling_on_declaring(interest, **now)
        declare_interest(interest, **now, by=request.user, on=day)
        messages.success(request, "The interest is declared, and will be minuted.")
        for warning in ruling.warnings:
            messages.warning(request, warning.text)
        return redirect(_home(request, meeting, enters_all))
    return _page(request, meeting, form, _home(request, meeting, enters_all))


@login_required
@require_POST
def interest_end(request, slug, pk):
    interest = interest_for(request, slug, pk)
    meeting = interest.meeting
    end_interest(interest, by=request.user, on=meeting.held_on)
    messages.success(request, "The interest bears no more from now on.")
    enters_all = is_any_of(request.user, meeting.forum, Role.CLERK)
    return redirect(back_to(request, _home(request, meeting, enters_all)))


def _home(request, meeting, enters_all):
    """Where the person came from; else the clerk's screen, or the agenda."""
    run = reverse("decisions:meeting_run", args=[meeting.forum.slug, meeting.pk])
    return back_to(request, run if enters_all else meeting.get_absolute_url())


def _page(request, meeting, form, back):
    return form_page(
        request,
        meeting.forum,
        form,
        title="Declare an interest",
        caption=str(meeting),
        lead="Declare what goes beyond the general interest of every head or governor. "
        "It is minuted, and decides who may vote from the next ballot on.",
        back=back,
        submit="Declare the interest",
        current="Meetings",
    )
