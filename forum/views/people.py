"""In attendance: officers, presenters, observers and the public, and who of them may speak."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from forum.choices import Capacity, MeetingStage, Role
from forum.forms.in_attendance import PersonForm
from forum.models import InAttendance
from forum.rules.in_attendance import may_list, may_take_off
from forum.rules.ruling import Ruling
from forum.rules.speaking import SPEAKING, Speaking, on_speaking
from forum.views.doors import in_attendance_for, meeting_for, only
from forum.views.forms import sent
from forum.views.page import page
from forum.workflow.in_attendance import expect, mark_came, take_off


@dataclass(frozen=True)
class Attending:
    """Somebody on the list, and what the law says about their speaking."""

    person: InAttendance
    speaking: Speaking
    ruling: Ruling


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def people_in_attendance(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    instance = InAttendance(forum=meeting.forum, meeting=meeting)
    form = PersonForm(sent(request), instance=instance)
    if form.is_valid():
        expect(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"{instance} is on the list.")
        return redirect("forum:people_in_attendance", slug, pk)
    listed = meeting.in_attendance.select_related("agenda_item")
    context = {
        "title": "In attendance",
        "meeting": meeting,
        "attending": [_attending(person) for person in listed],
        "is_running": meeting.stage in (MeetingStage.OPEN, MeetingStage.HELD),
        "may_take_off": may_take_off(meeting.stage).allowed,
        "ruling": may_list(meeting.stage),
        "form": form,
        "submit": "Add to the list",
    }
    template = "forum/people_in_attendance.html"
    return page(request, template, meeting.forum, context, current="Meetings")


@only(Role.CLERK)
@require_POST
def person_remove(request, slug, pk):
    """Off the list before the meeting; from then on: came, or did not come."""
    person = in_attendance_for(slug, pk)
    by, on, what = request.user, timezone.localdate(), request.POST.get("what", "remove")
    if what == "remove":
        take_off(person, by=by, on=on)
    elif what in {"came", "absent"}:
        mark_came(person, what == "came", by=by, on=on)
    else:
        raise BadRequest
    return redirect("forum:people_in_attendance", slug, person.meeting_id)


def _attending(person):
    capacity = Capacity(person.capacity)
    has_item = person.agenda_item_id is not None
    return Attending(person, SPEAKING[capacity], on_speaking(capacity, has_item=has_item))
