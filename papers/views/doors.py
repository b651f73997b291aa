"""Doors to papers, recommendations, options and placements: always those of one forum."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from papers.models import (
    BudgetLine,
    FundingOption,
    NilDeclaration,
    Paper,
    Placement,
    Recommendation,
)

OF_PAPER = ("forum", "matter", "author", "agenda_item__meeting__forum")
OF_RECOMMENDATION = (
    "forum",
    "matter",
    "paper__forum",
    "paper__agenda_item__meeting__forum",
    "nil_declaration",
)


def paper_for(request: HttpRequest, slug: str, pk: object) -> Paper:
    """A paper that the person may read: a tabled and published one, or a draft they work on."""
    papers = Paper.objects.visible_to(request.user).select_related(*OF_PAPER)
    return get_object_or_404(papers, forum__slug=slug, pk=pk)


def recommendation_for(slug: str, pk: object) -> Recommendation:
    """A recommendation, for those who draft."""
    recommendations = Recommendation.objects.select_related(*OF_RECOMMENDATION)
    return get_object_or_404(recommendations, forum__slug=slug, pk=pk)


def option_for(slug: str, pk: object) -> FundingOption:
    """A funding option, for those who draft."""
    of = (f"recommendation__{each}" for each in OF_RECOMMENDATION)
    options = FundingOption.objects.select_related("forum", "budget_line", *of)
    return get_object_or_404(options, forum__slug=slug, pk=pk)


def nil_for(slug: str, pk: object) -> NilDeclaration:
    """The nil funding declaration of a recommendation."""
    declarations = NilDeclaration.objects.select_related("forum", "recommendation__paper__forum")
    return get_object_or_404(declarations, forum__slug=slug, recommendation=pk)


def placement_for(slug: str, pk: object) -> Placement:
    """A recommendation before one meeting, for those who table."""
    of = (f"recommendation__{each}" for each in OF_RECOMMENDATION)
    placements = Placement.objects.select_related("forum", "agenda_item", "meeting__forum", *of)
    return get_object_or_404(placements, forum__slug=slug, pk=pk)


def line_for(slug: str, pk: object) -> BudgetLine:
    """A budget line of the forum."""
    return get_object_or_404(BudgetLine.objects.select_related("forum"), forum__slug=slug, pk=pk)


def page_of(recommendation: Recommendation) -> str:
    """Where a recommendation is worked on: its paper, or the gate of its last placement."""
    if recommendation.paper:
        return recommendation.paper.get_absolute_url()
    placement = recommendation.placements.order_by("recorded_at").last()
    if placement is None:
        return reverse("papers:paper_list", args=[recommendation.forum.slug])
    return reverse("papers:placement_table", args=[recommendation.forum.slug, placement.pk])
