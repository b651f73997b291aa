"""What the rules of deciding and minuting need to know, read from the record."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from decisions.choices import BallotStatus, Method, Procedure, Result, Settlement
from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.ballot_facts import ballot_facts, is_carried, standing_ballot, where
from decisions.models.ballots.voting import RegisterEntry
from decisions.models.following.action import Action
from decisions.models.minuting.minutes import Minutes
from decisions.models.outcomes.outcome import Award, Outcome
from decisions.models.room.drafts import AwardDraft, OutcomeDraft
from decisions.rules.actions import ActionFacts
from decisions.rules.effect import EffectRow
from decisions.rules.minutes import (
    BallotRecord,
    MinutedQuestionFacts,
    MinutesFacts,
    VoteOnMinutes,
)
from decisions.rules.money import AwardFacts, MoneyFacts, OfferFacts
from decisions.rules.results import UNDECIDED, OutcomeFacts
from forum.models import Meeting
from papers.choices import Source
from papers.models import Question


def outcome_facts(
    question: Question, draft: OutcomeDraft, *, eligible_present: int | None
) -> OutcomeFacts:
    """An outcome about to be recorded, as the clerk entered it."""
    recommendation = question.placement.recommendation
    meeting = question.placement.meeting
    return OutcomeFacts(
        where=where(question),
        group_label=question.get_group_display(),
        result=Result(draft.result),
        forum_role=question.placement.kind.forum_role,
        meeting_stage=meeting.stage,
        meeting_on=meeting.held_on,
        is_tabled=question.placement.tabled_at is not None,
        has_outcome=hasattr(question, "outcome"),
        has_schools=question.has_schools,
        eligible_present=eligible_present,
        ballot=ballot_facts(standing_ballot(question)),
        money=draft_money(question, draft),
        resolution_changed=_changed(draft.resolution, recommendation.text),
        cost_effect=draft.cost_effect,
        deferred_to_on=draft.deferred_to.held_on if draft.deferred_to else None,
        ratifies_earlier=bool(draft.ratifies),
        ratifies_view=all(each.result in UNDECIDED for each in draft.ratifies),
        settles_earlier=bool(draft.settles),
    )


def draft_money(question: Question, draft: OutcomeDraft) -> MoneyFacts:
    """The money of an outcome as the clerk entered it."""
    action = None
    if draft.unsettled:
        due = draft.action_due_on or (
            draft.action_due_meeting.held_on if draft.action_due_meeting else None
        )
        action = ActionFacts(
            text=draft.action_text, has_owner=draft.action_owner is not None, due_on=due
        )
    return MoneyFacts(
        seeks_resources=question.placement.recommendation.seeks_resources,
        amount_asked=question.amount_asked,
        amount_agreed=draft.amount_agreed,
        awards=tuple(award_facts(award, line_left=_left(award)) for award in draft.awards),
        unsettled=draft.unsettled,
        action=action,
        offers=_offers(question),
    )


def recorded_money(outcome: Outcome) -> MoneyFacts:
    """The money of an outcome as it stands in the record."""
    question = outcome.question
    settling = list(outcome.settling_actions.all())
    action = next((each for each in settling if each.is_open), settling[0] if settling else None)
    return MoneyFacts(
        seeks_resources=question.placement.recommendation.seeks_resources,
        amount_asked=question.amount_asked,
        amount_agreed=outcome.amount_agreed,
        awards=tuple(award_facts(award) for award in outcome.awards.all()),
        unsettled=outcome.settlement == Settlement.UNSETTLED,
        action=action_facts(action) if action else None,
        offers=_offers(question),
    )


def action_facts(action: Action) -> ActionFacts:
    """An action as the rules see it."""
    return ActionFacts(
        text=action.text,
        has_owner=action.owner_id is not None,
        due_on=action.due_day,
        reference=action.reference,
        set_on=action.set_on,
        closed_on=action.closed_on,
        key=str(action.pk),
    )


def minutes_facts(minutes: Minutes, *, at_meeting: Meeting | None = None) -> MinutesFacts:
    """The minutes of a meeting, with all that was put and set there."""
    meeting = minutes.meeting
    open_ballots = Ballot.objects.filter(
        agenda_item__meeting=meeting, status__in=[BallotStatus.OPEN, BallotStatus.PREPARING]
    ).select_related("question__placement__recommendation")
    return MinutesFacts(
        stage=minutes.stage,
        meeting_on=meeting.held_on,
        meeting_stage=meeting.stage,
        questions=tuple(_minuted(question) for question in _put_there(meeting)),
        actions=tuple(
            action_facts(each) for each in meeting.actions.select_related("due_meeting")
        ),
        open_ballots=tuple(str(ballot) for ballot in open_ballots),
        agreed_at_meeting_on=at_meeting.held_on if at_meeting else None,
        agreed_at_meeting_stage=at_meeting.stage if at_meeting else None,
        votes=_votes_on_minutes(at_meeting) if at_meeting else (),
    )


def _votes_on_minutes(meeting: Meeting) -> tuple[VoteOnMinutes, ...]:
    closed = Ballot.objects.filter(
        agenda_item__meeting=meeting,
        procedure=Procedure.AGREE_MINUTES,
        status=BallotStatus.CLOSED,
    )
    return tuple(VoteOnMinutes(each.is_quorate, is_carried(each)) for each in closed)


def effect_row(outcome: Outcome) -> EffectRow:
    """One outcome as a row of the money that a set of outcomes comes to."""
    question = outcome.question
    return EffectRow(
        line=question.placement.recommendation.label,
        group=question.group,
        result=Result(outcome.result),
        amount_agreed=outcome.amount_agreed,
        settlement=Settlement(outcome.settlement),
    )


def _put_there(meeting: Meeting) -> QuerySet[Question]:
    """Every question that was tabled for the meeting, with what came of it, however many."""
    register = RegisterEntry.objects.filter(ballot=OuterRef("outcome__ballot"))
    put = Question.objects.filter(placement__meeting=meeting, placement__tabled_at__isnull=False)
    return (
        put.annotate(has_register=Exists(register))
        .select_related(
            "placement__recommendation",
            "placement__agenda_item",
            "outcome__ballot",
            "outcome__deferred_to",
        )
        .prefetch_related(
            "placement__recommendation__options",
            "outcome__awards__budget_line",
            "outcome__awards__option",
            "outcome__settling_actions__due_meeting",
            "outcome__links_to",
        )
        .order_by("placement__agenda_item__position", "placement", "position")
    )


def _minuted(question: Question) -> MinutedQuestionFacts:
    outcome = getattr(question, "outcome", None)
    place = f"Item {question.placement.agenda_item.number}, {where(question)}"
    if outcome is None:
        return MinutedQuestionFacts(where=place, result=None)
    ballot = outcome.ballot
    return MinutedQuestionFacts(
        where=place,
        result=Result(outcome.result),
        ballot=BallotRecord(
            has_register=getattr(question, "has_register", True),
            has_counts=ballot.votes_for is not None,
            is_quorate=ballot.is_quorate,
            method=Method(ballot.method),
        )
        if ballot
        else None,
        money=recorded_money(outcome),
        settled_since=any(link.ends_waiting for link in outcome.links_to.all()),
        deferred_to_on=outcome.deferred_to.held_on if outcome.deferred_to else None,
    )


def award_facts(award: Award | AwardDraft, *, line_left: Decimal | None = None) -> AwardFacts:
    """An award as the rules see it; what is left on its line matters until it is recorded."""
    return AwardFacts(
        source=Source(award.source) if award.source else None,
        budget_line=award.budget_line.name if award.budget_line else "",
        amount=award.amount,
        financial_year=award.financial_year,
        from_on=award.from_on,
        until_on=award.until_on,
        option_letter=award.option.letter if award.option else "",
        line_left=line_left,
    )


def _left(award: AwardDraft) -> Decimal | None:
    if award.budget_line is None or not award.financial_year:
        return None
    return award.budget_line.left(award.financial_year)


def _offers(question: Question) -> tuple[OfferFacts, ...]:
    options = question.placement.recommendation.options.all()
    return tuple(
        OfferFacts(option.letter, Source(option.source))
        for option in options
        if option.group in question.option_groups
    )


def _changed(resolution: str, tabled: str) -> bool:
    return bool(resolution.strip()) and resolution.split() != tabled.split()
