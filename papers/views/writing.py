"""The editor of a paper: writing, keeping what is typed, seeing how it will read."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forum.choices import Role
from forum.views.doors import only
from forum.views.forms import sent
from forum.views.page import page
from papers.forms.writing import KeptForm, PaperEditForm
from papers.models.figures import addresses
from papers.rules.drafting import may_change
from papers.rules.text.text_form import written
from papers.views.doors import paper_for
from papers.workflow.drafting import Edited, save_paper
from papers.workflow.writing import drop_working_copy, keep_working_copy

DRAFTERS = (Role.CLERK, Role.OFFICER)
JUST_NOW = timedelta(minutes=3)


@only(*DRAFTERS)
@never_cache
@require_http_methods(["GET", "POST"])
def paper_edit(request, slug, pk):
    paper = paper_for(request, slug, pk)
    may_change(is_tabled=paper.is_tabled).insist()
    kept = paper.working_copies.select_related("paper__forum").of(request.user)
    copy = kept if kept and not kept.is_saved else None
    form = PaperEditForm(sent(request), paper=paper, initial=_first(paper, copy))
    if form.is_valid():
        before = paper.version
        save_paper(paper, _edited(form.cleaned_data), by=request.user, on=timezone.localdate())
        messages.success(request, _saved(paper, before))
        return redirect(request.path if request.POST.get("then") == "stay" else paper)
    context = _editor(paper, form) | {"copy": None if form.is_bound else copy, "kept": kept}
    return page(request, "papers/paper_edit.html", paper.forum, context, current="Papers")


@only(*DRAFTERS)
@require_POST
def paper_keep(request, slug, pk):
    """Autosave: what is typed, and who else is at work on the paper."""
    paper = paper_for(request, slug, pk)
    form = KeptForm(request.POST, paper=paper)
    if not form.is_valid():
        sentences = [str(each) for found in form.errors.values() for each in found]
        return JsonResponse({"wrong": sentences}, status=422)
    after = parse_datetime(request.POST.get("after", ""))
    copy = keep_working_copy(paper, _edited(form.cleaned_data), after=after, by=request.user)
    state = {"kept": _clock(copy.kept_at), "after": copy.kept_at.isoformat()}
    return JsonResponse(state | _around(request, paper, form.cleaned_data["version"]))


@only(*DRAFTERS)
@never_cache
@require_GET
def paper_writing(request, slug, pk):
    """Who else is writing, and what was saved since the version that is being edited."""
    paper = paper_for(request, slug, pk)
    base = request.GET.get("version", "")
    return JsonResponse(_around(request, paper, int(base) if base.isdecimal() else paper.version))


@only(*DRAFTERS)
@require_POST
def copy_drop(request, slug, pk):
    paper = paper_for(request, slug, pk)
    drop_working_copy(paper, by=request.user)
    messages.success(request, "Your unsaved changes are discarded.")
    return redirect("papers:paper_edit", slug, pk)


@only(*DRAFTERS)
@require_POST
def paper_preview(request, slug, pk):
    """How what is typed will read; nothing is kept."""
    paper = paper_for(request, slug, pk)
    form = KeptForm(request.POST, paper=paper, keeps_ids=True)
    if not form.is_valid():
        return JsonResponse({}, status=422)
    blocks = form.cleaned_data["blocks"]
    context = {
        "blocks": blocks,
        "public": bool(request.POST.get("public")),
        "figures": addresses(paper, blocks),
        "prefix": "read-",
    }
    return render(request, "papers/includes/blocks.html", context)


def _editor(paper, form):
    """What the page of the editor holds."""
    return {
        "title": "Edit the paper",
        "paper": paper,
        "form": form,
        "blocks": form.typed_blocks,
        "figures": addresses(paper, form.typed_blocks),
        "comments": paper.comments.with_replies(),
    }


def _first(paper, copy):
    """What the editor begins with: what the person typed and did not save, or the paper."""
    blocks = copy.content_blocks if copy else paper.blocks
    return {
        "title": copy.title if copy else paper.title,
        "purpose": copy.purpose if copy else paper.purpose,
        "eligibility": copy.eligibility if copy else paper.eligibility_as_printed,
        "version": copy.base if copy else paper.version,
        "text": written(blocks),
        "typed": blocks,
    }


def _edited(given):
    return Edited(
        base=given["version"],
        title=given["title"],
        purpose=given["purpose"],
        eligibility=given["eligibility"],
        blocks=given["blocks"],
    )


def _saved(paper, before):
    if paper.version == before:
        return "Nothing was changed, so no version was saved."
    together = f" {paper.content.note}." if paper.content.note else ""
    return f"Version {paper.version} of “{paper}” is saved.{together}"


def _around(request, paper, base):
    others = paper.working_copies.by_others(request.user, since=timezone.now() - JUST_NOW)
    newer = paper.versions.filter(number__gt=base).select_related("saved_by").last()
    said = [f"{each.kept_by.name} is writing too." for each in others]
    if newer:
        said.append(
            f"{newer.saved_by.name} saved version {newer.number} at {_clock(newer.saved_at)}: it "
            "is brought together with yours when you save."
        )
    return {"others": " ".join(said)}


def _clock(moment):
    return timezone.localtime(moment).strftime("%H:%M")
