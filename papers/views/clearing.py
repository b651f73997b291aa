"""Clearing a paper: asking, answering, and where it stands."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forum.choices import Role
from forum.views.doors import forum_for, is_any_of, only
from forum.views.forms import form_page, sent
from forum.views.page import page
from papers.choices import ClearanceKind
from papers.forms.clearing import AskForm, ClearForm, GiveForm, PassOnForm, ReturnForm
from papers.models.chain import (
    answer_facts,
    current_chain,
    history,
    officers_for,
    people_for,
    presiding_for,
    to_ask_again,
    waiting_for,
)
from papers.models.cleared import clearances_missing, given_so_far
from papers.rules.clearing import may_answer, may_pass_on
from papers.rules.drafting import may_change, may_clear
from papers.views.doors import clearance_for, paper_at_work_for, paper_for
from papers.views.drafting import DRAFTERS
from papers.workflow.clearance_letters import remind
from papers.workflow.clearing import (
    ask_again,
    ask_clearance,
    clear_paper,
    give_clearance,
    pass_on,
    return_paper,
    withdraw_request,
)

READERS = (Role.CLERK, Role.OFFICER, Role.AUDITOR)
BY_OFFICERS = (ClearanceKind.FINANCE, ClearanceKind.LEGAL, ClearanceKind.DIRECTOR)


@only(*READERS, or_chair=True)
@require_GET
def clearance_detail(request, slug, pk):
    paper = paper_at_work_for(request, slug, pk)
    today = timezone.localdate()
    chain = current_chain(paper)
    context = {
        "title": "Clearance",
        "paper": paper,
        "chain": [(link, link.is_late(today)) for link in chain],
        "given": given_so_far(paper),
        "again": [] if paper.is_tabled else to_ask_again(paper),
        "missing": clearances_missing(paper, paper.forum.constitution_on(today)),
        "history": history(paper),
        "may_draft": is_any_of(request.user, paper.forum, *DRAFTERS) and not paper.is_tabled,
    }
    return page(request, "papers/clearance_detail.html", paper.forum, context, current="Papers")


@only(*READERS, or_chair=True)
@require_GET
def clearance_mine(request, slug):
    forum = forum_for(slug)
    context = {
        "title": "Papers to clear",
        "waiting": waiting_for(request.user, forum),
        "today": timezone.localdate(),
    }
    return page(request, "papers/clearance_mine.html", forum, context, current="Papers")


@only(Role.OFFICER, or_chair=True)
@require_http_methods(["GET", "POST"])
def paper_clear(request, slug, pk):
    """At once, by an officer: the simple way."""
    paper = paper_at_work_for(request, slug, pk)
    is_author = paper.author_id == request.user.pk
    may_clear(is_tabled=paper.is_tabled, is_author=is_author).insist()
    missing = clearances_missing(paper, paper.forum.constitution_on(timezone.localdate()))
    kinds = BY_OFFICERS if is_any_of(request.user, paper.forum, Role.OFFICER) else ()
    kinds = kinds if not _presides(request.user, paper) else (*kinds, ClearanceKind.CHAIR)
    first = next((each for each in missing if each in kinds), None)
    form = ClearForm(sent(request), initial={"kind": first}, kinds=kinds)
    if form.is_valid():
        clear_paper(paper, **form.cleaned_data, by=request.user, on=timezone.localdate())
        messages.success(request, f"Version {paper.version} of “{paper}” is cleared.")
        return redirect(paper)
    lead = (
        f"You clear version {paper.version} as {request.user.post or 'an officer'}. If its text "
        "or its money is changed later, it needs clearance again. Your post is printed on the "
        "cover."
    )
    return _form(request, paper, form, title="Clear the paper", submit="Clear it", lead=lead)


@only(*DRAFTERS)
@require_http_methods(["GET", "POST"])
def clearance_ask(request, slug, pk):
    paper = paper_for(request, slug, pk)
    may_change(is_tabled=paper.is_tabled).insist()
    today = timezone.localdate()
    form = AskForm(
        sent(request),
        officers=officers_for(paper),
        presiding=presiding_for(paper, on=today),
        needed=clearances_missing(paper, paper.forum.constitution_on(today)),
    )
    if form.is_valid():
        asked = ask_clearance(
            paper,
            form.asks,
            due_on=form.cleaned_data["due_on"],
            words=form.cleaned_data["words"],
            by=request.user,
            on=today,
        )
        number = "1 person is" if len(asked) == 1 else f"{len(asked)} people are"
        messages.success(request, f"{number} asked to clear “{paper}”.")
        return redirect(_page_of(paper))
    lead = (
        f"They clear version {paper.version}. Each gets a letter when it is their turn, and can "
        "clear it, return it with reasons, or pass it on."
    )
    return _form(request, paper, form, title="Ask for clearance", submit="Ask them", lead=lead)


@only(*DRAFTERS)
@require_POST
def clearance_again(request, slug, pk):
    paper = paper_for(request, slug, pk)
    asked = ask_again(paper, by=request.user, on=timezone.localdate())
    names = " and ".join(dict.fromkeys(each.post for each in asked)) or "Nobody"
    messages.success(request, f"{names} asked again to clear “{paper}”.")
    return redirect(_page_of(paper))


@only(*READERS, or_chair=True)
@require_http_methods(["GET", "POST"])
def clearance_give(request, slug, pk):
    asked = clearance_for(slug, pk)
    may_answer(answer_facts(asked, by=request.user)).insist()
    form = GiveForm(sent(request))
    if form.is_valid():
        give_clearance(asked, **form.cleaned_data, by=request.user, on=timezone.localdate())
        messages.success(request, f"Version {asked.paper.version} of “{asked.paper}” is cleared.")
        return redirect(_page_of(asked.paper))
    return _answer(
        request,
        asked,
        form,
        title="Clear the paper",
        submit="Clear it",
        lead=f"You clear version {asked.paper.version} as {asked.post}. If its text or its money "
        "is changed later, you are asked again.",
    )


@only(*READERS, or_chair=True)
@require_http_methods(["GET", "POST"])
def clearance_return(request, slug, pk):
    asked = clearance_for(slug, pk)
    may_answer(answer_facts(asked, by=request.user)).insist()
    form = ReturnForm(sent(request))
    if form.is_valid():
        return_paper(asked, **form.cleaned_data, by=request.user, on=timezone.localdate())
        messages.success(request, f"“{asked.paper}” is returned to its author.")
        return redirect(_page_of(asked.paper))
    return _answer(
        request,
        asked,
        form,
        title="Return the paper",
        submit="Return it",
        lead="It goes back to its author. Whoever comes after you waits until you clear it.",
    )


@only(*READERS, or_chair=True)
@require_http_methods(["GET", "POST"])
def clearance_delegate(request, slug, pk):
    asked = clearance_for(slug, pk)
    may_pass_on(answer_facts(asked, by=request.user)).insist()
    form = PassOnForm(sent(request), people=people_for(asked, on=timezone.localdate()))
    if form.is_valid():
        follower = pass_on(asked, **form.cleaned_data, by=request.user, on=timezone.localdate())
        messages.success(request, f"It is passed on to {follower.post}.")
        return redirect(_page_of(asked.paper))
    return _answer(
        request, asked, form, title="Pass it on", submit="Pass it on",
        lead="They take your place: the deadline and the order stay as they are.",
    )  # fmt: skip


@only(*DRAFTERS)
@require_POST
def clearance_remind(request, slug, pk):
    asked = remind(clearance_for(slug, pk), by=request.user, on=timezone.localdate())
    messages.success(request, f"{asked.post} is reminded.")
    return redirect(_page_of(asked.paper))


@only(*DRAFTERS)
@require_POST
def clearance_withdraw(request, slug, pk):
    asked = withdraw_request(clearance_for(slug, pk), by=request.user, on=timezone.localdate())
    messages.success(request, f"{asked.post} is asked no more.")
    return redirect(_page_of(asked.paper))


def _presides(person, paper):
    return presiding_for(paper, on=timezone.localdate()).filter(pk=person.pk).exists()


def _page_of(paper):
    return reverse("papers:clearance_detail", args=[paper.forum.slug, paper.pk])


def _answer(request, asked, form, **context):
    return form_page(
        request,
        asked.forum,
        form,
        caption=str(asked.paper),
        back=_page_of(asked.paper),
        current="Papers",
        template="papers/clearance_answer.html",
        asked=asked,
        **context,
    )


def _form(request, paper, form, **context):
    return form_page(
        request,
        paper.forum,
        form,
        caption=str(paper),
        back=_page_of(paper),
        current="Papers",
        **context,
    )
