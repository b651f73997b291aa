"""Starting a paper, writing it, putting it on an agenda."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forum.choices import Role
from forum.views.doors import forum_for, only
from forum.views.forms import back_to, form_page, sent
from forum.views.page import page
from papers.forms.drafting import MatterForm, PaperForm, PlaceForm
from papers.models import Matter, Paper
from papers.rules.drafting import may_change
from papers.views.doors import matter_at_work_for, paper_for
from papers.workflow.budget import change_matter, open_matter
from papers.workflow.drafting import place_paper, start_paper

DRAFTERS = (Role.CLERK, Role.OFFICER)
PAGE = 50


@only(Role.CLERK, Role.OFFICER, Role.AUDITOR)
@require_GET
def paper_list(request, slug):
    forum = forum_for(slug)
    papers = forum.paper_set.select_related("agenda_item__meeting", "author", "matter")
    drafts = list(papers.drafts().at_work(request.user))
    tabled = Paginator(papers.tabled(), PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Papers",
        "mine": [paper for paper in drafts if paper.author_id == request.user.pk],
        "others": [paper for paper in drafts if paper.author_id != request.user.pk],
        "tabled": tabled,
    }
    return page(request, "papers/paper_list.html", forum, context, current="Papers")


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def paper_start(request, slug):
    forum = forum_for(slug)
    asked = {name: request.GET.get(name) for name in ("agenda_item", "matter")}
    known = {"known_or_new": "known"} if asked["matter"] else {}
    first = {"author": request.user.pk, **known, **{k: v for k, v in asked.items() if v}}
    form = PaperForm(sent(request), instance=Paper(forum=forum), initial=first)
    if form.is_valid():
        paper = form.instance
        paper.matter = matter_of(request, forum, form.cleaned_data)
        start_paper(paper, blocks=form.blocks, by=request.user, on=timezone.localdate())
        messages.success(request, f"“{paper}” is started. Now add what the forum is asked.")
        return redirect(paper)
    return form_page(
        request,
        forum,
        form,
        title="Start a paper",
        submit="Start the paper",
        back=reverse("papers:paper_list", args=[slug]),
        current="Papers",
        template="papers/paper_form.html",
    )


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def paper_place(request, slug, pk):
    paper = paper_for(request, slug, pk)
    may_change(is_tabled=paper.is_tabled).insist()
    form = PlaceForm(
        sent(request), forum=paper.forum, initial={"agenda_item": paper.agenda_item_id}
    )
    if form.is_valid():
        item = form.cleaned_data["agenda_item"]
        place_paper(paper, item, by=request.user, on=timezone.localdate())
        messages.success(request, f"“{paper}” is on the agenda as item {item.number}.")
        return redirect(paper)
    lead = "The paper and all it recommends go before this meeting, once they are tabled."
    return _form(
        request, paper, form, title="Put it on an agenda", submit="Put it there", lead=lead
    )


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def matter_open(request, slug):
    forum = forum_for(slug)
    form = MatterForm(sent(request), instance=Matter(forum=forum))
    if form.is_valid():
        matter = open_matter(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, f"The matter “{matter}” is open.")
        return redirect(back_to(request, matter.get_absolute_url()))
    return form_page(
        request, forum, form, title="Open a matter", submit="Open the matter", current="Matters"
    )


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def matter_change(request, slug, pk):
    matter = matter_at_work_for(slug, pk)
    address = matter.get_absolute_url()
    form = MatterForm(sent(request), instance=matter)
    if form.is_valid():
        change_matter(form.instance, by=request.user, on=timezone.localdate())
        messages.success(request, "The matter is worded anew.")
        return redirect(address)
    return form_page(
        request,
        matter.forum,
        form,
        title="Word the matter anew",
        submit="Save",
        back=address,
        current="Matters",
    )


def matter_of(request, forum, given):
    """The matter that was chosen, or the new one, opened now."""
    if given["matter"]:
        return given["matter"]
    matter = Matter(forum=forum, title=given["matter_title"])
    return open_matter(matter, by=request.user, on=timezone.localdate())


def _form(request, paper, form, **context):
    return form_page(
        request,
        paper.forum,
        form,
        caption=str(paper),
        back=paper.get_absolute_url(),
        current="Papers",
        **context,
    )
