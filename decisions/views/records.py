"""The record of the forum in and out: historic decisions, record files, and the whole of it."""

from __future__ import annotations

import csv
import io

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from decisions.choices import Result
from decisions.forms.records import RecordFileForm, SheetForm
from decisions.models.told import told_ahead
from decisions.models.told_sheet import sheet_ahead
from decisions.models.told_shown import historic_meetings
from decisions.records.taking import record_to_take
from decisions.rules.told.sheet import COLUMNS
from decisions.workflow.telling import tell_record
from forum.choices import Role
from forum.rules.sheet import safe_cell
from forum.views.doors import forum_for, is_any_of, only
from forum.views.forms import form_page, sent
from forum.views.page import page
from papers.choices import Block, Source

KEEPERS = (Role.CLERK, Role.AUDITOR)
EXAMPLE = (
    COLUMNS,
    ("4/7/2018", "5", "Schools and early help", "Agree to fund four posts", "", "Carried", "", "",
     "", "£89,604", "", "", "", "2018-19", "", "", "", "Early help", "Full time",
     "Minute: 4 July 2018, item 5"),
    ("27/2/2019", "7", "Early help: the source", "Fund the posts to October", "", "Carried", "",
     "", "", "£89,604", "One-off", "Additional high needs money", "High needs block", "2019-20",
     "", "31/10/2019", "", "Early help", "", "Report: review of 27 March 2019, paragraph 25"),
    ("12/12/2022", "6", "De-delegation", "De-delegate behaviour support",
     "Maintained primary schools", "Carried", "9", "1", "0", "£190,228", "De-delegated",
     "Behaviour support", "Schools block", "2023-24", "", "31/3/2024", "", "Behaviour support",
     "", "Minute: 12 December 2022, item 6"),
)  # fmt: skip


@only(*KEEPERS)
@require_GET
def records(request, slug):
    forum = forum_for(slug)
    context = {
        "title": "The record, in and out",
        "meetings": historic_meetings(forum),
        "enters": is_any_of(request.user, forum, Role.CLERK),
    }
    return page(request, "decisions/records.html", forum, context, current="Audit trail")


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def sheet_enter(request, slug):
    forum, on = forum_for(slug), timezone.localdate()
    form = SheetForm(sent(request), request.FILES or None)
    ahead = sheet_ahead(forum, form.words(), on=on) if form.is_valid() else None
    if ahead and ahead.document and "enter" in request.POST:
        entered = tell_record(forum, ahead.document, by=request.user, on=on)
        messages.success(request, entered.words)
        return redirect("decisions:records", slug)
    if ahead:
        form = SheetForm(initial={"text": form.words()})
    return form_page(
        request,
        forum,
        form,
        ahead=ahead,
        title="Check the rows" if ahead else "Enter decisions of long ago from a spreadsheet",
        template="decisions/records_sheet.html",
        columns=("Meeting and item", "Recommendation", "Result", "Money", "Evidence"),
        words={"results": Result.labels, "sources": Source.labels, "blocks": Block.labels},
        back=reverse("decisions:records", args=[slug]),
        current="Audit trail",
    )


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def record_enter(request, slug):
    forum, on = forum_for(slug), timezone.localdate()
    form = RecordFileForm(sent(request), request.FILES or None)
    ahead = told_ahead(forum, form.document, on=on) if form.is_valid() else None
    if ahead and not ahead.problems and "enter" in request.POST:
        entered = tell_record(forum, form.document, by=request.user, on=on)
        messages.success(request, entered.words)
        return redirect("decisions:records", slug)
    if ahead:
        form = RecordFileForm(initial={"text": form.words()})
    return form_page(
        request,
        forum,
        form,
        ahead=ahead,
        title="Check the record" if ahead else "Enter a historic record from a file",
        template="decisions/records_file.html",
        back=reverse("decisions:records", args=[slug]),
        current="Audit trail",
    )


@only(*KEEPERS)
@require_GET
def record_export(request, slug):
    forum = forum_for(slug)
    answer = FileResponse(
        record_to_take(forum, by=request.user),
        as_attachment=True,
        filename=f"{forum.slug}-record.json",
        content_type="application/json",
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


@only(Role.CLERK)
@require_GET
def sheet_example(request, slug):
    file = io.StringIO()
    rows = [[safe_cell(cell) for cell in row] for row in EXAMPLE]
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    content = "\ufeff" + file.getvalue()
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="decisions-example.csv"'
    return answer
