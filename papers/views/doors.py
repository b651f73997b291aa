"""Doors to papers, recommendations, options and placements: always those of one forum."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from forum.views.doors import is_inside, view_of_nothing, works_in
from papers.models import (
    Appendix,
    BalanceMove,
    BudgetLine,
    ClearanceRequest,
    FundingOption,
    Intake,
    LocalService,
    Matter,
    NilDeclaration,
    PackBuild,
    Paper,
    PaperComment,
    PaperTemplate,
    PaperVersion,
    Placement,
    Proposal,
    Recommendation,
    Schedule,
    ScheduleLine,
)
from papers.models.chain import OF_REQUEST

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


def matter_at_work_for(slug: str, pk: object) -> Matter:
    """A matter of the forum, for those who draft."""
    return get_object_or_404(Matter.objects.select_related("forum"), forum__slug=slug, pk=pk)


def paper_at_work_for(request: HttpRequest, slug: str, pk: object) -> Paper:
    """A paper for those who work on it or are asked to clear it; to others it is not there."""
    paper = paper_for(request, slug, pk)
    asked = paper.clearance_requests.filter(asked_of=request.user.pk)
    if not works_in(request.user, paper.forum) and not asked.exists():
        view_of_nothing()
    return paper


def appendix_for(slug: str, pk: object) -> Appendix:
    """An appendix, for those who draft."""
    appendices = Appendix.objects.with_files().select_related("forum", "paper__forum")
    return get_object_or_404(appendices, forum__slug=slug, pk=pk)


def appendix_to_read_for(request: HttpRequest, slug: str, pk: object) -> Appendix:
    """An appendix of a paper that the person may read; how much of it, its view asks."""
    papers = Paper.objects.visible_to(request.user)
    appendices = Appendix.objects.select_related("forum", "file", "public_file")
    return get_object_or_404(appendices, forum__slug=slug, pk=pk, paper__in=papers)


def clearance_for(slug: str, pk: object) -> ClearanceRequest:
    """A request to clear a paper; whose it is, the rule asks."""
    requests = ClearanceRequest.objects.select_related(*OF_REQUEST)
    return get_object_or_404(requests, forum__slug=slug, pk=pk)


def version_for(slug: str, pk: object) -> PaperVersion:
    """A version of a paper, for those who work in the forum."""
    versions = PaperVersion.objects.select_related("saved_by", "forum", "paper__forum")
    return get_object_or_404(versions, forum__slug=slug, pk=pk)


def comment_for(request: HttpRequest, slug: str, pk: object) -> PaperComment:
    """The comment that began a conversation, for those who may read the paper at work."""
    comments = PaperComment.objects.filter(reply_to__isnull=True).select_related("forum", "paper")
    comment = get_object_or_404(comments, forum__slug=slug, pk=pk)
    comment.paper = paper_at_work_for(request, slug, comment.paper_id)
    return comment


def intake_for(slug: str, pk: object) -> Intake:
    """Words that came in for a paper, for those who work in the forum."""
    intakes = Intake.objects.select_related(
        "forum", "file", "read_by", "taken_by", "paper__matter", "paper__agenda_item__meeting"
    )
    return get_object_or_404(intakes, forum__slug=slug, pk=pk)


def proposal_for(slug: str, pk: object) -> Proposal:
    """What is proposed from words that came in, for those who draft."""
    proposals = Proposal.objects.select_related("forum", "intake__forum", "intake__paper__forum")
    return get_object_or_404(proposals, forum__slug=slug, pk=pk)


def recommendation_for(slug: str, pk: object) -> Recommendation:
    """A recommendation, for those who draft."""
    recommendations = Recommendation.objects.select_related(*OF_RECOMMENDATION)
    return get_object_or_404(recommendations, forum__slug=slug, pk=pk)


def readable_recommendation_for(request: HttpRequest, slug: str, pk: object) -> Recommendation:
    """A recommendation of a paper that the person may read; a motion for those inside."""
    recommendation = recommendation_for(slug, pk)
    if recommendation.paper_id:
        paper_for(request, slug, recommendation.paper_id)
    elif not is_inside(request.user, recommendation.forum):
        view_of_nothing()
    return recommendation


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


def template_for(slug: str, pk: object) -> PaperTemplate:
    """A template of headings, for those who keep them."""
    templates = PaperTemplate.objects.select_related("forum")
    return get_object_or_404(templates, forum__slug=slug, pk=pk)


def schedule_for(request: HttpRequest, slug: str, pk: object) -> Schedule:
    """The schedule of a paper that the person may read."""
    paper = paper_for(request, slug, pk)
    schedule = get_object_or_404(Schedule, paper=paper)
    schedule.paper, schedule.forum = paper, paper.forum
    return schedule


def schedule_line_for(slug: str, pk: object) -> ScheduleLine:
    """A line of a schedule, for those who draft."""
    lines = ScheduleLine.objects.select_related(
        "forum",
        "service",
        "recommendation",
        "schedule__forum",
        "schedule__paper__forum",
        "schedule__paper__matter",
        "schedule__paper__agenda_item__meeting",
    )
    return get_object_or_404(lines, forum__slug=slug, pk=pk)


def service_for(slug: str, pk: object) -> LocalService:
    """A service as the forum calls it."""
    services = LocalService.objects.select_related("forum", "budget_line")
    return get_object_or_404(services, forum__slug=slug, pk=pk)


def move_for(slug: str, pk: object) -> BalanceMove:
    """A move of a balance that is asked for, for those who draft."""
    of = (f"recommendation__{each}" for each in OF_RECOMMENDATION)
    moves = BalanceMove.objects.select_related("forum", "from_line", "to_line", *of)
    return get_object_or_404(moves, forum__slug=slug, pk=pk)


def build_for(request: HttpRequest, slug: str, pk: object) -> PackBuild:
    """A published pack or supplement; the full version only for those inside the forum."""
    builds = PackBuild.objects.published().select_related("forum", "meeting", "document")
    build = get_object_or_404(builds.without_bytes(), forum__slug=slug, pk=pk)
    if build.is_full and not is_inside(request.user, build.forum):
        view_of_nothing()
    return build


def page_of(recommendation: Recommendation) -> str:
    """Where a recommendation is worked on: its paper, or the gate of its last placement."""
    if recommendation.paper:
        return recommendation.paper.get_absolute_url()
    placement = recommendation.placements.order_by("recorded_at").last()
    if placement is None:
        return reverse("papers:paper_list", args=[recommendation.forum.slug])
    return reverse("papers:placement_table", args=[recommendation.forum.slug, placement.pk])
