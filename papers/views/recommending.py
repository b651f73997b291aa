"""Writing recommendations, moving a motion, declaring nil funding, putting something again."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from forum.choices import Role
from forum.rules.financial_year import financial_year
from forum.views.doors import meeting_for, only
from forum.views.forms import form_page, sent
from papers.forms.drafting import PlaceForm
from papers.forms.recommending import MotionForm, NilForm, RecommendationForm
from papers.models import Matter, Recommendation
from papers.rules.drafting import may_change
from papers.views.doors import nil_for, page_of, paper_for, recommendation_for
from papers.views.drafting import DRAFTERS
from papers.workflow.budget import open_matter
from papers.workflow.recommending import (
    add_recommendation,
    change_recommendation,
    declare_nil,
    move_recommendation,
    place_again,
    remove_nil,
    remove_recommendation,
)


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def recommendation_add(request, slug, pk):
    paper = paper_for(request, slug, pk)
    may_change(is_tabled=paper.is_tabled).insist()
    number = paper.recommendations.count() + 1
    recommendation = Recommendation(
        forum=paper.forum, matter=paper.matter, paper=paper, position=number, label=str(number)
    )
    form = RecommendationForm(sent(request), instance=recommendation, year=_year(paper.meeting))
    if form.is_valid():
        add_recommendation(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"{recommendation} is added. Now name its funding source.")
        return redirect("papers:option_source", slug, recommendation.pk)
    return _form(
        request,
        recommendation,
        form,
        title="Add a recommendation",
        back=paper.get_absolute_url(),
        submit="Add the recommendation",
    )


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def recommendation_edit(request, slug, pk):
    recommendation = recommendation_for(slug, pk)
    may_change(is_tabled=recommendation.is_tabled).insist()
    meeting = recommendation.paper.meeting if recommendation.paper else None
    form = RecommendationForm(sent(request), instance=recommendation, year=_year(meeting))
    if form.is_valid():
        change_recommendation(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"{recommendation} is saved.")
        return redirect(page_of(recommendation))
    return _form(
        request,
        recommendation,
        form,
        title="Change the recommendation",
        back=page_of(recommendation),
        submit="Save the recommendation",
    )


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def recommendation_remove(request, slug, pk):
    recommendation = recommendation_for(slug, pk)
    may_change(is_tabled=recommendation.is_tabled).insist()
    paper = recommendation.paper
    back = paper.get_absolute_url() if paper else page_of(recommendation)
    if request.method == "POST":
        name, meeting = str(recommendation), _meeting_of(recommendation)
        remove_recommendation(recommendation, by=request.user, on=timezone.localdate())
        messages.success(request, f"{name} is removed. The audit trail keeps that it stood there.")
        return redirect(paper or meeting or recommendation.forum)
    return _form(
        request,
        recommendation,
        None,
        title=f"Remove {recommendation}?",
        lead="Its funding options go with it. The audit trail keeps that it stood there.",
        back=back,
        submit="Remove the recommendation",
        look="warning",
    )


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def motion_move(request, slug, pk):
    meeting = meeting_for(request, slug, pk)
    motion = Recommendation(forum=meeting.forum)
    first = {"agenda_item": request.GET.get("agenda_item")}
    form = MotionForm(
        sent(request), instance=motion, meeting=meeting, year=_year(meeting), initial=first
    )
    if form.is_valid():
        given = form.cleaned_data
        motion.matter = given["matter"] or open_matter(
            Matter(forum=meeting.forum, title=given["matter_title"]),
            by=request.user,
            on=meeting.held_on,
        )
        move_recommendation(motion, given["agenda_item"], by=request.user, on=meeting.held_on)
        messages.success(request, f"{motion} is moved. Now name its funding source.")
        return redirect("papers:option_source", slug, motion.pk)
    return form_page(
        request,
        meeting.forum,
        form,
        title="Move a recommendation without a paper",
        caption=str(meeting),
        lead="It passes the same gate as a paper: it names its funding source before it is put.",
        back=meeting.get_absolute_url(),
        submit="Move it",
        current="Meetings",
    )


@only(Role.CLERK)
@require_http_methods(["GET", "POST"])
def again(request, slug, pk):
    """Put a recommendation on a later agenda, in the words that it was tabled in."""
    recommendation = recommendation_for(slug, pk)
    form = PlaceForm(sent(request), forum=recommendation.forum, placed=recommendation)
    if form.is_valid():
        item = form.cleaned_data["agenda_item"]
        placement = place_again(recommendation, item, by=request.user, on=timezone.localdate())
        messages.success(
            request, f"{recommendation} is on the agenda again, as item {item.number}."
        )
        return redirect("papers:placement_table", slug, placement.pk)
    return _form(
        request,
        recommendation,
        form,
        title="Put it on an agenda again",
        lead="It comes back in the words and with the funding options that it was tabled with.",
        back=page_of(recommendation),
        submit="Put it on the agenda",
    )


@only(Role.OFFICER)
@require_http_methods(["GET", "POST"])
def nil_declare(request, slug, pk):
    recommendation = recommendation_for(slug, pk)
    may_change(is_tabled=recommendation.is_tabled).insist()
    form = NilForm(sent(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        declare_nil(recommendation, reason=reason, by=request.user, on=timezone.localdate())
        messages.success(request, f"{recommendation}: the declaration is recorded.")
        return redirect(page_of(recommendation))
    return _form(
        request,
        recommendation,
        form,
        title="Declare that it touches no funding source",
        lead="Only for a recommendation that truly concerns no money of the four sources, such as "
        "a consultation on the formula. It counts only where the forum's constitution allows it.",
        back=page_of(recommendation),
        submit="Declare it",
    )


@only(Role.OFFICER)
@require_POST
def nil_remove(request, slug, pk):
    declaration = nil_for(slug, pk)
    remove_nil(declaration, by=request.user, on=timezone.localdate())
    messages.success(request, "The nil funding declaration is taken back.")
    return redirect(page_of(declaration.recommendation))


def _year(meeting):
    """The financial year whose law the form offers while none is typed."""
    return financial_year(meeting.held_on if meeting else timezone.localdate())


def _meeting_of(recommendation):
    placement = recommendation.placements.order_by("recorded_at").last()
    return placement.meeting if placement else None


def _form(request, recommendation, form, **context):
    caption = str(recommendation.paper) if recommendation._state.adding else str(recommendation)
    return form_page(
        request, recommendation.forum, form, caption=caption, current="Papers", **context
    )
