"""The appendices of a paper: attached, changed, taken off, and handed out."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from forum.choices import Role
from forum.views.doors import is_any_of, is_inside, only, view_of_nothing
from forum.views.files import handed_out
from forum.views.forms import form_page, sent, sent_files
from forum.views.page import page
from papers.forms.appendices import AppendixForm
from papers.models import Appendix
from papers.models.attached import file_shown, shown_appendices
from papers.models.facts import fetch_whole
from papers.rules.drafting import may_change
from papers.views.doors import appendix_for, appendix_to_read_for, paper_for
from papers.workflow.appendices import add_appendix, change_appendix, remove_appendix

logger = logging.getLogger("tabled.exempt")
DRAFTERS = (Role.CLERK, Role.OFFICER)


@only(*DRAFTERS, Role.AUDITOR)
@require_GET
def appendix_list(request, slug, pk):
    paper = paper_for(request, slug, pk)
    fetch_whole([paper])
    context = {
        "title": "Appendices",
        "paper": paper,
        "appendices": shown_appendices(paper, is_public=False),
        "may_draft": is_any_of(request.user, paper.forum, *DRAFTERS) and not paper.is_tabled,
    }
    return page(request, "papers/appendix_list.html", paper.forum, context, current="Papers")


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def appendix_add(request, slug, pk):
    paper = paper_for(request, slug, pk)
    may_change(is_tabled=paper.is_tabled).insist()
    new = Appendix(forum=paper.forum, paper=paper)
    form = AppendixForm(sent(request), sent_files(request), instance=new)
    if form.is_valid():
        made = add_appendix(form.instance, form.uploads, by=request.user, on=timezone.localdate())
        _tell(request, made, "is attached", form.uploads)
        return redirect("papers:appendix_list", slug, paper.pk)
    return _form(request, paper, form, title="Attach an appendix", submit="Attach it")


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def appendix_edit(request, slug, pk):
    appendix = appendix_for(slug, pk)
    may_change(is_tabled=appendix.paper.is_tabled).insist()
    form = AppendixForm(sent(request), sent_files(request), instance=appendix)
    if form.is_valid():
        change_appendix(form.instance, form.uploads, by=request.user, on=timezone.localdate())
        _tell(request, appendix, "is changed", form.uploads)
        return redirect("papers:appendix_list", slug, appendix.paper_id)
    return _form(request, appendix.paper, form, title="Change the appendix", submit="Save")


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def appendix_remove(request, slug, pk):
    appendix = appendix_for(slug, pk)
    may_change(is_tabled=appendix.paper.is_tabled).insist()
    if request.method == "POST":
        remove_appendix(appendix, by=request.user, on=timezone.localdate())
        messages.success(request, f"“{appendix}” is taken off the paper.")
        return redirect("papers:appendix_list", slug, appendix.paper_id)
    return _form(
        request,
        appendix.paper,
        None,
        title=f"Take off “{appendix}”?",
        submit="Take it off",
        look="warning",
        lead="The paper no longer shows it. Its file stays in the record.",
    )


@require_GET
def appendix_file(request, slug, pk):
    """The file in full for those inside the forum, the public version for everybody else."""
    appendix = appendix_to_read_for(request, slug, pk)
    inside = is_inside(request.user, appendix.forum) and "public" not in request.GET
    file = file_shown(appendix, is_public=not inside)
    if file is None:
        view_of_nothing()
    if appendix.is_exempt and inside:
        logger.info("exempt-read appendix=%s person=%s", appendix.pk, request.user.pk)
    return handed_out(request, file)


def _tell(request, appendix, what, uploads):
    messages.success(request, f"“{appendix}” {what}.")
    for file in filter(None, (uploads.file, uploads.public_file)):
        for sentence in file.remarks:
            messages.warning(request, f"{file.name}: {sentence}")


def _form(request, paper, form, **context):
    return form_page(
        request,
        paper.forum,
        form,
        caption=str(paper),
        back=reverse("papers:appendix_list", args=[paper.forum.slug, paper.pk]),
        current="Papers",
        **context,
    )
