"""Recording what the forum resolved, from which money, and what follows from it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from decisions.choices import ActionOrigin, DecisionEvent, LinkKind, Result, Settlement
from decisions.models import Action, Outcome
from decisions.models.ballots.ballot_facts import standing_ballot
from decisions.models.ballots.entries import entries_for
from decisions.models.facts import outcome_facts
from decisions.models.room.drafts import AwardDraft, OutcomeDraft
from decisions.rules.outcomes import may_record
from decisions.rules.results import OutcomeFacts
from decisions.search import keep_outcome
from decisions.workflow.coming_back import end_what_is_renewed, write_down_authority
from decisions.workflow.following_up import next_reference, set_action
from decisions.workflow.settling import (
    award_money,
    link_decisions,
    move_balances,
    record_about,
    settle_source,
)
from forum.choices import ReturningKind, Role
from forum.locks import lock_row
from forum.models import Meeting, Person, ReturningBusiness
from forum.money import pounds
from forum.permissions import require
from forum.rules.ruling import Ruling
from papers.models import Question
from papers.models.electorate import Room

__all__ = [
    "AwardDraft",
    "OutcomeDraft",
    "facts_on",
    "link_decisions",
    "record_outcome",
    "ruling_on",
]


@transaction.atomic
def record_outcome(question: Question, draft: OutcomeDraft, *, by: Person, on: date) -> Outcome:
    """Record the one outcome of a question, with its source or with who will settle it."""
    require(by, question.forum, Role.CLERK)
    lock_row(question.placement.meeting)
    lock_row(question)
    ruling_on(question, draft).insist()
    outcome = Outcome(
        forum=question.forum,
        question=question,
        ballot=standing_ballot(question),
        result=draft.result,
        resolution=draft.resolution or question.placement.recommendation.text,
        comments=draft.comments,
        amount_agreed=draft.amount_agreed,
        cost_effect=draft.cost_effect,
        settlement=_settlement(draft),
        deferred_to=draft.deferred_to,
        decided_on=on,
        decided_at=timezone.now(),
        decided_by=by,
    ).keep()
    sentence = _sentence(outcome, unsettled=draft.unsettled)
    resolved = {"resolution": outcome.resolution, "deferred_to": outcome.deferred_to_id}
    record_about(DecisionEvent.OUTCOME_RECORDED, sentence, outcome, by=by, on=on, **resolved)
    if draft.awards:
        award_money(outcome, draft.awards, by=by, on=on)
    if draft.unsettled:
        _leave_unsettled(outcome, draft, by=by, on=on)
    elif outcome.is_carried:
        move_balances(outcome, question, by=by, on=on)
    _came_back(outcome, by=by)
    if draft.deferred_to:
        _return(outcome, ReturningKind.DEFERRAL, due=draft.deferred_to)
    for earlier in draft.settles:
        settle_source(outcome, earlier, by=by, on=on)
    for earlier in draft.ratifies:
        link_decisions(outcome, earlier, LinkKind.RATIFIES, by=by, on=on)
    keep_outcome(outcome)
    end_what_is_renewed(outcome, by)
    write_down_authority(outcome, by, on=on)
    return outcome


def ruling_on(question: Question, draft: OutcomeDraft) -> Ruling:
    """Whether the outcome may be recorded as entered; its warnings are for the page to show."""
    return may_record(facts_on(question, draft))


def facts_on(
    question: Question, draft: OutcomeDraft, *, within: Room | None = None
) -> OutcomeFacts:
    """The question as the rules see it, with the outcome as it is entered so far."""
    entries = entries_for(question, in_the_room=True, within=within)
    eligible = sum(entry.is_eligible for entry in entries)
    return outcome_facts(question, draft, eligible_present=eligible)


def _settlement(draft: OutcomeDraft) -> Settlement:
    """Awards come after the outcome, and only then does the database let it stand as settled."""
    open_question = bool(draft.awards) or draft.unsettled
    return Settlement.UNSETTLED if open_question else Settlement.NOT_APPLICABLE


def _leave_unsettled(outcome: Outcome, draft: OutcomeDraft, *, by: Person, on: date) -> None:
    """Agreed in principle: nothing may be spent, somebody settles it, and it comes back."""
    placement = outcome.question.placement
    action = Action(
        forum=outcome.forum,
        reference=next_reference(placement.meeting),
        origin=ActionOrigin.DECISION,
        meeting=placement.meeting,
        agenda_item=placement.agenda_item,
        matter_id=placement.recommendation.matter_id,
        settles=outcome,
        text=draft.action_text or f"Bring the funding source of {outcome.question} to the forum.",
        owner=draft.action_owner,
        owner_post=draft.action_owner.post if draft.action_owner else "",
        due_on=draft.action_due_on,
        due_meeting=draft.action_due_meeting,
        set_on=on,
    )
    set_action(action, by=by, on=on)
    _return(outcome, ReturningKind.UNSETTLED_SOURCE, due=draft.action_due_meeting)


def _return(outcome: Outcome, kind: ReturningKind, *, due: Meeting | None) -> None:
    recommendation = outcome.question.placement.recommendation
    ReturningBusiness(
        forum=outcome.forum,
        kind=kind,
        sentence=f"{recommendation.matter.title}: {recommendation.label} of "
        f"{outcome.decided_on:%-d %B %Y}, {ReturningKind(kind).label.lower()}",
        about=outcome.pk,
        business=recommendation.pk,
        arose_at=outcome.meeting,
        due_meeting=due,
    ).keep()


def _came_back(outcome: Outcome, *, by: Person) -> None:
    """What was deferred has been before the forum again, so it waits no more."""
    question = outcome.question
    deferred = Outcome.objects.filter(
        result=Result.DEFERRED,
        question__group=question.group,
        question__placement__recommendation=question.placement.recommendation_id,
    ).exclude(pk=outcome.pk)
    waiting = ReturningBusiness.objects.waiting().filter(kind=ReturningKind.DEFERRAL)
    waiting.filter(about__in=deferred.values("pk")).update(
        settled_at=timezone.now(), settled_by=by
    )


def _sentence(outcome: Outcome, *, unsettled: bool) -> str:
    agreed = f", {pounds(outcome.amount_agreed)}" if outcome.amount_agreed is not None else ""
    in_principle = ", source not yet settled" if unsettled else ""
    return f"{outcome.question}: {outcome.get_result_display().lower()}{agreed}{in_principle}"
