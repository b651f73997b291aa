"""Meetings with their papers: the list, the agenda, and its publishing."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forum.calendars import event_of
from forum.choices import DocumentKind, Role
from forum.forms.meetings import PublishForm
from forum.models.absences import absences_at
from forum.models.calendar import has_place
from forum.models.clocks import clocks
from forum.models.replies import replies_to
from forum.rules.calling import may_change_meeting
from forum.rules.meetings import may_add_item, may_cancel, may_reorder
from forum.rules.notice import DueState
from forum.views.doors import (
    forum_for,
    is_any_of,
    is_inside,
    meeting_for,
    only,
    roles_of,
    works_in,
)
from forum.views.forms import sent
from forum.views.page import page
from forum.views.published import kept_for_the_public
from forum.workflow.meetings import ruling_on_agenda
from papers.models.agenda import agenda, published, stranded, usual_day
from papers.models.reading import readings, with_readings
from papers.models.returning import coming_back, returning
from papers.pdfs.agenda import agenda_pdf as render_agenda
from papers.views.documents import pdf
from papers.workflow.publishing import publish_agenda


@require_GET
@kept_for_the_public
def meeting_list(request, slug):
    forum = forum_for(slug)
    inside = is_inside(request.user, forum)
    meetings = list(forum.meeting_set.all() if inside else forum.meeting_set.public())
    today = timezone.localdate()
    if is_any_of(request.user, forum, Role.CLERK):
        _wind(forum, meetings, today)
    past = [meeting for meeting in meetings if _is_past(meeting, today)]
    context = {
        "title": "Meetings",
        "inside": inside,
        "coming": [each for each in reversed(meetings) if not _is_past(each, today)],
        "years": [
            (year, list(held)) for year, held in groupby(past, key=lambda each: each.held_on.year)
        ],
    }
    return page(request, "papers/meeting_list.html", forum, context, current="Meetings")


@require_GET
@kept_for_the_public
def meeting_detail(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    works = works_in(request.user, meeting.forum)
    on = usual_day(meeting, today=timezone.localdate())
    documents = published(meeting)
    lines = agenda(meeting, drafts=works, on=on)
    waiting = coming_back(meeting) if _takes_back(meeting, works) else ()
    if meeting.is_public and roles_of(request.user, meeting.forum)["is_member"]:
        with_readings(lines, readings(meeting, request.user))
    context = {
        "meeting": meeting,
        "lines": lines,
        "returning": [each for each in waiting if not each.is_taken],
        "arising": [each for each in waiting if each.is_taken],
        "stranded": stranded(meeting) if _takes_back(meeting, works) else (),
        "documents": documents,
        "has_minutes": _has_minutes(documents) or (works and meeting.opened_at),
        "may_add": may_add_item(meeting.stage).allowed,
        "may_reorder": may_reorder(meeting.stage).allowed,
        "may_change": may_change_meeting(meeting.stage).allowed,
        "works": works,
        **_for_programs(meeting),
    }
    if is_any_of(request.user, meeting.forum, Role.CLERK):
        context |= _for_the_clerk(meeting)
    return page(request, "papers/meeting_detail.html", meeting.forum, context, current="Meetings")


@require_GET
def agenda_pdf(request, slug, pk):
    """The agenda as it was published; before that, for those who work here, as it stands."""
    meeting = meeting_for(request, slug, pk)
    stored = {document.kind: document for document in published(meeting)}
    if DocumentKind.AGENDA in stored:
        return redirect("decisions:document", slug, stored[DocumentKind.AGENDA].pk)
    if not works_in(request.user, meeting.forum):
        raise PermissionDenied
    today = timezone.localdate()
    return pdf(render_agenda(meeting, trail_line="", on=today), f"agenda-{meeting.held_on}")


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def agenda_publish(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    day = usual_day(meeting, today=timezone.localdate())
    rule = partial(ruling_on_agenda, meeting)
    form = PublishForm(sent(request), rule=rule, initial={"published_on": day})
    if form.is_valid() and form.ruling.allowed:
        given = form.cleaned_data
        publish_agenda(meeting, reason=given["reason"], by=request.user, on=given["published_on"])
        messages.success(request, "The agenda is published, and its members are told by email.")
        return redirect(meeting)
    context = {
        "title": "Publish the agenda",
        "meeting": meeting,
        "lines": agenda(meeting, drafts=True, on=day),
        "absences": absences_at(meeting),
        "returning": returning(meeting),
        "ruling": form.ruling,
        "form": form,
        "submit": "Publish the agenda",
    }
    return page(
        request,
        "papers/agenda_publish.html",
        meeting.forum,
        context,
        current="Meetings",
        status=409 if form.is_valid() else 200,
    )


def _for_programs(meeting):
    """A published meeting as search engines read it, and whether a diary can keep it."""
    if not (meeting.is_public and has_place(meeting)):
        return {}
    is_coming = not (meeting.closed_at or meeting.cancelled_at)
    return {"said": event_of(meeting, site=settings.SITE_URL), "calendar": is_coming}


def _takes_back(meeting, works):
    """Whether it is shown what must come back: to those who work here, for a meeting to come."""
    return works and not (meeting.closed_at or meeting.cancelled_at or meeting.is_outside)


def _is_past(meeting, today):
    """A cancelled meeting stands among the coming ones until its day."""
    is_held = meeting.closed_at or meeting.is_historic
    return is_held or (meeting.cancelled_at and meeting.held_on < today)


def _wind(forum, meetings, today):
    """For the clerk, each meeting carries what is overdue, and else what must be done next."""
    found = clocks(forum, meetings, on=today)
    for meeting in meetings:
        dues = found.get(meeting.pk, ())
        overdue = [each for each in dues if each.state == DueState.OVERDUE]
        meeting.due = overdue or [each for each in dues if each.state == DueState.DUE][:1]


def _for_the_clerk(meeting):
    """What must be published when, who said that they come, and what may still be done."""
    found = clocks(meeting.forum, [meeting], on=timezone.localdate())
    return {
        "clock": found.get(meeting.pk, ()),
        "replies": None if meeting.is_outside else replies_to(meeting),
        "attending": meeting.in_attendance.count(),
        "may_cancel": may_cancel(meeting.stage, "to be given").allowed,
    }


def _has_minutes(documents):
    """Whether everybody can read minutes of the meeting, and its decisions with them."""
    return any(
        document.kind in (DocumentKind.DRAFT_MINUTES, DocumentKind.MINUTES)
        for document in documents
    )
