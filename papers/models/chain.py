"""The chain of those asked to clear a paper: where it stands, and who may be asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from forum.choices import Role
from forum.models import Forum, OfficeHolding, Person, RoleGrant
from forum.rules.ruling import Reason
from papers.choices import ClearanceKind, ClearanceState
from papers.models.cleared import standing
from papers.models.clearing import ClearanceRequest
from papers.models.paper import Paper
from papers.rules.clearing import AnswerFacts, AskFacts, StepFacts, waits_for

OF_REQUEST = ("forum", "asked_of", "clearance", "paper__forum", "paper__agenda_item__meeting")


@dataclass(frozen=True)
class Link:
    """A request as it stands: whether its clearance still holds, and what it waits for."""

    request: ClearanceRequest
    is_void: bool
    waits_for: tuple[Reason, ...]

    @property
    def is_in_turn(self) -> bool:
        return self.request.is_waiting and not self.waits_for

    def is_late(self, on: date) -> bool:
        due = self.request.due_on
        return self.request.is_waiting and due is not None and due < on


def current_chain(paper: Paper) -> tuple[Link, ...]:
    """The requests that stand, in their order: without those that another took the place of."""
    requests = list(_standing_requests(paper))
    holds = {each.pk for each in standing(paper)}
    facts = [(each, _step(each, is_void=_is_void(each, holds))) for each in requests]
    links = []
    for request, step in facts:
        before = [each for _, each in facts if each.step < request.step]
        waiting = tuple(waits_for(before)) if request.is_waiting else ()
        links.append(Link(request, step.is_void, waiting))
    return tuple(links)


def to_ask_again(paper: Paper) -> list[ClearanceRequest]:
    """What was returned, or was cleared before the paper was changed."""
    return [
        link.request
        for link in current_chain(paper)
        if link.is_void or link.request.state == ClearanceState.RETURNED
    ]


def ask_facts(paper: Paper, kind: ClearanceKind | str, person: Person, *, on: date) -> AskFacts:
    """One person who is about to be asked to clear the paper."""
    granted = RoleGrant.objects.filter(forum=paper.forum_id, person=person)
    presides = OfficeHolding.objects.current(on).filter(
        forum=paper.forum_id, appointment__person=person
    )
    waiting = paper.clearance_requests.waiting().filter(kind=kind, asked_of=person)
    return AskFacts(
        kind=kind,
        post=person.post or "This person",
        is_author=paper.author_id == person.pk,
        is_officer=granted.filter(role__in=[Role.OFFICER, Role.CLERK]).exists(),
        is_chair=presides.exists(),
        is_asked=waiting.exists(),
    )


def answer_facts(request: ClearanceRequest, *, by: Person) -> AnswerFacts:
    """Somebody who is about to answer a request."""
    paper = Paper.objects.get(pk=request.paper_id)
    return AnswerFacts(
        state=request.state,
        post=request.post,
        is_own=request.asked_of_id == by.pk,
        is_tabled=paper.is_tabled,
        is_author=paper.author_id == by.pk,
        before=before(request, paper),
    )


def before(request: ClearanceRequest, paper: Paper) -> tuple[StepFacts, ...]:
    """The steps of the paper's chain with a lower number."""
    holds = {each.pk for each in standing(paper)}
    return tuple(
        _step(each, is_void=_is_void(each, holds))
        for each in _standing_requests(paper)
        if each.step < request.step
    )


def officers_for(paper: Paper) -> QuerySet[Person]:
    """Who gives finance, legal or director clearance: an officer or clerk, but not its author."""
    roles = RoleGrant.objects.filter(forum=paper.forum, role__in=[Role.OFFICER, Role.CLERK])
    return _others(paper).filter(pk__in=roles.values("person"))


def presiding_for(paper: Paper, *, on: date) -> QuerySet[Person]:
    """Who clears it for the agenda: chair and vice-chair on the day, unless they wrote it."""
    presiding = OfficeHolding.objects.current(on).filter(forum=paper.forum)
    return _others(paper).filter(pk__in=presiding.values("appointment__person"))


def people_for(request: ClearanceRequest, *, on: date) -> QuerySet[Person]:
    """To whom a request may be passed on."""
    is_agenda = request.kind == ClearanceKind.CHAIR
    paper = request.paper
    people = presiding_for(paper, on=on) if is_agenda else officers_for(paper)
    return people.exclude(pk=request.asked_of_id)


def _others(paper: Paper) -> QuerySet[Person]:
    people = Person.objects.filter(is_active=True).order_by("name")
    return people.exclude(pk=paper.author_id) if paper.author_id else people


def waiting_for(person: Person, forum: Forum) -> list[ClearanceRequest]:
    """What the person is asked to clear and may answer now, the most pressing first."""
    mine = ClearanceRequest.objects.in_turn().filter(forum=forum, asked_of=person)
    return sorted(mine.select_related(*OF_REQUEST), key=lambda each: each.due_on or date.max)


def asked_of(person: object, paper: Paper) -> list[ClearanceRequest]:
    """What the person is asked about this paper and may answer now."""
    if not isinstance(person, Person) or paper.is_tabled:
        return []
    return list(ClearanceRequest.objects.in_turn().filter(paper=paper, asked_of=person))


def history(paper: Paper) -> Sequence[ClearanceRequest]:
    """Every request that was ever made for the paper."""
    return list(paper.clearance_requests.select_related("asked_of", "clearance", "follows"))


def _standing_requests(paper: Paper) -> Iterable[ClearanceRequest]:
    requests = paper.clearance_requests.filter(followed_by__isnull=True)
    return requests.exclude(state=ClearanceState.WITHDRAWN).select_related("asked_of", "clearance")


def _step(request: ClearanceRequest, *, is_void: bool) -> StepFacts:
    return StepFacts(request.step, str(request), request.state, is_void=is_void)


def _is_void(request: ClearanceRequest, holds: set[UUID]) -> bool:
    return request.clearance_id is not None and request.clearance_id not in holds
