"""How a forum keeps to its duties, for everybody."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from decisions.models.looking.compliance import compliance_of, meetings_kept
from decisions.pdfs.compliance_csv import compliance_csv as as_csv
from forum.rules.financial_year import financial_year, is_financial_year
from forum.views.doors import forum_for, view_of_nothing
from forum.views.page import page
from forum.views.published import kept_for_the_public


@require_GET
@kept_for_the_public
def compliance(request, slug, year=""):
    forum, today = forum_for(slug), timezone.localdate()
    chosen = year or financial_year(today)
    if not is_financial_year(chosen):
        return view_of_nothing()
    context = {
        "title": "How the forum keeps to its duties",
        "compliance": compliance_of(forum, chosen, on=today),
        "today": today,
    }
    return page(request, "decisions/compliance.html", forum, context)


@require_GET
def compliance_csv(request, slug):
    """The same for everybody, whoever asks."""
    forum = forum_for(slug)
    content = as_csv(meetings_kept(forum, on=timezone.localdate()))
    name = f'attachment; filename="{forum.slug}-compliance.csv"'
    return HttpResponse(
        content, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )
