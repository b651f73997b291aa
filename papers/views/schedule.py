"""The schedule of a paper: read, started, marked final; what the forum is asked, made from it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forum.views.doors import is_any_of, only
from forum.views.forms import form_page, sent
from forum.views.page import page
from papers.forms.schedule import StartForm
from papers.models import Schedule
from papers.models.schedule_facts import schedule_facts
from papers.pdfs.schedule import effect_csv, schedule_context
from papers.pdfs.schedule import schedule_pdf as render_schedule
from papers.rules.drafting import may_change
from papers.rules.schedules.schedule_gate import may_generate, may_mark_final
from papers.views.documents import pdf
from papers.views.doors import paper_for, schedule_for
from papers.views.drafting import DRAFTERS
from papers.workflow.generating import generate_recommendations
from papers.workflow.schedule import change_schedule, mark_final, start_schedule

MOST_SAID = 6
"""More changes than these are counted, and not read out one by one."""


@require_http_methods(["GET", "POST"])
def schedule_detail(request, slug, pk):
    paper = paper_for(request, slug, pk)
    drafts = is_any_of(request.user, paper.forum, *DRAFTERS)
    if not hasattr(paper, "schedule"):
        return _start(request, paper) if drafts else _none_here()
    paper.schedule.forum = paper.forum
    may_write = drafts and not paper.is_tabled
    context = schedule_context(paper.schedule, on=timezone.localdate())
    context["may_write"] = may_write
    context["generating"] = may_generate(context["facts"]) if may_write else None
    return page(request, "papers/schedule_detail.html", paper.forum, context, current="Papers")


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def schedule_edit(request, slug, pk):
    schedule = schedule_for(request, slug, pk)
    may_change(is_tabled=schedule.paper.is_tabled).insist()
    form = StartForm(sent(request), instance=schedule)
    if form.is_valid():
        change_schedule(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, "The schedule is saved.")
        return redirect(_address(schedule))
    return _year_form(request, schedule.paper, form, submit="Save", back=_address(schedule))


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def schedule_final(request, slug, pk):
    schedule = schedule_for(request, slug, pk)
    may_change(is_tabled=schedule.paper.is_tabled).insist()
    may_mark_final(schedule_facts(schedule)).insist()
    if request.method == "POST":
        mark_final(schedule, by=request.user, on=timezone.localdate())
        messages.success(request, "The schedule is final: it rests on the October census.")
        return redirect(_address(schedule))
    return form_page(
        request,
        schedule.forum,
        None,
        title="Mark the schedule as final?",
        caption=schedule.paper.title,
        lead="The units of the October census replace the estimate. Make the recommendations "
        "again afterwards, so that they ask for the final amounts.",
        back=_address(schedule),
        submit="Mark as final",
        current="Papers",
    )


@only(*DRAFTERS)
@require_POST
def generate(request, slug, pk):
    schedule = schedule_for(request, slug, pk)
    said = generate_recommendations(schedule, by=request.user, on=timezone.localdate())
    for sentence in said if len(said) <= MOST_SAID else ():
        messages.success(request, f"{sentence}.")
    if len(said) > MOST_SAID:
        many = f"{len(said)} changes are made to what the forum is asked"
        messages.success(request, f"{many}. The audit trail names each.")
    if not said:
        messages.info(request, "The recommendations are as the schedule has them already.")
    return redirect(f"{schedule.paper.get_absolute_url()}#recommendations")


@require_GET
def schedule_effect(request, slug, pk):
    schedule = schedule_for(request, slug, pk)
    context = schedule_context(schedule, on=timezone.localdate())
    return page(request, "papers/schedule_effect.html", schedule.forum, context, current="Papers")


@require_GET
def effect_file(request, slug, pk):
    schedule = schedule_for(request, slug, pk)
    answer = HttpResponse(effect_csv(schedule), content_type="text/csv; charset=utf-8")
    name = f"effect-per-school-{schedule.financial_year}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_GET
def schedule_document(request, slug, pk):
    schedule = schedule_for(request, slug, pk)
    made = render_schedule(schedule, on=timezone.localdate())
    return pdf(made, f"de-delegation-schedule-{schedule.financial_year}")


def _start(request, paper):
    may_change(is_tabled=paper.is_tabled).insist()
    form = StartForm(sent(request), instance=Schedule(forum=paper.forum, paper=paper))
    if form.is_valid():
        year, note = form.cleaned_data["financial_year"], form.cleaned_data["note"]
        start_schedule(
            paper, financial_year=year, note=note, by=request.user, on=timezone.localdate()
        )
        return redirect("papers:schedule_line_add", paper.forum.slug, paper.pk)
    lead = (
        "The schedule holds the services that maintained schools are asked for, with the rate of "
        "each factor. Totals, the effect on every school, and one recommendation for each service "
        "are made from it."
    )
    back = paper.get_absolute_url()
    return _year_form(request, paper, form, submit="Start the schedule", back=back, lead=lead)


def _year_form(request, paper, form, **more):
    return form_page(
        request,
        paper.forum,
        form,
        title="De-delegation schedule",
        caption=paper.title,
        current="Papers",
        **more,
    )


def _none_here():
    raise Http404


def _address(schedule):
    return reverse("papers:schedule_detail", args=[schedule.forum.slug, schedule.paper_id])
