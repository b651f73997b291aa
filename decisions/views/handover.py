"""Handing the clerk's desk over: what is due, what is open, who is who, how the year goes."""

from __future__ import annotations

from django.utils import timezone
from django.views.decorators.http import require_GET

from decisions.models.looking.handover import handover
from forum.choices import Role
from forum.rules.financial_year import financial_year
from forum.views.doors import forum_for, only
from forum.views.page import page


@only(Role.CLERK)
@require_GET
def handover_page(request, slug):
    forum, today = forum_for(slug), timezone.localdate()
    context = {
        "title": "The clerk’s desk",
        "desk": handover(forum, on=today),
        "today": today,
        "year": financial_year(today),
    }
    return page(request, "decisions/handover.html", forum, context)
