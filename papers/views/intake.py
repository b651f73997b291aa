"""Bringing in a Word file or pasted text, and answering what is proposed from it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forum.choices import FileKind, Role
from forum.files import TYPES
from forum.views.doors import forum_for, is_any_of, is_inside, only
from forum.views.forms import form_page, sent, sent_files
from forum.views.page import page
from papers.forms.intake import DeclineForm, IntakeForm, StartFromForm
from papers.models import Paper
from papers.models.figures import addresses
from papers.models.intakes import chosen, grouped, reasons, targets
from papers.pdfs.paper import paper_context
from papers.rules.drafting import may_change
from papers.rules.intake import may_take
from papers.views.doors import intake_for, paper_for, proposal_for
from papers.views.drafting import DRAFTERS, matter_of
from papers.word.paper import paper_word
from papers.workflow.accepting import accept_proposals
from papers.workflow.intake import bring_in, decline_proposal, start_from, take_text

DOCX = TYPES[FileKind.DOCX]
LEAD = (
    "Nothing is changed yet: you see what was read, what needs a look, and what is proposed. "
    "You take what is right."
)


@require_GET
def paper_docx(request, slug, pk):
    """The paper as a Word file; to the public without what is withheld."""
    paper = paper_for(request, slug, pk)
    public = not is_inside(request.user, paper.forum)
    context = paper_context(paper, public=public, on=timezone.localdate())
    made = paper_word(paper, facts=context["facts"], public=public)
    headers = {"Content-Disposition": f'attachment; filename="paper-{paper.pk}.docx"'}
    return HttpResponse(made, content_type=DOCX, headers=headers)


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def intake_start(request, slug, pk):
    paper = paper_for(request, slug, pk)
    may_change(is_tabled=paper.is_tabled).insist()
    form = IntakeForm(sent(request), sent_files(request))
    if form.is_valid():
        incoming = form.cleaned_data["incoming"]
        intake = bring_in(paper, incoming, by=request.user, on=timezone.localdate())
        messages.success(request, f"{len(intake.blocks)} blocks were read from {intake}.")
        return redirect(intake)
    return form_page(
        request,
        paper.forum,
        form,
        title="Bring in a Word file or pasted text",
        caption=str(paper),
        lead=LEAD,
        intakes=paper.intakes.select_related("forum").defer("blocks", "report", "typed"),
        submit="Read it",
        back=paper.get_absolute_url(),
        current="Papers",
        template="papers/intake_form.html",
    )


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def intake_paper(request, slug):
    forum = forum_for(slug)
    form = StartFromForm(sent(request), sent_files(request), forum=forum)
    if form.is_valid():
        given = form.cleaned_data
        paper = Paper(
            forum=forum,
            matter=matter_of(request, forum, given),
            title=given["title"] or given["incoming"].title[:300] or given["incoming"].name,
            purpose=given["purpose"],
            author=request.user,
            author_post=request.user.post,
        )
        intake = start_from(paper, given["incoming"], by=request.user, on=timezone.localdate())
        messages.success(request, f"“{paper}” is started. Now look at what is proposed.")
        return redirect(intake)
    return form_page(
        request,
        forum,
        form,
        title="Start a paper from a Word file",
        submit="Start the paper",
        back=reverse("papers:paper_list", args=[slug]),
        current="Papers",
        template="papers/intake_form.html",
    )


@only(Role.CLERK, Role.OFFICER, Role.AUDITOR)
@require_GET
def intake_detail(request, slug, pk):
    intake = intake_for(slug, pk)
    paper, blocks = intake.paper, intake.content_blocks
    may_draft = not paper.is_tabled and is_any_of(request.user, paper.forum, *DRAFTERS)
    groups = grouped(intake)
    context = {
        "intake": intake,
        "paper": paper,
        "blocks": blocks,
        "figures": addresses(paper, (*blocks, *paper.blocks)),
        "reasons": reasons(intake),
        "groups": groups,
        "has_open": any(each["it"].is_open for group in groups for each in group["proposals"]),
        "taking": may_take(
            is_tabled=paper.is_tabled, is_taken=intake.is_taken, has_blocks=bool(blocks)
        ),
        "may_draft": may_draft,
    }
    return page(request, "papers/intake_detail.html", paper.forum, context, current="Papers")


@only(*DRAFTERS)
@require_POST
def intake_take(request, slug, pk):
    intake = intake_for(slug, pk)
    typed = request.POST.get("version", "")
    base = int(typed) if typed.isdecimal() and len(typed) < 9 else intake.paper.version
    take_text(intake, base=base, by=request.user, on=timezone.localdate())
    messages.success(request, f"The text is version {intake.version} of “{intake.paper}”.")
    return redirect(intake)


@only(*DRAFTERS)
@require_POST
def intake_accept(request, slug, pk):
    """Accept all that are ticked."""
    intake = intake_for(slug, pk)
    ticked = chosen(intake, request.POST.getlist("accept"))
    return _accepted(request, intake, ticked)


@only(*DRAFTERS)
@require_POST
def proposal_accept(request, slug, pk):
    proposal = proposal_for(slug, pk)
    return _accepted(request, proposal.intake, [proposal])


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def proposal_decline(request, slug, pk):
    proposal = proposal_for(slug, pk)
    form = DeclineForm(sent(request))
    if form.is_valid():
        decline_proposal(proposal, **form.cleaned_data, by=request.user, on=timezone.localdate())
        messages.success(request, f"Declined: {proposal}.")
        return redirect(proposal.intake)
    return form_page(
        request,
        proposal.forum,
        form,
        title=f"Decline: {proposal}",
        caption=str(proposal.intake.paper),
        lead=proposal.words,
        submit="Decline it",
        back=proposal.intake.get_absolute_url(),
        current="Papers",
    )


def _accepted(request, intake, proposals):
    if not proposals:
        messages.warning(request, "Nothing was ticked, so nothing is accepted.")
        return redirect(intake)
    aims = targets(proposals, request.POST)
    accept_proposals(intake, proposals, targets=aims, by=request.user, on=timezone.localdate())
    number = len(proposals)
    messages.success(request, f"{number} proposal{'' if number == 1 else 's'} accepted.")
    return redirect(intake)
