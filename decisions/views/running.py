"""The meeting as it runs: who is here, what is put, what comes next."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from decisions.forms.running import AttendanceForm
from decisions.models.attending import attending
from decisions.models.run_sheet import run_sheet
from forum.choices import MeetingStage, Presence, Role
from forum.rules.meetings import may_close, may_open
from forum.views.doors import meeting_for, only
from forum.views.forms import sent
from forum.views.page import page
from forum.workflow.attendance import take_attendance
from forum.workflow.meetings import close_meeting, open_meeting


@only(Role.CLERK)
@require_GET
def meeting_run(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    sheet = run_sheet(meeting)
    context = {
        "title": "Run the meeting",
        "meeting": meeting,
        "sheet": sheet,
        "is_running": meeting.stage in (MeetingStage.OPEN, MeetingStage.HELD),
        "quorum": meeting.quorum(),
        "attending": attending(meeting),
        "opening": may_open(stage=meeting.stage, meeting_on=meeting.held_on, on=meeting.held_on),
        "closing": may_close(stage=meeting.stage, open_ballots=len(sheet.open_ballots)),
    }
    return page(request, "decisions/meeting_run.html", meeting.forum, context, current="Meetings")


@only(Role.CLERK)
@require_POST
def meeting_open(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    open_meeting(meeting, by=request.user, on=meeting.held_on)
    messages.success(request, "The meeting is open. Record who is here first.")
    return redirect("decisions:meeting_run", slug, pk)


@only(Role.CLERK)
@require_POST
def meeting_close(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    still_open = len(run_sheet(meeting).open_ballots)
    close_meeting(meeting, open_ballots=still_open, by=request.user, on=meeting.held_on)
    messages.success(request, "The meeting is closed. Now write its minutes.")
    return redirect("decisions:meeting_run", slug, pk)


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def attendance_take(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    room = attending(meeting)
    # "All present" fills the form in; nothing is recorded until it is saved.
    everybody = "all" in request.POST
    form = AttendanceForm(
        None if everybody else sent(request),
        holders=room.holders,
        recorded=room.presence,
        everybody=Presence.PRESENT if everybody else "",
    )
    if form.is_valid():
        take_attendance(meeting, form.presence(), by=request.user, on=meeting.held_on)
        quorum = meeting.quorum()
        messages.success(
            request, f"Attendance recorded: {quorum.present} present, {quorum.needed} needed."
        )
        return redirect("decisions:meeting_run", slug, pk)
    context = {
        "title": "Who is here",
        "meeting": meeting,
        "form": form,
        "room": room,
        "everybody": everybody,
    }
    return page(request, "decisions/attendance.html", meeting.forum, context, current="Meetings")
