"""What may be spent, until when: the authority that decisions give."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.utils import timezone
from django.views.decorators.http import require_GET

from decisions.models.outcomes.authority import (
    awarding_in,
    rows_on,
    with_authority,
    year_of,
    years_awarded,
)
from forum.views.doors import forum_for, is_inside
from forum.views.page import page

ON_A_PAGE = 40


@require_GET
def authority_list(request, slug):
    forum, today = forum_for(slug), timezone.localdate()
    years = years_awarded(forum)
    year = year_of(today, request.GET.get("year", ""), years)
    found = with_authority(awarding_in(forum, year, inside=is_inside(request.user, forum)))
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": f"Authority to spend, {year}",
        "year": year,
        "years": years,
        "shown": shown,
        "rows": rows_on(shown, on=today),
        "today": today,
    }
    return page(request, "decisions/authority_list.html", forum, context, current="Funding")
