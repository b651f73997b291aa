"""The audit trail: read entry by entry, and its checkpoint to keep elsewhere."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from decisions.forms.register import TrailForm
from decisions.models.trail import entries_of, rows_of
from forum.audit import checkpoint, trail_head
from forum.choices import Role
from forum.views.doors import forum_for, only
from forum.views.page import page
from papers.models import Matter

ON_A_PAGE = 50
READERS = (Role.CLERK, Role.OFFICER, Role.AUDITOR)


@only(*READERS)
@require_GET
def audit_trail(request, slug):
    forum = forum_for(slug)
    matters = Matter.objects.filter(forum=forum).values_list("pk", "title")
    form = TrailForm(request.GET or None, matters=matters)
    asked = form.cleaned_data if form.is_valid() else {}
    entries = entries_of(forum, event=asked.get("event", ""), matter=asked.get("matter"))
    shown = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Audit trail",
        "form": form,
        "shown": shown,
        "rows": rows_of(shown),
        "is_sought": any(asked.values()),
        "head": trail_head(forum),
    }
    return page(request, "decisions/audit_trail.html", forum, context, current="Audit trail")


@only(*READERS)
@require_GET
def audit_checkpoint(request, slug):
    """Five lines, for somebody outside to keep; `verify_trail --against` reads them."""
    forum = forum_for(slug)
    name = f'attachment; filename="{forum.slug}-checkpoint.txt"'
    return HttpResponse(
        checkpoint(forum) + "\n",
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": name, "Cache-Control": "private, no-store"},
    )
