"""The year plan: each business of the statutory cycle, and the meeting that takes it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forum.choices import MeetingStage, Role
from forum.forms.year_plan import PlanItemForm
from forum.models.planning import year_of_meetings
from forum.rules.financial_year import financial_year, is_financial_year, year_after, year_before
from forum.views.doors import forum_for, is_any_of, only
from forum.views.page import page
from forum.workflow.meetings import add_item

INSIDE = (Role.CLERK, Role.OFFICER, Role.AUDITOR, "member")
TAKES_MORE = (MeetingStage.PLANNED, MeetingStage.PUBLISHED)


@only(*INSIDE)
@require_http_methods(["GET", "POST"])
def year_plan(request, slug, year=""):
    forum = forum_for(slug)
    today = timezone.localdate()
    year = year or financial_year(today)
    if not is_financial_year(year):
        raise Http404
    if request.method == "POST":
        return _add(request, forum, year)
    found = year_of_meetings(forum, year, on=today)
    context = {
        "title": f"Year plan {year}",
        "year": year,
        "before": year_before(year),
        "after": year_after(year),
        "found": found,
        "open_meetings": [each for each in found.meetings if each.stage in TAKES_MORE],
    }
    return page(request, "forum/year_plan.html", forum, context, current="Meetings")


def _add(request, forum, year):
    """A business of the year onto an agenda."""
    if not is_any_of(request.user, forum, Role.CLERK):
        raise PermissionDenied
    form = PlanItemForm(request.POST, forum=forum)
    if not form.is_valid():
        raise BadRequest
    item = add_item(form.item(), by=request.user, on=timezone.localdate())
    messages.success(request, f"Item {item} is on the agenda of {item.meeting.held_on:%-d %B %Y}.")
    return redirect("forum:year_plan", forum.slug, year)
