"""Reading a paper: its cover, what it asks, its text."""

from __future__ import annotations

from django.utils import timezone
from django.views.decorators.http import require_GET

from forum.views.doors import is_any_of, works_in
from forum.views.page import page
from forum.views.published import kept_for_the_public
from papers.models.agenda import usual_day
from papers.models.cover import asked
from papers.models.facts import paper_facts
from papers.models.figures import addresses
from papers.pdfs.paper import paper_context
from papers.pdfs.paper import paper_pdf as render_paper
from papers.rules.tabling import may_table
from papers.views.documents import pdf
from papers.views.doors import paper_for
from papers.views.drafting import DRAFTERS


@require_GET
@kept_for_the_public
def paper_detail(request, slug, pk):
    paper = paper_for(request, slug, pk)
    today = timezone.localdate()
    works = works_in(request.user, paper.forum)
    context = {
        **paper_context(paper, public=not works, on=today),
        "figures": addresses(paper, paper.blocks),
        "asked": [asked(each) for each in paper.recommendations.all()],
        "ruling": _ruling(paper, today) if works and not paper.is_tabled else None,
        "works": works,
        "versions": paper.versions.select_related("saved_by") if works else (),
        "may_draft": is_any_of(request.user, paper.forum, *DRAFTERS),
    }
    return page(request, "papers/paper_detail.html", paper.forum, context, current="Papers")


@require_GET
def paper_pdf(request, slug, pk):
    paper = paper_for(request, slug, pk)
    works = works_in(request.user, paper.forum)
    made = render_paper(paper, public=not works, on=timezone.localdate())
    return pdf(made, f"paper-{paper.pk}")


def _ruling(paper, today):
    day = usual_day(paper.meeting, today=today) if paper.meeting else today
    return may_table(paper_facts(paper, on=day))
