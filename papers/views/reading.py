"""Reading a paper: its cover, what it asks, its text."""

from __future__ import annotations

from django.utils import timezone
from django.views.decorators.http import require_GET

from forum.views.doors import is_any_of, is_inside, roles_of, works_in
from forum.views.page import page
from forum.views.published import kept_for_the_public
from papers.models.agenda import usual_day
from papers.models.attached import every_block
from papers.models.chain import asked_of
from papers.models.cover import asked
from papers.models.facts import paper_facts
from papers.models.figures import addresses
from papers.models.reading import readings_of
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
    works, inside = works_in(request.user, paper.forum), is_inside(request.user, paper.forum)
    context = {
        **paper_context(paper, public=not inside, on=today),
        "figures": addresses(paper, every_block(paper, is_public=not inside)),
        "asked": [asked(each) for each in paper.recommendations.all()],
        "ruling": _ruling(paper, today) if works and not paper.is_tabled else None,
        "works": works,
        "asked_of_you": asked_of(request.user, paper),
        "comments": paper.comments.unresolved().count() if works else 0,
        "may_draft": is_any_of(request.user, paper.forum, *DRAFTERS),
    }
    if paper.is_public and roles_of(request.user, paper.forum)["is_member"]:
        context["reading"] = readings_of([paper], request.user)[paper.pk]
    return page(request, "papers/paper_detail.html", paper.forum, context, current="Papers")


@require_GET
def paper_pdf(request, slug, pk):
    paper = paper_for(request, slug, pk)
    inside = is_inside(request.user, paper.forum)
    made = render_paper(paper, public=not inside, on=timezone.localdate())
    return pdf(made, f"paper-{paper.pk}")


def _ruling(paper, today):
    day = usual_day(paper.meeting, today=today) if paper.meeting else today
    return may_table(paper_facts(paper, on=day))
