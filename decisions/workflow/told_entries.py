"""What the trail keeps of a record that was told from a file: one entry for each thing told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from decisions.choices import DecisionEvent
from decisions.models import (
    Action,
    Condition,
    ExecutiveDecision,
    ExternalStep,
    Happening,
    Implementation,
    Outcome,
)
from forum.models import Meeting
from forum.money import pounds
from papers.choices import PaperEvent
from papers.models import (
    Allocation,
    BudgetLine,
    FundingOption,
    Matter,
    NamedSource,
    Paper,
    Placement,
    Recommendation,
)
from papers.workflow.funding import TERMS


@dataclass(frozen=True)
class Entry:
    """An entry to be: its event and sentence, what it is about, and what it keeps."""

    event: str
    sentence: str
    about: Any
    matter: Any = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def entry_of(kind: str, record: Any) -> Entry | None:
    """The entry of a record of this kind; None where another entry keeps it."""
    write = _ENTRIES.get(kind)
    return write(record) if write else None


def shown(record: Any) -> dict[str, str]:
    """How it is evidenced."""
    return {"evidence_grade": record.evidence_grade, "evidence_shown": record.evidence_shown}


def _line(line: BudgetLine) -> Entry:
    sentence = f"{line.get_kind_display()} opened: {line.name}, {line.get_block_display().lower()}"
    facts = {
        "block": line.block,
        "kind": line.kind,
        "commitment_began_on": line.commitment_began_on,
    }
    return Entry(PaperEvent.LINE_OPENED, sentence, line, facts=facts)


def _allocation(allocation: Allocation) -> Entry:
    year, amount = allocation.financial_year, allocation.amount
    line = allocation.budget_line
    sentence = f"{line.name}: {pounds(amount)} allocated for {year}"
    facts = {"financial_year": year, "amount": amount}
    return Entry(PaperEvent.ALLOCATION_SET, sentence, line, facts=facts)


def _matter(matter: Matter) -> Entry:
    return Entry(PaperEvent.MATTER_OPENED, f"Matter opened: {matter.title}", matter, matter)


def _meeting(meeting: Meeting) -> Entry:
    facts = {
        "held_on": meeting.held_on,
        "day_basis": meeting.day_basis,
        "day_words": meeting.day_words,
    }
    return Entry(
        DecisionEvent.MEETING_TOLD, f"{meeting} entered from evidence", meeting, facts=facts
    )


def _recommendation(it: Recommendation) -> Entry:
    asks = f", asking for {pounds(it.amount)}" if it.seeks_resources else ""
    of = f" of {it.paper.title}" if it.paper else f" ({it.get_origin_display().lower()})"
    names = (
        "label", "text", "decision_type", "groups", "amount", "precision", "financial_year",
    )  # fmt: skip
    facts = {name: getattr(it, name) for name in names}
    sentence = f"{it}{of} entered{asks}"
    return Entry(PaperEvent.RECOMMENDATION_ADDED, sentence, it, it.matter_id, facts)


def _option(option: FundingOption) -> Entry:
    return option_entry(option, PaperEvent.OPTION_OFFERED, "offered")


def option_entry(option: FundingOption, event: str, verb: str) -> Entry:
    """What is kept of an option when it is offered, and when something becomes of it."""
    line = option.budget_line
    names = (
        "letter", "source", "amount", "financial_year", "from_on", "until_on", "service", "group",
        "status", "proposer", "note",
    )  # fmt: skip
    facts = {name: getattr(option, name) for name in names} | {
        "option": option.pk,
        "source_label": option.get_source_display(),
        "budget_line": line.name if line else "",
        "terms": {name: getattr(option, name) for name in TERMS},
    }
    sentence = (
        f"{option}, {option.get_source_display().lower()}"
        f"{f', {line.name}' if line else ''}, {pounds(option.amount)}: {verb}"
    )
    asked = option.recommendation
    return Entry(event, sentence, asked, asked.matter_id, facts)


def tabled_entry(placement: Placement) -> Entry:
    """That a recommendation without a paper, or one that came back, was before a meeting."""
    it, item = placement.recommendation, placement.agenda_item
    sentence = f"{it}: before the meeting of {placement.meeting.day_printed}, item {item.number}"
    facts = {"recommendations": [_put(placement)]}
    return Entry(PaperEvent.RECOMMENDATION_TABLED, sentence, it, it.matter_id, facts)


def paper_entry(paper: Paper, placements: Iterable[Placement]) -> Entry:
    """That a paper was before a meeting, with all that it asked."""
    item = paper.agenda_item
    on = f"{item.meeting.day_printed}, item {item.number}" if item else "a day not stated"
    sentence = f"{paper.title}: before the meeting of {on}"
    facts = {"version": paper.version, "recommendations": [_put(each) for each in placements]}
    return Entry(PaperEvent.PAPER_TABLED, sentence, paper, paper.matter_id, facts)


def _put(placement: Placement) -> dict[str, Any]:
    it = placement.recommendation
    groups = [question.group for question in placement.questions.all()]
    return {"recommendation": it.pk, "label": it.label, "text": it.text, "groups": groups}


def _named(named: NamedSource) -> Entry:
    where = f" ({named.where})" if named.where else ""
    meant = named.get_source_display().lower() if named.source else "none of the four"
    facts = {
        "words": named.words,
        "source": named.source,
        "where": named.where,
        "status": named.status,
        "named_on": named.named_on,
    } | shown(named)
    sentence = f"Funding source named: “{named.words}”{where}, {meant}"
    return Entry(PaperEvent.SOURCE_NAMED, sentence, named, named.matter_id, facts)


def _condition(condition: Condition) -> Entry:
    decision = condition.outcome or condition.executive_decision
    outcome, executive = condition.outcome, condition.executive_decision
    of, matter = str(executive), executive.matter_id if executive else None
    if outcome:
        of, matter = str(outcome.question), outcome.question.placement.recommendation.matter_id
    sentence = f"{of}: on condition that {condition.text}"
    facts = {"condition": condition.pk, "state": condition.state}
    return Entry(DecisionEvent.CONDITION_SET, sentence, decision, matter, facts)


def marked_entry(condition: Condition) -> Entry:
    """What has become of a condition."""
    told = _condition(condition)
    sentence = f"Condition {condition.get_state_display().lower()}: {condition.text}"
    facts = {"state": condition.state, "evidence": condition.evidence}
    return Entry(DecisionEvent.CONDITION_MARKED, sentence, condition, told.matter, facts)


def _action(action: Action) -> Entry:
    sentence = (
        f"Action {action.reference}: {action.text.rstrip('. ')}. "
        f"Owner: {action.owner_post or 'not stated'}. Due: {action.due_words}."
    )
    facts = {
        "owner": action.owner_id,
        "due_on": action.due_on,
        "due_meeting": action.due_meeting_id,
        "settles": action.settles_id,
    } | shown(action)
    return Entry(DecisionEvent.ACTION_SET, sentence, action, action.matter_id, facts)


def closed_entry(action: Action) -> Entry:
    """That an action was done, and what shows it."""
    sentence = f"Action {action.reference} closed: {action.evidence}"
    facts = {"evidence": action.evidence}
    return Entry(DecisionEvent.ACTION_CLOSED, sentence, action, action.matter_id, facts)


def _executive(decision: ExecutiveDecision) -> Entry:
    amount = f", {pounds(decision.amount)}" if decision.amount is not None else ""
    names = ("text", "delegation", "amount", "source", "key_reasons")
    facts = {name: getattr(decision, name) for name in names} | shown(decision)
    sentence = f"{decision} by {decision.decided_by_post}{amount}"
    return Entry(DecisionEvent.EXECUTIVE_DECISION, sentence, decision, decision.matter_id, facts)


def _happening(happening: Happening) -> Entry:
    names = ("kind", "text", "amount", "from_on", "until_on", "as_printed", "reads_as")
    facts = {name: getattr(happening, name) for name in names} | shown(happening)
    facts |= {"outcome": happening.outcome_id, "source_words": happening.source_words}
    sentence = f"{happening.get_kind_display()}, {happening.day_printed}: {happening.text}"
    return Entry(DecisionEvent.HAPPENING_ENTERED, sentence, happening, happening.matter_id, facts)


def _external(step: ExternalStep) -> Entry:
    decided = f": {step.get_result_display().lower()}" if not step.is_pending else ""
    event = DecisionEvent.EXTERNAL_ASKED if step.is_pending else DecisionEvent.EXTERNAL_DECIDED
    names = ("body", "asked", "result", "amount", "text", "overtakes", "evidence")
    facts = {name: getattr(step, name) for name in names}
    sentence = (
        f"{step.outcome.question}: {step.body_name} asked {step.asked.rstrip('. ')}{decided}"
    )
    return Entry(event, sentence, step, _matter_of(step.outcome), facts)


def _implementation(said: Implementation) -> Entry:
    state = said.get_state_display().lower()
    sentence = f"{said.outcome.question}: {state}"
    facts = {"state": said.state, "words": said.words, "evidence": said.evidence}
    matter = _matter_of(said.outcome)
    return Entry(DecisionEvent.IMPLEMENTATION_SAID, sentence, said.outcome, matter, facts)


def _matter_of(outcome: Outcome) -> Any:
    return outcome.question.placement.recommendation.matter_id


_ENTRIES: Mapping[str, Callable[[Any], Entry]] = {
    "line": _line,
    "allocation": _allocation,
    "matter": _matter,
    "meeting": _meeting,
    "recommendation": _recommendation,
    "option": _option,
    "named_source": _named,
    "condition": _condition,
    "action": _action,
    "executive": _executive,
    "happening": _happening,
    "external": _external,
    "implementation": _implementation,
}
