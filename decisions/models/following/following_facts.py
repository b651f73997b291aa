"""What follows a decision, as the rules of linking, conditions and bodies outside see it."""

from __future__ import annotations

from datetime import date

from decisions.choices import (
    ConditionState,
    ExternalBody,
    ExternalResult,
    HappeningKind,
    ImplementationState,
    LinkKind,
    Result,
    Settlement,
)
from decisions.models.ballots.ballot_facts import has_agreed_minutes
from decisions.models.outcomes.external import ExternalStep
from decisions.models.outcomes.happening import Happening
from decisions.models.outcomes.implementation import Implementation
from decisions.models.outcomes.outcome import Condition, DecisionLink, Outcome
from decisions.models.threads.log_row import LogRow, award_facts
from decisions.models.threads.references import reference
from decisions.rules.authority import last_day_of
from decisions.rules.conditions import MarkFacts, SetFacts
from decisions.rules.external import AnswerFacts, AskedFacts
from decisions.rules.happenings import HappeningFacts
from decisions.rules.implementing import SaidFacts
from decisions.rules.linking import BearingFacts, EndFacts
from decisions.rules.worth import Bearing, Hanging, Outside, WorthFacts


def bearing_facts(later: Outcome, earlier: Outcome, kind: LinkKind) -> BearingFacts:
    """Two decisions that are about to be linked."""
    links = DecisionLink.objects.filter(later=later, earlier=earlier, kind=kind)
    return BearingFacts(kind, _end(later), _end(earlier), is_linked=links.exists())


def asked_facts(step: ExternalStep) -> AskedFacts:
    """A body outside the forum that is about to be asked."""
    waiting = [each.body_name for each in step.outcome.external_steps.pending()]
    return AskedFacts(
        Result(step.outcome.result), ExternalBody(step.body), step.body_words, waiting
    )


def answer_facts(step: ExternalStep, *, is_answered: bool) -> AnswerFacts:
    """An answer as it is entered on its step."""
    return AnswerFacts(
        forum_result=Result(step.outcome.result),
        result=ExternalResult(step.result),
        is_answered=is_answered,
        asked_on=step.asked_on,
        decided_on=step.decided_on,
        amount=step.amount,
        text=step.text,
        overtakes=step.overtakes,
        evidence=step.evidence,
    )


def said_facts(said: Implementation) -> SaidFacts:
    """What is about to be said of carrying a decision out."""
    return SaidFacts(
        Result(said.outcome.result),
        said.outcome.decided_on,
        ImplementationState(said.state),
        said.said_on,
        said.words,
        said.evidence,
        is_overtaken=said.outcome.external_steps.overtaking().exists(),
    )


def set_facts(outcome: Outcome, text: str) -> SetFacts:
    """A condition that is about to be set on an outcome."""
    return SetFacts(
        text,
        Result(outcome.result),
        has_agreed_minutes(outcome.meeting),
        [each.text for each in outcome.conditions.all()],
    )


def mark_facts(
    condition: Condition, state: ConditionState, *, evidence: str, on: date
) -> MarkFacts:
    """A condition that is about to be marked."""
    decision = condition.outcome or condition.executive_decision
    return MarkFacts(state, on, evidence, decision.decided_on if decision else None)


def happening_facts(happening: Happening) -> HappeningFacts:
    """Something that is about to be entered in a matter."""
    return HappeningFacts(
        HappeningKind(happening.kind),
        happening.happened_on,
        happening.day_words,
        happening.from_on,
        happening.until_on,
        speaks_of_a_decision=happening.outcome is not None,
        as_printed=happening.as_printed,
        reads_as=happening.reads_as,
        evidence=happening.evidence_shown,
    )


def worth_facts(row: LogRow) -> WorthFacts:
    """An outcome with all that bears on it; reads only what was fetched with it."""
    outcome = row.outcome
    return WorthFacts(
        Result(outcome.result),
        Settlement(outcome.settlement),
        _until(row),
        outcome.deferred_to.held_on if outcome.deferred_to else None,
        tuple(
            Bearing(each.kind, each.reference, each.decided_on, each.reversed_on)
            for each in row.links_later
        ),
        tuple(
            Hanging(each.text, ConditionState(each.state), each.marked_on)
            for each in row.conditions
        ),
        tuple(
            Outside(
                each.body_name,
                ExternalResult(each.result),
                each.asked_on,
                each.decided_on,
                each.overtakes,
            )
            for each in row.external_steps
        ),
    )


def _until(row: LogRow) -> date | None:
    """The last day of its authority: by its own awards, or by those that settled its source."""
    settled = row.settled_by
    awards = row.awards or (list(settled.awards.all()) if settled else [])
    return last_day_of(tuple(award_facts(award) for award in awards))


def _end(outcome: Outcome) -> EndFacts:
    is_open = outcome.settlement == Settlement.UNSETTLED
    waits = is_open and Outcome.objects.unsettled().filter(pk=outcome.pk).exists()
    return EndFacts(
        str(outcome.pk),
        reference(outcome),
        outcome.decided_on,
        Result(outcome.result),
        Settlement(outcome.settlement),
        is_settled_later=is_open and not waits,
        is_quorate=outcome.ballot.is_quorate if outcome.ballot else False,
    )
