"""Money as decided by the forum: by source, and by budget line."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.utils import timezone
from django.views.decorators.http import require_GET

from decisions.models.spending import commitments_of, funding_years, line_years, overview
from decisions.pdfs.charts import bar_chart
from decisions.views.doors import line_for
from forum.rules.financial_year import financial_year
from forum.views.doors import forum_for, is_inside, view_of_nothing
from forum.views.page import page
from papers.choices import Source

ON_A_PAGE = 50


@require_GET
def funding_overview(request, slug):
    forum = forum_for(slug)
    inside = is_inside(request.user, forum)
    years = funding_years(forum, inside=inside)
    year = _year(request, years)
    money = overview(forum, year, inside=inside)
    bars = [(row.label, row.amount, False) for row in money.sources]
    if money.unsettled:
        bars.append(("In principle, not settled", money.in_principle, True))
    context = {
        "title": f"Funding in {year}" if year else "Funding",
        "year": year,
        "years": years,
        "money": money,
        "chart": bar_chart(f"Money decided in {year}, by source", bars),
    }
    return page(request, "decisions/funding_overview.html", forum, context, current="Funding")


@require_GET
def funding_source(request, slug, source):
    forum = forum_for(slug)
    if source not in Source.values:
        return view_of_nothing()
    commitments = commitments_of(forum, inside=is_inside(request.user, forum))
    commitments = commitments.filter(source=source).order_by("-decided_on", "title")
    year = request.GET.get("year", "")
    if year:
        commitments = commitments.filter(financial_year=year)
    context = {
        "title": f"{Source(source).label} money",
        "year": year,
        "shown": Paginator(commitments, ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return page(request, "decisions/funding_source.html", forum, context, current="Funding")


@require_GET
def line_detail(request, slug, pk):
    line = line_for(slug, pk)
    context = {
        "title": line.name,
        "line": line,
        "years": line_years(line, inside=is_inside(request.user, line.forum)),
    }
    return page(request, "decisions/line_detail.html", line.forum, context, current="Funding")


def _year(request, years):
    """The year asked for, if there is money in it; else the present one, or the latest."""
    asked, present = request.GET.get("year", ""), financial_year(timezone.localdate())
    if asked in years:
        return asked
    return present if present in years else next(iter(years), "")
