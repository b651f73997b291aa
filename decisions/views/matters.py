"""A matter through the years, and its funding source review."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from decisions.forms.review import AsOfForm
from decisions.models.auditing.review import review_of
from decisions.models.money.source_spans import source_spans
from decisions.models.threads.matters import matters_of, with_counts
from decisions.models.threads.thread import thread_of
from decisions.pdfs.review import review_pdf
from decisions.pdfs.source_plot import source_plot
from decisions.views.doors import matter_for, review_for
from decisions.views.reviewing import as_of_query
from forum.audit import head_line, trail_head
from forum.views.doors import forum_for, is_inside, works_in
from forum.views.page import page
from forum.views.published import kept_for_the_public

ON_A_PAGE = 50


@require_GET
@kept_for_the_public
def matter_list(request, slug):
    forum = forum_for(slug)
    inside = is_inside(request.user, forum)
    words = request.GET.get("words", "").strip()[:80]
    found = matters_of(forum, inside=inside, words=words)
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Matters",
        "shown": shown,
        "matters": with_counts(forum, shown, inside=inside),
        "words": words,
    }
    return page(request, "decisions/matter_list.html", forum, context, current="Matters")


@require_GET
def matter_detail(request, slug, pk):
    matter = matter_for(request, slug, pk)
    inside = is_inside(request.user, matter.forum)
    review = review_of(matter, on=timezone.localdate(), inside=inside)
    context = {"title": matter.title, "matter": matter, "review": review, "inside": inside}
    context["thread"] = thread_of(review.record)
    context |= _chart(review)
    template = "decisions/matter_detail.html"
    return page(request, template, matter.forum, context, current="Matters")


@login_required
@require_GET
def matter_review(request, slug, pk):
    matter = review_for(request, slug, pk)
    today = timezone.localdate()
    form = AsOfForm(request.GET or None, initial={"on": today})
    review = review_of(matter, on=form.day(today), drafts=works_in(request.user, matter.forum))
    context = {
        "title": "Funding source review",
        "matter": matter,
        "review": review,
        "scope": review.found.scope,
        "found": review.found,
        "rows": review.found.shown(review.found.rows()),
        "form": form,
        "head": trail_head(matter.forum),
        "query": as_of_query(review.on, today),
    }
    context |= _chart(review)
    template = "decisions/matter_review.html"
    return page(request, template, matter.forum, context, current="Matters")


@login_required
@require_GET
def matter_review_pdf(request, slug, pk):
    matter = review_for(request, slug, pk)
    on = AsOfForm(request.GET or None).day(timezone.localdate())
    drafts = works_in(request.user, matter.forum)
    content = review_pdf(matter, trail_line=head_line(matter.forum), on=on, drafts=drafts)
    name = f"{slugify(f'Review of {matter.title} {on}')}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _chart(review):
    record = review.record
    return {"spans": source_spans(record), "timeline_chart": source_plot(record)}
