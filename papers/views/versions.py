"""The versions of a paper: who saved what and when, what changed, and one of them restored."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from forum.choices import Role
from forum.views.doors import is_any_of, only, view_of_nothing
from forum.views.page import page
from papers.models.figures import addresses
from papers.models.versions import Span, described
from papers.views.doors import paper_for, version_for
from papers.workflow.drafting import restore_version

DRAFTERS = (Role.CLERK, Role.OFFICER)
READERS = (*DRAFTERS, Role.AUDITOR)


@only(*READERS)
@require_GET
def version_list(request, slug, pk):
    paper = paper_for(request, slug, pk)
    versions = paper.versions.defer("text", "blocks").select_related("saved_by").reverse()
    context = {"paper": paper, "versions": versions, "may_draft": _may_draft(request, paper)}
    return page(request, "papers/version_list.html", paper.forum, context, current="Papers")


@only(*READERS)
@require_GET
def version_detail(request, slug, pk):
    version = version_for(slug, pk)
    blocks = version.content_blocks
    context = {
        "paper": version.paper,
        "version": version,
        "blocks": blocks,
        "figures": addresses(version.paper, blocks),
        "may_draft": _may_draft(request, version.paper),
    }
    return page(request, "papers/version_detail.html", version.forum, context, current="Papers")


@only(*READERS)
@require_GET
def version_compare(request, slug, pk):
    """Any two versions beside each other; without a word about which, the last two."""
    paper = paper_for(request, slug, pk)
    span = Span.of(paper, request.GET.get("a", ""), request.GET.get("b", ""))
    span = span or view_of_nothing()
    context = {"paper": paper, "span": span, **described(span)}
    return page(request, "papers/version_compare.html", paper.forum, context, current="Papers")


@only(*DRAFTERS)
@require_POST
def version_restore(request, slug, pk):
    version = version_for(slug, pk)
    before = version.paper.version
    paper = restore_version(version, by=request.user, on=timezone.localdate())
    if paper.version == before:
        messages.success(request, f"Version {version.number} says what the paper says now.")
    else:
        said = f"Version {version.number} is restored, as version {paper.version}."
        messages.success(request, said)
    return redirect(paper)


def _may_draft(request, paper):
    return not paper.is_tabled and is_any_of(request.user, paper.forum, *DRAFTERS)
