"""Searching decisions, minutes and papers."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.utils import timezone
from django.views.decorators.http import require_GET

from decisions.forms.searching import SearchForm
from decisions.models.looking.found import MOST, SearchedFor, found_ids, hits, years_with_texts
from forum.rules.searching import Reader
from forum.views.doors import forum_for, is_inside, works_in
from forum.views.page import page

ON_A_PAGE = 40


@require_GET
def search(request, slug):
    forum = forum_for(slug)
    reader = _reader(request.user, forum)
    years = years_with_texts(forum, reader, today=timezone.localdate())
    form = SearchForm(request.GET or None, years=years)
    asked = form.sought()
    ids = [] if asked == SearchedFor() else found_ids(forum, asked, reader, years)
    shown = Paginator(ids[:MOST], ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Search",
        "form": form,
        "is_sought": asked != SearchedFor(),
        "shown": shown,
        "hits": hits(list(shown), asked),
        "most": MOST if len(ids) > MOST else 0,
    }
    return page(request, "decisions/search.html", forum, context, current="Search")


def _reader(person, forum):
    """Who works on papers and minutes finds drafts of minutes; the public what is published."""
    if works_in(person, forum):
        return Reader.WORKER
    return Reader.MEMBER if is_inside(person, forum) else Reader.PUBLIC
