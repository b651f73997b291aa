"""The lines of a schedule, and what its services are called here."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forum.views.doors import forum_for, only
from forum.views.forms import form_page, sent
from papers.forms.rates import with_more_rows
from papers.forms.schedule import LineForm, ServiceForm, line_rates
from papers.models import LocalService, ScheduleLine
from papers.models.service_rows import service_rows
from papers.rules.drafting import may_change
from papers.views.doors import schedule_for, schedule_line_for, service_for
from papers.views.drafting import DRAFTERS
from papers.views.funding import MORE
from papers.workflow.schedule import name_service, remove_line, write_line

NEXT = "another"
"""The button that saves a line and goes on to another one."""


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def line_add(request, slug, pk):
    schedule = schedule_for(request, slug, pk)
    may_change(is_tabled=schedule.paper.is_tabled).insist()
    line = ScheduleLine(
        forum=schedule.forum, schedule=schedule, position=schedule.lines.count() + 1
    )
    return _edit(request, line, "added")


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def line_edit(request, slug, pk):
    line = schedule_line_for(slug, pk)
    may_change(is_tabled=line.schedule.paper.is_tabled).insist()
    return _edit(request, line, "saved")


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def line_remove(request, slug, pk):
    line = schedule_line_for(slug, pk)
    may_change(is_tabled=line.schedule.paper.is_tabled).insist()
    back = _schedule_page(line.schedule)
    if request.method == "POST":
        remove_line(line, by=request.user, on=timezone.localdate())
        messages.success(request, "The line is taken out. The audit trail keeps it.")
        return redirect(back)
    asked = " What the forum is asked from it goes with it." if line.recommendation_id else ""
    return form_page(
        request,
        line.forum,
        None,
        title=f"Take out {line.label} {line.name}?",
        caption=line.get_group_display(),
        lead=f"The audit trail keeps that it stood in the schedule.{asked}",
        back=back,
        submit="Take out the line",
        look="warning",
        current="Papers",
    )


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def service_list(request, slug):
    forum = forum_for(slug)
    form = ServiceForm(sent(request), instance=LocalService(forum=forum))
    if form.is_valid():
        name_service(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"{form.instance.name} is named.")
        return redirect("papers:service_list", slug)
    return form_page(
        request,
        forum,
        form,
        title="De-delegated services",
        back=reverse("papers:paper_list", args=[slug]),
        submit="Name the service",
        template="papers/service_list.html",
        rows=service_rows(forum),
        current="Papers",
    )


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def service_edit(request, slug, pk):
    form = ServiceForm(sent(request), instance=service_for(slug, pk))
    if form.is_valid():
        name_service(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"{form.instance.name} is saved.")
        return redirect("papers:service_list", slug)
    return form_page(
        request,
        form.instance.forum,
        form,
        title="De-delegated service",
        back=reverse("papers:service_list", args=[slug]),
        submit="Save the service",
        current="Papers",
    )


def _edit(request, line, done):
    """One form for the line, and rows for its rates."""
    form = LineForm(sent(request), instance=line)
    rates = _rates(request, line)
    is_right = form.is_valid() and rates.is_valid()
    if is_right and MORE not in request.POST:
        write_line(form.instance, rates.kept(), by=request.user, on=timezone.localdate())
        messages.success(request, f"{form.instance.label} {form.instance.name} is {done}.")
        if NEXT in request.POST:
            return redirect("papers:schedule_line_add", line.forum.slug, line.schedule.paper_id)
        return redirect(_schedule_page(line.schedule))
    return form_page(
        request,
        line.forum,
        form,
        title="Add a service" if line._state.adding else f"{line.label} {line.name}",
        caption=f"De-delegation schedule {line.schedule.financial_year}",
        back=_schedule_page(line.schedule),
        template="papers/schedule_line_form.html",
        formset=rates,
        schedule=line.schedule,
        is_new=line._state.adding,
        current="Papers",
    )


def _rates(request, line):
    saved = () if line._state.adding else line.rates.all()
    if MORE in request.POST:
        return line_rates(with_more_rows(request.POST), saved=saved)
    return line_rates(sent(request), saved=saved)


def _schedule_page(schedule):
    return reverse("papers:schedule_detail", args=[schedule.forum.slug, schedule.paper_id])
