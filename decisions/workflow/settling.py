"""Awarding money, and settling the source of what was agreed in principle."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from decisions.choices import DecisionEvent, LinkKind, Settlement
from decisions.models import Award, DecisionLink, Outcome
from decisions.models.room.drafts import AwardDraft
from decisions.models.threads.references import LATER_WORDS
from decisions.rules.standing import UNDOING
from decisions.workflow.coming_back import write_down_authority, write_down_reversed
from decisions.workflow.standing import write_down_standing
from forum import audit
from forum.choices import ReturningKind, Role
from forum.models import Person
from forum.money import pounds
from forum.permissions import require
from forum.workflow.meetings import end_waiting
from papers.models import Commitment, FundingOption, Question
from papers.workflow.balances import write_down_moves
from papers.workflow.funding import close_options


@transaction.atomic
def award_money(outcome: Outcome, drafts: tuple[AwardDraft, ...], *, by: Person, on: date) -> None:
    """Award the money; once it adds up to the amount agreed, the source is settled."""
    require(by, outcome.forum, Role.CLERK)
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
        record_about(
            DecisionEvent.SOURCE_DECIDED,
            f"{outcome.question}: {pounds(award.amount)} from "
            f"{award.get_source_display().lower()}, {award.budget_line.name}, "
            f"{award.financial_year}{_until(award.until_on)}",
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
    letters = {award.option.letter for award in awards if award.option}
    if letters:
        close_options(_options_of(outcome.question), chosen=letters, on=on)


@transaction.atomic
def move_balances(outcome: Outcome, asked: Question, *, by: Person, on: date) -> None:
    """What a question asks to be moved between de-delegated lines takes effect by the outcome."""
    require(by, outcome.forum, Role.CLERK)
    moves = write_down_moves(
        asked.placement.recommendation,
        asked.option_groups,
        outcome=outcome.pk,
        agreed=outcome.amount_agreed,
        on=on,
    )
    for move in moves:
        record_about(
            DecisionEvent.BALANCE_MOVED,
            f"{asked}: {pounds(move.amount_decided)} moved, {move.get_kind_display().lower()}, "
            f"from {move.from_line.name} {move.from_year} to "
            f"{f'{move.to_line.name} {move.to_year}' if move.to_line else 'the schools'}",
            outcome,
            by=by,
            on=on,
            move=move.pk,
            kind=move.kind,
            amount=move.amount_decided,
        )


@transaction.atomic
def link_decisions(
    later: Outcome, earlier: Outcome, kind: LinkKind, *, by: Person, on: date
) -> DecisionLink:
    """Say how a later decision bears on an earlier one."""
    require(by, later.forum, Role.CLERK)
    link = DecisionLink(forum=later.forum, later=later, earlier=earlier, kind=kind).keep()
    record_about(
        DecisionEvent.DECISIONS_LINKED,
        f"{later.question} of {later.decided_on:%-d %B %Y} {link.get_kind_display().lower()} "
        f"{earlier.question} of {earlier.decided_on:%-d %B %Y}",
        later,
        by=by,
        on=on,
        earlier=earlier.pk,
        kind=str(kind),
    )
    write_down_authority(earlier, by, on=on)
    write_down_standing(earlier, on=on)
    if kind in UNDOING:
        _waits_no_more(link, by=by, on=on)
        write_down_reversed(earlier)
    return link


@transaction.atomic
def settle_source(outcome: Outcome, earlier: Outcome, *, by: Person, on: date) -> None:
    """A decision with awards settles the source of an earlier one, and ends its waiting."""
    require(by, outcome.forum, Role.CLERK)
    link = link_decisions(outcome, earlier, LinkKind.SETTLES_SOURCE, by=by, on=on)
    days = (outcome.decided_on - earlier.decided_on).days
    _close_offers(outcome, earlier)
    move_balances(outcome, earlier.question, by=by, on=on)
    _waits_no_more(link, by=by, on=on)
    record_about(
        DecisionEvent.SOURCE_SETTLED,
        f"The funding source of {earlier.question}, agreed on {earlier.decided_on:%-d %B %Y}, "
        f"settled after {days} days",
        earlier,
        by=by,
        on=on,
        settled_by=outcome.pk,
        days=days,
    )


def _waits_no_more(link: DecisionLink, *, by: Person, on: date) -> None:
    """What was to bring the source of the earlier decision to an agenda is done."""
    earlier, now = link.earlier, timezone.now()
    end_waiting(earlier.pk, by, ReturningKind.UNSETTLED_SOURCE)
    how = LATER_WORDS[LinkKind(link.kind)]
    for action in earlier.settling_actions.open():
        action.closed_at, action.closed_by, action.closed_on = now, by, on
        action.evidence = f"{how} the decision of {link.later.decided_on:%-d %B %Y}."
        action.save(update_fields=["closed_at", "closed_by", "closed_on", "evidence"])
        record_about(
            DecisionEvent.ACTION_CLOSED,
            f"Action {action.reference} closed: {action.evidence}",
            earlier,
            by=by,
            on=on,
            action=action.pk,
        )


def _options_of(question: Question) -> list[FundingOption]:
    """The options that this group answered: for a de-delegation, those of its own schools."""
    options = question.placement.recommendation.options.all()
    return [each for each in options if each.group in question.option_groups]


def _close_offers(outcome: Outcome, earlier: Outcome) -> None:
    """The earlier options are resolved too: chosen where the money came from, else not."""
    taken = {(award.source, award.budget_line_id) for award in outcome.awards.all()}
    options = _options_of(earlier.question)
    chosen = {each.letter for each in options if (each.source, each.budget_line_id) in taken}
    close_options(options, chosen=chosen, on=outcome.decided_on)


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


def _until(day: date | None) -> str:
    return f", until {day:%-d %B %Y}" if day else ""


def record_about(
    event: str, sentence: str, outcome: Outcome, *, by: Person, on: date, **facts: Any
) -> None:
    """Add an entry about an outcome, with what it resolved."""
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
