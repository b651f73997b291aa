"""Clearing a paper: at once by an officer, or asked of named people in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Person
from forum.permissions import is_chair, may_preside, require, require_chair, require_own
from papers.choices import ClearanceKind, ClearanceState, PaperEvent
from papers.models import Clearance, ClearanceRequest, Paper
from papers.models.chain import answer_facts, ask_facts, to_ask_again
from papers.models.cleared import content_of
from papers.rules.clearing import may_answer, may_ask, may_pass_on, may_withdraw
from papers.rules.drafting import may_clear
from papers.workflow.clearance_letters import write_to_author, write_to_those_in_turn


@dataclass(frozen=True)
class Ask:
    """Who is to give which clearance, as which step."""

    kind: ClearanceKind | str
    person: Person
    step: int = 1


@transaction.atomic
def clear_paper(
    paper: Paper,
    *,
    kind: ClearanceKind | str = ClearanceKind.FINANCE,
    note: str,
    by: Person,
    on: date,
) -> Clearance:
    """Clear the paper as it stands, unasked; whatever is changed after it needs it again.

    The same officer may give more than one, but never for a paper of their own; the chair's is
    given by who presides. Who was asked for it answers what was asked.
    """
    if kind == ClearanceKind.CHAIR:
        require_chair(by, paper.forum, on)
    else:
        require(by, paper.forum, Role.OFFICER)
    asked = paper.clearance_requests.waiting().filter(asked_of=by, kind=kind).first()
    if asked:
        return give_clearance(asked, note=note, by=by, on=on)
    lock_row(paper)
    may_clear(is_tabled=paper.is_tabled, is_author=paper.author_id == by.pk).insist()
    post = by.post or Role.OFFICER.label
    clearance = _clear(paper, kind, post=post, note=note, by=by, on=on)
    _record_clearance(clearance, by=by, on=on)
    return clearance


@transaction.atomic
def ask_clearance(
    paper: Paper,
    asks: Sequence[Ask],
    *,
    due_on: date | None,
    words: str = "",
    by: Person,
    on: date,
) -> list[ClearanceRequest]:
    """Ask named people to clear the paper: those of the same step at once, the others in turn."""
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    lock_row(paper)
    facts = [ask_facts(paper, each.kind, each.person, on=on) for each in asks]
    may_ask(facts, is_tabled=paper.is_tabled, due_on=due_on, on=on).insist()
    requests = []
    for each in sorted(asks, key=lambda each: each.step):
        request = _new(paper, each, due_on=due_on, by=by, on=on)
        request.words = words
        requests.append(request.keep())
        due = f", by {due_on:%-d %B %Y}" if due_on else ""
        verb = f"asked for as step {each.step}{due}"
        _record(PaperEvent.CLEARANCE_ASKED, verb, request, by=by, on=on)
    write_to_those_in_turn(paper)
    return requests


@transaction.atomic
def give_clearance(
    request: ClearanceRequest, *, note: str = "", by: Person, on: date
) -> Clearance:
    """Clear the paper as asked; then it is the turn of the next step."""
    paper = request.paper
    require_own(by, request.forum, is_own=_is_theirs(request, by))
    _hold(request)
    may_answer(answer_facts(request, by=by)).insist()
    clearance = _clear(paper, request.kind, post=request.post, note=note, by=by, on=on)
    _record_clearance(clearance, by=by, on=on)
    request.clearance = clearance
    _answer(request, ClearanceState.GIVEN, note, by=by, on=on)
    write_to_those_in_turn(paper)
    return clearance


@transaction.atomic
def return_paper(
    request: ClearanceRequest, *, reason: str, by: Person, on: date
) -> ClearanceRequest:
    """Send the paper back to its author with the reason; the steps after it wait."""
    require_own(by, request.forum, is_own=_is_theirs(request, by))
    _hold(request)
    may_answer(answer_facts(request, by=by)).insist()
    _answer(request, ClearanceState.RETURNED, reason, by=by, on=on)
    _record(PaperEvent.CLEARANCE_RETURNED, "returned to the author", request, by=by, on=on)
    write_to_author(request)
    return request


@transaction.atomic
def pass_on(
    request: ClearanceRequest, *, to: Person, reason: str = "", by: Person, on: date
) -> ClearanceRequest:
    """Pass it on to somebody else who can give it, in the same place of the chain."""
    require_own(by, request.forum, is_own=_is_theirs(request, by))
    _hold(request)
    facts = ask_facts(request.paper, request.kind, to, on=on)
    ruling = may_pass_on(answer_facts(request, by=by))
    (ruling + may_ask([facts], is_tabled=False, due_on=None, on=on)).insist()
    _answer(request, ClearanceState.DELEGATED, reason, by=by, on=on)
    ask = Ask(request.kind, to, request.step)
    follower = _new(request.paper, ask, due_on=request.due_on, by=by, on=on)
    follower.words, follower.follows = reason or request.words, request
    follower.keep()
    verb = f"passed on to {follower.post}"
    _record(PaperEvent.CLEARANCE_DELEGATED, verb, request, by=by, on=on)
    write_to_those_in_turn(request.paper)
    return follower


@transaction.atomic
def withdraw_request(request: ClearanceRequest, *, by: Person, on: date) -> ClearanceRequest:
    """Ask for it no more."""
    require(by, request.forum, Role.CLERK, Role.OFFICER)
    _hold(request)
    may_withdraw(state=request.state, is_tabled=request.paper.is_tabled).insist()
    _answer(request, ClearanceState.WITHDRAWN, "", by=by, on=on)
    _record(PaperEvent.CLEARANCE_WITHDRAWN, "no longer asked for", request, by=by, on=on)
    write_to_those_in_turn(request.paper)
    return request


@transaction.atomic
def ask_again(
    paper: Paper, *, due_on: date | None = None, by: Person, on: date
) -> list[ClearanceRequest]:
    """Ask again for what was returned, or was cleared before the paper was changed."""
    require(by, paper.forum, Role.CLERK, Role.OFFICER)
    lock_row(paper)
    earlier = to_ask_again(paper)
    may_ask((), is_tabled=paper.is_tabled, due_on=due_on, on=on).insist()
    requests = []
    for each in earlier:
        ask = Ask(each.kind, each.asked_of, each.step)
        request = _new(paper, ask, due_on=due_on, by=by, on=on)
        request.words, request.follows = each.words, each
        requests.append(request.keep())
        _record(PaperEvent.CLEARANCE_ASKED, "asked for again", request, by=by, on=on)
    write_to_those_in_turn(paper)
    return requests


def _is_theirs(request: ClearanceRequest, person: Person) -> bool:
    """Whether the person is asked; who is asked as chair signs in well enough to preside."""
    if request.kind == ClearanceKind.CHAIR and not may_preside(person):
        return False
    return request.asked_of_id == person.pk


def _hold(request: ClearanceRequest) -> None:
    """Hold the paper and read the request again: two answers at once cannot both count."""
    lock_row(request.paper)
    request.refresh_from_db(fields=["state"])


def _new(paper: Paper, ask: Ask, *, due_on: date | None, by: Person, on: date) -> ClearanceRequest:
    presides = ask.kind == ClearanceKind.CHAIR and is_chair(ask.person, paper.forum, on)
    return ClearanceRequest(
        forum=paper.forum,
        paper=paper,
        kind=ask.kind,
        step=ask.step,
        asked_of=ask.person,
        post="Chair of the forum" if presides else ask.person.post or Role.OFFICER.label,
        due_on=due_on,
        version=paper.version,
        asked_at=timezone.now(),
        asked_by=by,
        asked_on=on,
    )


def _clear(
    paper: Paper, kind: ClearanceKind | str, *, post: str, note: str, by: Person, on: date
) -> Clearance:
    content = content_of(Paper.objects.get(pk=paper.pk))
    return Clearance(
        forum=paper.forum,
        paper=paper,
        kind=kind,
        version=paper.version,
        fingerprint=content.fingerprint,
        cleared=content.as_stored(),
        post=post,
        note=note,
        cleared_at=timezone.now(),
        cleared_by=by,
        cleared_on=on,
    ).keep()


def _answer(
    request: ClearanceRequest, state: ClearanceState, words: str, *, by: Person, on: date
) -> None:
    request.state, request.answer = state, words
    request.answered_at, request.answered_by, request.answered_on = timezone.now(), by, on
    request.keep()


def _record(
    event: str, verb: str, request: ClearanceRequest, *, by: Person, on: date, **facts: Any
) -> None:
    audit.record(
        event,
        f"{request.paper.title}: {request.get_kind_display().lower()} clearance by "
        f"{request.post}: {verb}",
        forum=request.forum,
        by=by,
        on=on,
        about=request.paper,
        matter=request.paper.matter_id,
        request=request.pk,
        kind=request.kind,
        step=request.step,
        version=request.version,
        **facts,
    )


def _record_clearance(clearance: Clearance, *, by: Person, on: date) -> None:
    paper = clearance.paper
    audit.record(
        PaperEvent.PAPER_CLEARED,
        f"{paper.title}: version {clearance.version} cleared by {clearance.post}, "
        f"{clearance.get_kind_display().lower()} clearance",
        forum=paper.forum,
        by=by,
        on=on,
        about=paper,
        matter=paper.matter_id,
        version=clearance.version,
        kind=clearance.kind,
        fingerprint=clearance.fingerprint,
    )
