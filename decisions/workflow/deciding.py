"""Recording what the forum resolved, from which money, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from decisions.choices import DecisionEvent, LinkKind, Result, Settlement
from decisions.models import Action, Award, DecisionLink, Outcome
from decisions.models.ballot_facts import standing_ballot
from decisions.models.facts import outcome_facts
from decisions.rules.outcomes import may_record
from decisions.rules.results import OutcomeFacts
from decisions.workflow.following_up import next_reference, set_action
from decisions.workflow.voting import entries_for
from forum import audit
from forum.choices import ReturningKind, Role
from forum.locks import lock_row
from forum.models import Meeting, Person, ReturningBusiness
from forum.money import pounds
from forum.permissions import require
from forum.rules.ruling import Ruling
from papers.models import BudgetLine, Commitment, FundingOption, Question
from papers.workflow.funding import close_options


@dataclass(frozen=True)
class AwardDraft:
    """Money as the clerk enters it, before it is recorded."""

    source: str
    budget_line: BudgetLine | None
    amount: Decimal | None
    financial_year: str
    from_on: date | None = None
    until_on: date | None = None
    option: FundingOption | None = None
    assumption: str = ""


@dataclass(frozen=True)
class OutcomeDraft:
    """An outcome as the clerk enters it, before the gate has looked at it."""

    result: Result
    resolution: str = ""
    comments: str = ""
    amount_agreed: Decimal | None = None
    cost_effect: str = ""
    awards: tuple[AwardDraft, ...] = ()
    unsettled: bool = False
    action_text: str = ""
    action_owner: Person | None = None
    action_due_on: date | None = None
    action_due_meeting: Meeting | None = None
    deferred_to: Meeting | None = None
    settles: tuple[Outcome, ...] = ()
    """Earlier outcomes, agreed in principle, whose source this one settles."""
    ratifies: tuple[Outcome, ...] = ()
    """Earlier views of an inquorate forum that this one ratifies."""


@transaction.atomic
def record_outcome(question: Question, draft: OutcomeDraft, *, by: Person, on: date) -> Outcome:
    """Record the one outcome of a question; what is carried names its source, or who will settle it."""
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
    _record(DecisionEvent.OUTCOME_RECORDED, sentence, outcome, by=by, on=on, **resolved)
    if draft.awards:
        _award(outcome, draft.awards, by=by, on=on)
    if draft.unsettled:
        _leave_unsettled(outcome, draft, by=by, on=on)
    _came_back(outcome, by=by)
    if draft.deferred_to:
        _return(outcome, ReturningKind.DEFERRAL, due=draft.deferred_to)
    for earlier in draft.settles:
        _settle(outcome, earlier, by=by, on=on)
    for earlier in draft.ratifies:
        link_decisions(outcome, earlier, LinkKind.RATIFIES, by=by, on=on)
    return outcome


def ruling_on(question: Question, draft: OutcomeDraft) -> Ruling:
    """Whether the outcome may be recorded as entered; its warnings are for the page to show."""
    return may_record(facts_on(question, draft))


def facts_on(question: Question, draft: OutcomeDraft) -> OutcomeFacts:
    """The question as the rules see it, with the outcome as it is entered so far."""
    entries = entries_for(question, in_the_room=True)
    eligible = sum(entry.is_eligible for entry in entries)
    return outcome_facts(question, draft, eligible_present=eligible)


@transaction.atomic
def link_decisions(
    later: Outcome, earlier: Outcome, kind: LinkKind, *, by: Person, on: date
) -> DecisionLink:
    """Say how a later decision bears on an earlier one."""
    require(by, later.forum, Role.CLERK)
    link = DecisionLink(forum=later.forum, later=later, earlier=earlier, kind=kind).keep()
    _record(
        DecisionEvent.DECISIONS_LINKED,
        f"{later.question} of {on:%-d %B %Y} {link.get_kind_display().lower()} "
        f"{earlier.question} of {earlier.decided_on:%-d %B %Y}",
        later,
        by=by,
        on=on,
        earlier=earlier.pk,
        kind=str(kind),
    )
    return link


def _settlement(draft: OutcomeDraft) -> Settlement:
    """Awards come after the outcome, and only then does the database let it stand as settled."""
    open_question = bool(draft.awards) or draft.unsettled
    return Settlement.UNSETTLED if open_question else Settlement.NOT_APPLICABLE


def _award(outcome: Outcome, drafts: tuple[AwardDraft, ...], *, by: Person, on: date) -> None:
    awards = [
        Award(
            forum=outcome.forum,
            outcome=outcome,
            option=draft.option,
            source=draft.source,
            budget_line=draft.budget_line,
            amount=draft.amount,
            financial_year=draft.financial_year,
            from_on=draft.from_on,
            until_on=draft.until_on,
            assumption=draft.assumption,
        ).keep()
        for draft in drafts
    ]
    outcome.settlement = Settlement.SETTLED
    outcome.save(update_fields=["settlement"])
    for award in awards:
        _commit(award, on=on)
        _record(
            DecisionEvent.SOURCE_DECIDED,
            f"{outcome.question}: {pounds(award.amount)} from {award.get_source_display().lower()}, "
            f"{award.budget_line.name}, {award.financial_year}{_until(award.until_on)}",
            outcome,
            by=by,
            on=on,
            award=award.pk,
            line=award.budget_line_id,
            source=award.source,
            source_label=award.get_source_display(),
            budget_line=award.budget_line.name,
            amount=award.amount,
            financial_year=award.financial_year,
            until_on=award.until_on,
            assumption=award.assumption,
        )
    recommendation = outcome.question.placement.recommendation
    letters = {award.option.letter for award in awards if award.option}
    if letters:
        close_options(_options_of(outcome.question, recommendation), chosen=letters)


def _options_of(question: Question, recommendation: object) -> list[FundingOption]:
    """The options that this group answered: for a de-delegation, those of its own schools."""
    return [o for o in recommendation.options.all() if o.group in {"", question.group}]


def _commit(award: Award, *, on: date) -> None:
    """Enter the award on its budget line, so that drafting shows what is left."""
    recommendation = award.outcome.question.placement.recommendation
    Commitment(
        forum=award.forum,
        budget_line=award.budget_line,
        financial_year=award.financial_year,
        source=award.source,
        amount=award.amount,
        award=award.pk,
        outcome=award.outcome_id,
        matter_id=recommendation.matter_id,
        decided_on=on,
        until_on=award.until_on,
        title=f"{recommendation.matter.title}: {award.outcome.question}"[:300],
    ).keep()


def _leave_unsettled(outcome: Outcome, draft: OutcomeDraft, *, by: Person, on: date) -> None:
    """Agreed in principle: no authority to spend, an owned and dated action, and back on every agenda."""
    placement = outcome.question.placement
    action = Action(
        forum=outcome.forum,
        reference=next_reference(placement.meeting),
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


def _settle(outcome: Outcome, earlier: Outcome, *, by: Person, on: date) -> None:
    link_decisions(outcome, earlier, LinkKind.SETTLES_SOURCE, by=by, on=on)
    days = (outcome.decided_on - earlier.decided_on).days
    now = timezone.now()
    ReturningBusiness.objects.waiting().filter(about=earlier.pk).update(
        settled_at=now, settled_by=by
    )
    for action in earlier.settling_actions.open():
        action.closed_at, action.closed_by, action.closed_on = now, by, on
        action.evidence = f"Source settled by the decision of {on:%-d %B %Y}."
        action.save(update_fields=["closed_at", "closed_by", "closed_on", "evidence"])
        _record(
            DecisionEvent.ACTION_CLOSED,
            f"Action {action.reference} closed: {action.evidence}",
            earlier,
            by=by,
            on=on,
            action=action.pk,
        )
    _record(
        DecisionEvent.SOURCE_SETTLED,
        f"The funding source of {earlier.question}, agreed on {earlier.decided_on:%-d %B %Y}, "
        f"settled after {days} days",
        earlier,
        by=by,
        on=on,
        settled_by=outcome.pk,
        days=days,
    )


def _sentence(outcome: Outcome, *, unsettled: bool) -> str:
    agreed = f", {pounds(outcome.amount_agreed)}" if outcome.amount_agreed is not None else ""
    in_principle = ", source not yet settled" if unsettled else ""
    return f"{outcome.question}: {outcome.get_result_display().lower()}{agreed}{in_principle}"


def _until(day: date | None) -> str:
    return f", until {day:%-d %B %Y}" if day else ""


def _record(
    event: str, sentence: str, outcome: Outcome, *, by: Person, on: date, **facts: Any
) -> None:
    ballot = outcome.ballot
    audit.record(
        event,
        sentence,
        forum=outcome.forum,
        by=by,
        on=on,
        about=outcome,
        matter=outcome.question.placement.recommendation.matter_id,
        result=outcome.result,
        amount_agreed=outcome.amount_agreed,
        group=outcome.question.group,
        ballot=ballot.pk if ballot else None,
        **facts,
    )
