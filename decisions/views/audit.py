"""The audit trail: read entry by entry, and its checkpoint to keep elsewhere."""

from __future__ import annotations

from pathlib import Path

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from decisions.forms.register import TrailForm
from decisions.models.auditing.trail import entries_of, rows_of
from forum.audit import checkpoint, trail_head, verifier
from forum.audit.taking import trail_lines
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
    return HttpResponse(
        checkpoint(forum) + "\n",
        content_type="text/plain; charset=utf-8",
        headers=_taken_away(f"{forum.slug}-checkpoint.txt"),
    )


@only(*READERS)
@require_GET
def audit_taken(request, slug):
    """Every entry of the trail, for the verifier that needs no Tabled."""
    forum = forum_for(slug)
    return StreamingHttpResponse(
        trail_lines(forum),
        content_type="application/jsonl; charset=utf-8",
        headers=_taken_away(f"{forum.slug}-trail.jsonl"),
    )


@only(*READERS)
@require_GET
def audit_verifier(request, slug):
    """The verifier itself: one file that runs wherever there is Python."""
    forum_for(slug)
    return HttpResponse(
        Path(verifier.__file__).read_bytes(),
        content_type="text/plain; charset=utf-8",
        headers=_taken_away("verify_trail.py"),
    )


def _taken_away(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
