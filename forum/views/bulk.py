"""Members or schools entered from a file: read, shown row by row, then entered at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forum.choices import AuthorityTie, Group, Phase, SeatKind
from forum.forms.bulk import RollForm
from forum.models.roll import roll_ahead
from forum.models.school_roll import schools_ahead
from forum.rules.roll import COLUMNS
from forum.rules.school_roll import COLUMNS as SCHOOL_COLUMNS
from forum.sheets import csv_text
from forum.views.doors import forum_for, only
from forum.views.forms import form_page, sent
from forum.views.members import CLERKS
from forum.workflow.roll import RollEntry, enter_roll, enter_schools

EXAMPLE = (
    COLUMNS,
    ("Maintained primary headteacher 1", "Maintained primary schools", "Headteacher",
     "Alex Morgan", "alex.morgan@example.sch.uk", "Headteacher, Oak Primary School", "",
     "1/9/2025", "31/8/2029", "", ""),
    ("Maintained primary governor 1", "Maintained primary schools", "Governor",
     "", "", "", "", "", "", "", ""),
    ("Mainstream academies 1", "Mainstream academies", "Trust representative",
     "Sam Patel", "sam.patel@example.org", "Chief executive, Elm Learning Trust", "",
     "1 September 2025", "", "", ""),
    ("Church of England diocese", "Other non-schools members", "Representative",
     "Jo Reid", "jo.reid@example.org", "Diocesan director of education", "",
     "2025-09-01", "2029-08-31", "", "None"),
)  # fmt: skip


SCHOOLS_EXAMPLE = (
    SCHOOL_COLUMNS,
    ("Oak Primary School", "Primary", "", "Maintained", "", "", ""),
    ("Elm Middle School", "Middle", "Secondary", "Maintained", "", "", ""),
    ("Ash Academy", "Secondary", "", "Academy", "", "1/9/2014", ""),
    ("Birch Free School", "All-through", "Primary", "Academy", "1 September 2019", "", ""),
)


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def members_bulk(request, slug):
    forum, today = forum_for(slug), timezone.localdate()
    form = RollForm(sent(request), request.FILES or None)
    ahead = roll_ahead(forum, form.words(), on=today) if form.is_valid() else None
    if ahead and ahead.roll.is_clean and "enter" in request.POST:
        entries = [RollEntry(each.seat, each.appointment) for each in ahead.rows]
        seats, members = enter_roll(forum, entries, by=request.user, on=today)
        messages.success(
            request, f"Entered: {_count(seats, 'seat')} and {_count(members, 'member')}."
        )
        return redirect("forum:member_list", slug)
    return _form(
        request,
        forum,
        form,
        ahead,
        template="forum/members_bulk.html",
        title="Enter seats and members from a file",
        columns=("Seat", "Member", "Term of office"),
        back=reverse("forum:member_list", args=[slug]),
    )


@only(*CLERKS)
@require_http_methods(["GET", "POST"])
def schools_bulk(request, slug):
    forum = forum_for(slug)
    form = RollForm(sent(request), request.FILES or None)
    ahead = schools_ahead(forum, form.words()) if form.is_valid() else None
    if ahead and ahead.roll.is_clean and "enter" in request.POST:
        number = enter_schools(forum, ahead.schools, by=request.user, on=timezone.localdate())
        messages.success(request, f"Entered: {_count(number, 'school')}.")
        return redirect("forum:school_list", slug)
    return _form(
        request,
        forum,
        form,
        ahead,
        template="forum/schools_bulk.html",
        title="Enter schools from a file",
        columns=("School", "Phase and type", "Opened, became an academy, closed"),
        back=reverse("forum:school_list", args=[slug]),
    )


@only(*CLERKS)
@require_GET
def members_example(request, slug):
    return _csv("members-example.csv", EXAMPLE)


@only(*CLERKS)
@require_GET
def schools_example(request, slug):
    return _csv("schools-example.csv", SCHOOLS_EXAMPLE)


def _form(request, forum, form, ahead, *, title, **context):
    """The form; once a file is read, its rows above it, and its text in the box to be mended."""
    if ahead:
        form, title = RollForm(initial={"text": form.words()}), "Check the rows"
    words = {
        "groups": Group.labels,
        "kinds": SeatKind.labels,
        "phases": Phase.labels,
        "ties": AuthorityTie.labels,
    }
    return form_page(
        request, forum, form, ahead=ahead, title=title, current="Members", **words, **context
    )


def _count(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _csv(name, rows):
    answer = HttpResponse(csv_text(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
