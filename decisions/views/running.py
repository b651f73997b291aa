"""The meeting as it runs: one live screen for the clerk, which the chair may look at."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from decisions.forms.room import ItemForm
from decisions.forms.running import AttendanceForm
from decisions.models.room.agenda_so_far import as_of_now, open_ballots
from decisions.models.room.attending import attending, replies_to
from decisions.views.doors import meeting_to_record
from decisions.views.screen import Screen
from decisions.views.work import work_forms
from decisions.workflow.minuting import begin_minutes
from forum.choices import Role
from forum.models.quorum import quorum_of
from forum.views.doors import is_any_of, meeting_for, only
from forum.views.forms import sent
from forum.views.page import page
from forum.workflow.attendance import take_attendance, take_item
from forum.workflow.meetings import close_meeting, open_meeting

OPENED = "The meeting is open. Record who is here first."
OPENED_OUTSIDE = "Every member is asked by email. Now open the ballots."


@only(Role.CLERK, or_chair=True)
@require_GET
def meeting_run(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    if meeting.is_historic:
        return redirect(meeting)
    screen = _screen(request, meeting)
    runs = is_any_of(request.user, meeting.forum, Role.CLERK)
    title = "Run the meeting" if runs else "The meeting as it runs"
    context = {"title": title, **_shown(screen, runs=runs)}
    if runs and screen.work and screen.is_running:
        context |= work_forms(screen, request.GET.get("procedure", ""))
    return page(request, "decisions/meeting_run.html", meeting.forum, context, current="Meetings")


@only(Role.CLERK, or_chair=True)
@require_GET
def run_state(request, slug, pk):
    """What changes on the screen while the meeting runs; nothing where it did not."""
    meeting = meeting_for(request, slug, pk)
    runs = is_any_of(request.user, meeting.forum, Role.CLERK)
    asked = f"{as_of_now(meeting)} {runs} {request.GET.urlencode()}"
    tag = f'"{sha256(asked.encode()).hexdigest()[:32]}"'
    known = get_conditional_response(request, etag=tag)
    if known:
        return known
    context = _shown(_screen(request, meeting), runs=runs)
    response = render(request, "decisions/run_state.html", {"forum": meeting.forum, **context})
    response["ETag"], response["Cache-Control"] = tag, "private, no-cache"
    return response


def _screen(request, meeting):
    return Screen(meeting, request.GET.get("item", ""), request.GET.get("question", ""))


def _shown(screen, *, runs):
    """What page and fragment have in common."""
    return {"meeting": screen.meeting, "screen": screen, "runs": runs, "here": screen.here}


def to_run(meeting):
    """The address of the screen."""
    return reverse("decisions:meeting_run", args=[meeting.forum.slug, meeting.pk])


def _day_of(meeting):
    """Its day; members are asked outside a meeting on a day before the last one, as a rule."""
    return min(timezone.localdate(), meeting.held_on) if meeting.is_outside else meeting.held_on


@only(Role.CLERK)
@require_POST
def meeting_open(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    day = _day_of(meeting)
    open_meeting(meeting, by=request.user, on=day)
    begin_minutes(meeting, by=request.user, on=day)
    messages.success(request, OPENED_OUTSIDE if meeting.is_outside else OPENED)
    return redirect("decisions:meeting_run", slug, pk)


@only(Role.CLERK)
@require_POST
def meeting_close(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    still_open = open_ballots(meeting)
    close_meeting(meeting, open_ballots=still_open, by=request.user, on=_day_of(meeting))
    messages.success(request, "The meeting is closed. Now write its minutes.")
    return redirect("decisions:meeting_run", slug, pk)


@only(Role.CLERK)
@require_POST
def item_take(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    form = ItemForm(request.POST, meeting=meeting)
    # An item that is not on this agenda is no item of the meeting: it stays where it is.
    item = form.cleaned_data["item"] if form.is_valid() else meeting.current_item
    take_item(item, meeting, by=request.user, on=meeting.held_on)
    if item:
        begin_minutes(meeting, by=request.user, on=meeting.held_on)
    asked = f"?{urlencode({'item': item.pk})}#work" if item else ""
    return redirect(f"{to_run(meeting)}{asked}")


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def attendance_take(request, slug, pk):
    meeting = meeting_to_record(request, slug, pk)
    room, replies = attending(meeting), replies_to(meeting)
    # "All present" fills the form in; nothing is recorded until it is saved.
    everybody = "all" in request.POST
    form = AttendanceForm(
        None if everybody else sent(request),
        rows=room.rows,
        replies=replies,
        everybody=everybody,
    )
    if form.is_valid():
        take_attendance(
            meeting,
            form.presence,
            substitutes=form.substitutes,
            remote=form.remote,
            by=request.user,
            on=meeting.held_on,
        )
        quorum = quorum_of(meeting)
        counted = f"{quorum.present} present, {quorum.needed} needed"
        messages.success(request, f"Attendance recorded: {counted}.")
        return redirect("decisions:meeting_run", slug, pk)
    context = {
        "title": "Who is here",
        "meeting": meeting,
        "form": form,
        "room": room,
        "everybody": everybody,
        "replied": sum(holder.pk in replies for holder in room.unknown),
    }
    return page(request, "decisions/attendance.html", meeting.forum, context, current="Meetings")
