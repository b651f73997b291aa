"""Doors to the record: scoped by forum; what is not public yet is for those inside."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from decisions.choices import USUAL, Procedure
from decisions.models import (
    Action,
    Ballot,
    Condition,
    ExecutiveDecision,
    ExternalStep,
    MinuteItem,
    Minutes,
    Outcome,
    RegisterEntry,
)
from decisions.models.auditing.scope import Scope, scope_named
from decisions.models.ballots.ballot_facts import has_agreed_minutes
from decisions.models.following.holders import is_own
from decisions.models.threads.log import with_money, with_what_followed
from decisions.models.threads.matters import is_public_matter
from decisions.rules.running import may_record_presence
from decisions.workflow.casting import entry_of
from forum.choices import DocumentKind, ItemKind, Role
from forum.models import AgendaItem, Meeting, PublishedDocument, Substitution
from forum.models.presiding import presiding_over
from forum.views.doors import (
    forum_asked,
    forum_for,
    is_any_of,
    is_inside,
    meeting_for,
    roles_of,
    works_in,
)
from papers.models import BudgetLine, Matter, Question

_PUT = "question__placement__recommendation"


def question_for(slug: str, pk: object) -> Question:
    """A question put to a group, for the clerk; before its paper is tabled there is none."""
    questions = Question.objects.filter(placement__tabled_at__isnull=False).select_related(
        "forum",
        "placement__meeting__forum",
        "placement__agenda_item",
        "placement__recommendation__paper",
        "placement__recommendation__matter",
    )
    return get_object_or_404(questions, forum__slug=slug, pk=pk)


def item_for(slug: str, pk: object) -> AgendaItem:
    """An item of an agenda, for the clerk."""
    items = AgendaItem.objects.select_related("forum", "meeting__forum")
    return get_object_or_404(items, forum__slug=slug, pk=pk)


def procedure_asked(request: HttpRequest, item: AgendaItem) -> Procedure:
    """What the members are to vote on: as the address says, or as usual under such an item."""
    asked = request.POST.get("procedure") or request.GET.get("procedure")
    if asked in Procedure.values:
        return Procedure(asked)
    return USUAL.get(ItemKind(item.kind), Procedure.ADOPT_PROCEDURE)


def opening_page(item: AgendaItem, question: Question | None, procedure: str) -> str:
    """Where the ballot on a question, or on procedure, is opened."""
    name, on = ("ballot_open", question) if question else ("procedural_ballot_open", item)
    address = reverse(f"decisions:{name}", args=[item.forum.slug, on.pk])
    return address if question else f"{address}?procedure={procedure}"


def ballot_for(request: HttpRequest, slug: str, pk: object) -> Ballot:
    """A ballot: for those inside the forum, and for all once the minutes are published."""
    ballots = Ballot.objects.with_turnout().select_related(
        "forum",
        "agenda_item__meeting__forum",
        "agenda_item__meeting__minutes",
        f"{_PUT}__paper",
        "outcome",
    )
    ballot = get_object_or_404(ballots, forum__slug=slug, pk=pk)
    if not (has_public_minutes(ballot.meeting) or is_inside(request.user, ballot.forum)):
        raise Http404
    return ballot


def ballot_to_vote_in(
    request: HttpRequest, slug: str, pk: object
) -> tuple[Ballot, RegisterEntry | None]:
    """A ballot and the line of its register that the person stands on; none for a guest inside."""
    ballots = Ballot.objects.select_related("forum", "agenda_item__meeting", f"{_PUT}__paper")
    ballot = get_object_or_404(ballots, forum__slug=slug, pk=pk)
    entry = entry_of(ballot, request.user)
    if entry is None and not is_inside(request.user, ballot.forum):
        raise Http404
    return ballot, entry


def meeting_to_record(request: HttpRequest, slug: str, pk: object) -> Meeting:
    """A meeting whose attendance may still be put right; its minutes are not agreed yet."""
    meeting = meeting_for(request, slug, pk)
    may_record_presence(minutes_are_agreed=has_agreed_minutes(meeting)).insist()
    return meeting


def meeting_to_follow(request: HttpRequest, slug: str, pk: object) -> Meeting:
    """A meeting, for those inside the forum and those who may sit there as a substitute."""
    meetings = Meeting.objects.select_related("forum__trail_head", "current_item")
    meeting = get_object_or_404(meetings, forum__slug=slug, pk=pk)
    if not is_inside(request.user, meeting.forum):
        stands_in = Substitution.objects.current(meeting.held_on).filter(person=request.user.pk)
        if not (meeting.is_public and stands_in.filter(forum=meeting.forum).exists()):
            raise Http404
    return meeting


def ballot_to_cast_in(request: HttpRequest, slug: str, pk: object) -> Ballot:
    """A ballot, for the clerk and for who presides over its meeting."""
    ballot = ballot_for(request, slug, pk)
    is_clerk = is_any_of(request.user, ballot.forum, Role.CLERK)
    if not is_clerk and request.user != presiding_over(ballot.meeting):
        raise PermissionDenied
    return ballot


def void_before(ballot: Ballot) -> QuerySet[Ballot]:
    """Ballots on the same that were made void before this one."""
    on = {"question": ballot.question_id} if ballot.question_id else {"question": None}
    same = Ballot.objects.filter(agenda_item=ballot.agenda_item_id, procedure=ballot.procedure)
    return same.filter(voided_at__isnull=False, **on).exclude(pk=ballot.pk)


def outcome_for(request: HttpRequest, slug: str, pk: object) -> Outcome:
    """An outcome: for those inside the forum, and for all once the minutes are published."""
    inside = is_inside(request.user, forum_for(slug))
    outcomes = with_what_followed(with_money(Outcome.objects.all(), inside=inside))
    outcomes = outcomes.select_related(
        "forum",
        "question__placement__meeting__minutes",
        "question__placement__recommendation__matter__forum",
    )
    outcome = get_object_or_404(outcomes, forum__slug=slug, pk=pk)
    if not (inside or has_public_minutes(outcome.meeting)):
        raise Http404
    return outcome


def external_for(request: HttpRequest, slug: str, pk: object) -> ExternalStep:
    """What a body outside was asked about an outcome, for whoever may read that."""
    steps = ExternalStep.objects.select_related(
        "forum",
        "outcome__forum",
        "outcome__ballot",
        "outcome__question__placement__meeting__minutes",
        "outcome__question__placement__agenda_item",
        "outcome__question__placement__recommendation__matter",
    )
    step = get_object_or_404(steps, forum__slug=slug, pk=pk)
    if not (is_inside(request.user, step.forum) or has_public_minutes(step.outcome.meeting)):
        raise Http404
    return step


def minutes_of(request: HttpRequest, slug: str, pk: object) -> tuple[Meeting, Minutes | None]:
    """A meeting and its minutes: what is not published only for those who work on it."""
    meeting = meeting_for(request, slug, pk)
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is not None:
        minutes.meeting, minutes.forum = meeting, meeting.forum
    is_public = minutes is not None and minutes.is_public
    if not (is_public or sees_drafts_of(request, meeting)):
        raise Http404
    return meeting, minutes


def meeting_of_log(request: HttpRequest, slug: str, pk: object) -> Meeting:
    """A meeting with its decisions: inside at once, for all when its minutes are published."""
    meeting = meeting_for(request, slug, pk)
    return meeting if is_inside(request.user, meeting.forum) else minutes_of(request, slug, pk)[0]


def minutes_for(slug: str, pk: object) -> Minutes:
    """The minutes of a meeting, for whoever works on them."""
    minutes = Minutes.objects.select_related("forum", "meeting__forum")
    return get_object_or_404(minutes, forum__slug=slug, meeting=pk)


def minute_item_for(slug: str, pk: object) -> MinuteItem:
    """What the minutes say about one item, for the clerk."""
    items = MinuteItem.objects.select_related("forum", "minutes__meeting", "agenda_item")
    return get_object_or_404(items, forum__slug=slug, pk=pk)


def action_for(request: HttpRequest, slug: str, pk: object) -> Action:
    """An action: for its owner and those inside, and for all once the minutes are published."""
    actions = Action.objects.select_related(
        "forum",
        "meeting__minutes",
        "agenda_item",
        "matter",
        "owner",
        "due_meeting",
        "settles",
        "outcome__forum",
        "superseded_by",
    )
    action = get_object_or_404(actions, forum__slug=slug, pk=pk)
    is_theirs = request.user.is_authenticated and is_own(action, request.user)
    if not (is_theirs or is_inside(request.user, action.forum)):
        return get_object_or_404(Action.objects.public(), pk=action.pk) and action
    return action


def matter_for(request: HttpRequest, slug: str, pk: object) -> Matter:
    """A matter: for those inside the forum, and for all once anything of it is published."""
    matters = Matter.objects.select_related("forum").filter(forum__slug=slug)
    matter = get_object_or_404(matters, pk=pk)
    if not is_inside(request.user, matter.forum) and not is_public_matter(matter):
        return get_object_or_404(matters.none())
    return matter


def review_for(request: HttpRequest, slug: str, pk: object) -> Matter:
    """A matter to be reviewed, for those inside the forum."""
    matters = Matter.objects.select_related("forum").filter(forum__slug=slug)
    matter = get_object_or_404(matters, pk=pk)
    if not is_inside(request.user, matter.forum):
        return get_object_or_404(matters.none())
    return matter


def scope_for(request: HttpRequest, slug: str, kind: str, key: str) -> Scope:
    """What is to be reviewed, for those inside the forum."""
    forum = forum_asked(request, slug)
    if not is_inside(request.user, forum):
        raise Http404
    scope = scope_named(forum, kind, key)
    if scope is None:
        raise Http404
    return scope


def line_for(slug: str, pk: object) -> BudgetLine:
    """A budget line; which lines there are is no secret."""
    lines = BudgetLine.objects.select_related("forum")
    return get_object_or_404(lines, forum__slug=slug, pk=pk)


def executive_for(request: HttpRequest, slug: str, pk: object) -> ExecutiveDecision:
    """An executive decision: for those inside, and for all once it is reported to a meeting."""
    decisions = ExecutiveDecision.objects.select_related(
        "forum", "matter", "budget_line", "reported_to__forum"
    )
    decision = get_object_or_404(decisions, forum__slug=slug, pk=pk)
    if is_inside(request.user, decision.forum):
        return decision
    return get_object_or_404(decisions.public(), pk=decision.pk)


def notices_of(decision: ExecutiveDecision) -> QuerySet[PublishedDocument]:
    """The published notices of a decision, newest first, without their bytes."""
    notices = PublishedDocument.objects.defer("content")
    kind = DocumentKind.EXECUTIVE_NOTICE
    return notices.filter(forum=decision.forum, about=decision.pk, kind=kind).order_by("-edition")


def condition_for(slug: str, pk: object) -> Condition:
    """Something that a decision hangs on, for those who mark it."""
    conditions = Condition.objects.select_related(
        "forum", "executive_decision__forum", "outcome__forum", "outcome__question__placement"
    )
    return get_object_or_404(conditions, forum__slug=slug, pk=pk)


def document_for(slug: str, pk: object) -> PublishedDocument:
    """What was published to everybody is public for ever."""
    public = PublishedDocument.objects.for_everybody()
    return get_object_or_404(public, forum__slug=slug, pk=pk)


def has_public_minutes(meeting: Meeting) -> bool:
    """Whether everybody may read what the meeting decided."""
    if meeting.is_historic:
        return meeting.is_public
    minutes: Minutes | None = getattr(meeting, "minutes", None)
    return minutes is not None and minutes.is_public


def sees_drafts_of(request: HttpRequest, meeting: Meeting) -> bool:
    """Whether the person may read minutes that are still being written, as the request knows."""
    here = roles_of(request.user, meeting.forum)
    return works_in(request.user, meeting.forum) or here["is_chair"]
