"""A decision by one office-holder."""

from __future__ import annotations

from django.views.decorators.http import require_GET

from decisions.views.doors import executive_for
from forum.views.page import page


@require_GET
def executive_detail(request, slug, pk):
    decision = executive_for(request, slug, pk)
    context = {
        "title": decision.title,
        "decision": decision,
        "conditions": decision.conditions.all(),
    }
    template = "decisions/executive_detail.html"
    return page(request, template, decision.forum, context, current="Decisions")
