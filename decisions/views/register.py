"""The decision register, and the logs of a meeting and of a year."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from decisions.forms.register import RegisterForm
from decisions.models.looking.register import (
    ByDay,
    days_of,
    readable,
    rows_of,
    sought,
    years_of,
)
from decisions.models.outcomes.executive import executive_decisions
from decisions.models.threads.log import log_rows, meeting_log, year_log
from decisions.pdfs.decision_csv import decision_csv as as_csv
from decisions.views.documents import published_about
from decisions.views.doors import meeting_of_log
from decisions.workflow.minuting import publish_year_log
from forum.choices import DocumentKind, Role
from forum.models import PublishedDocument
from forum.rules.financial_year import is_financial_year
from forum.views.doors import forum_for, is_inside, only, view_of_nothing
from forum.views.kept import kept
from forum.views.page import page
from forum.views.published import kept_for_the_public

ON_A_PAGE = 40


@require_GET
@kept_for_the_public
def decision_list(request, slug):
    forum = forum_for(slug)
    inside = is_inside(request.user, forum)
    outcomes, part = readable(forum, inside=inside), kept(forum)
    years = part.of(("years", inside), lambda: years_of(outcomes))
    form = RegisterForm(request.GET or None, years=years)
    asked = form.sought()
    found = sought(outcomes, asked, forum=forum, inside=inside)
    days = part.of(("days", inside, asked), lambda: days_of(found))
    shown = Paginator(ByDay(found, days, inside), ON_A_PAGE).get_page(request.GET.get("page"))
    lines = part.of(("register", inside, asked, shown.number), lambda: _lines(shown))
    context = {
        "title": "Decisions",
        "form": form,
        "find": part.of(("find", inside, request.GET.urlencode()), lambda: _find(form, asked)),
        "shown": shown,
        "lines": lines,
        "years": years,
        "executive": executive_decisions(forum, inside=inside),
        "is_sought": any(vars(asked).values()),
        "query": request.GET.urlencode(),
    }
    return page(request, "decisions/decision_list.html", forum, context, current="Decisions")


def _find(form, asked):
    context = {"form": form, "name": "Find a decision", "is_sought": any(vars(asked).values())}
    return render_to_string("decisions/includes/find.html", context)


def _lines(shown):
    context = {"rows": rows_of(shown), "level": 2}
    return render_to_string("decisions/includes/decision_rows.html", context)


@require_GET
def decision_csv(request, slug):
    """Everything that the register finds, on no page limit."""
    forum = forum_for(slug)
    inside = is_inside(request.user, forum)
    outcomes = readable(forum, inside=inside)
    form = RegisterForm(request.GET or None, years=years_of(outcomes))
    rows = log_rows(sought(outcomes, form.sought(), forum=forum, inside=inside), inside=inside)
    name = f'attachment; filename="{forum.slug}-decisions.csv"'
    return HttpResponse(
        as_csv(rows), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )


@require_GET
@kept_for_the_public
def meeting_log_page(request, slug, pk):
    meeting = meeting_of_log(request, slug, pk)
    inside = is_inside(request.user, meeting.forum)
    context = {
        "title": f"Decision log of {meeting.held_on:%-d %B %Y}",
        "meeting": meeting,
        "log": meeting_log(meeting, inside=inside),
        "documents": published_about(meeting, DocumentKind.DECISION_LOG),
    }
    template = "decisions/meeting_log.html"
    return page(request, template, meeting.forum, context, current="Decisions")


@require_GET
@kept_for_the_public
def year_log_page(request, slug, year):
    forum = forum_for(slug)
    if not is_financial_year(year):
        return view_of_nothing()
    inside = is_inside(request.user, forum)
    editions = PublishedDocument.objects.defer("content").filter(
        forum=forum, kind=DocumentKind.YEAR_LOG, period=year
    )
    context = {
        "title": f"Decision log of {year}",
        "year": year,
        "log": year_log(forum, year, inside=inside),
        "editions": editions,
    }
    return page(request, "decisions/year_log.html", forum, context, current="Decisions")


@only(Role.CLERK)
@require_POST
def year_log_publish(request, slug, year):
    forum = forum_for(slug)
    if not is_financial_year(year):
        return view_of_nothing()
    document = publish_year_log(forum, year, by=request.user, on=timezone.localdate())
    messages.success(request, f"{document.title}, edition {document.edition}, is published.")
    return redirect("decisions:year_log", slug, year)
