"""Completing told records: what was tabled, settled, marked and closed after it was born."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils import timezone

from decisions.choices import ConditionState, DecisionEvent, LinkKind, Settlement
from decisions.models import Award, DecisionLink, Outcome
from decisions.rules.standing import UNDOING
from decisions.rules.told import Row
from decisions.workflow.coming_back import write_down_reversed, write_down_unsettled
from decisions.workflow.settling import record_about
from decisions.workflow.told_decisions import (
    award_facts,
    award_sentence,
    link_sentence,
    outcome_facts,
    outcome_sentence,
)
from decisions.workflow.told_entries import (
    Entry,
    closed_entry,
    marked_entry,
    option_entry,
    paper_entry,
    tabled_entry,
)
from forum import audit
from forum.choices import ReturningKind
from forum.models import Forum, Person
from forum.rules.ruling import Refused, Ruling
from forum.workflow.meetings import end_waiting
from papers.choices import OptionStatus, PaperEvent
from papers.models import Commitment, FundingOption, Paper, PaperVersion, Placement
from papers.rules.text.blocks import as_stored, identified
from papers.rules.text.text_form import parse
from papers.rules.text.text_form import written as words_of

_GUARD = re.compile(r"\s*\(guard_\w+\)$")
"""The name of the guard that refused, at the end of its sentence."""
DECIDED_WITH = {OptionStatus.CHOSEN, OptionStatus.REJECTED}
"""What becomes of an option by the decision, whose own entry says so."""
Written = list[tuple[Row, Any]]
"""Rows of one kind, each with its record as it was born."""


def complete(kind: str, written: Mapping[str, Written], by: Person) -> None:
    """What follows once all records of a kind are there; of earlier kinds all are."""
    step = _COMPLETE.get(kind)
    if step:
        step(written, by)


def put_down(entry: Entry, forum: Forum, by: Person, *, on: date) -> None:
    """Add the entry to the trail."""
    audit.record(
        entry.event,
        entry.sentence,
        forum=forum,
        by=by,
        on=on,
        about=entry.about,
        matter=entry.matter,
        **entry.facts,
    )


@contextmanager
def at(row: Row) -> Iterator[None]:
    """Say at which place of the file the record cannot be written, and why."""
    try:
        yield
    except ValidationError as error:
        found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        sentences = [f"{name}: {' '.join(said)}".lstrip(": ") for name, said in found.items()]
        raise _refused(row, " ".join(sentences).replace("__all__: ", "")) from error
    except DatabaseError as error:
        raise _refused(row, _GUARD.sub("", str(error).splitlines()[0])) from error


def write_text(paper: Paper, text: str, by: Person) -> None:
    """The text of a paper, as its one version."""
    blocks = identified(parse(text))
    PaperVersion(
        forum=paper.forum,
        paper=paper,
        number=paper.version,
        title=paper.title,
        text=words_of(blocks),
        blocks=as_stored(blocks),
        purpose=paper.purpose,
        kind=paper.kind,
        saved_at=timezone.now(),
        saved_by=by,
    ).save()


def _refused(row: Row, sentence: str) -> Refused:
    return Refused(Ruling.no("told-refused", sentence, where=row.place))


def _table(written: Mapping[str, Written], by: Person) -> None:
    """Every placement is tabled with its questions, and a paper with all that it asks."""
    for row, placement in written.get("placement", []):
        on = placement.meeting.held_on
        placement.tabled_at, placement.tabled_by, placement.tabled_on = timezone.now(), by, on
        with at(row):
            placement.save(update_fields=["tabled_at", "tabled_by", "tabled_on"])
        paper = placement.recommendation.paper
        if paper is None or paper.agenda_item_id != placement.agenda_item_id:
            put_down(tabled_entry(placement), placement.forum, by, on=on)
    asked: dict[UUID, list[Placement]] = {}
    for _, placement in written.get("placement", []):
        asked.setdefault(placement.recommendation.paper_id, []).append(placement)
    for row, paper in written.get("paper", []):
        on = paper.agenda_item.meeting.held_on
        paper.tabled_at, paper.tabled_by, paper.tabled_on = timezone.now(), by, on
        with at(row):
            paper.save(update_fields=["tabled_at", "tabled_by", "tabled_on"])
        put_down(paper_entry(paper, asked.get(paper.pk, [])), paper.forum, by, on=on)
    for row, option in written.get("option", []):
        if row.values["status"] != OptionStatus.OFFERED:
            _mark(row, option, by)


def _mark(row: Row, option: FundingOption, by: Person) -> None:
    """What became of an option after it was offered."""
    option.status = OptionStatus(str(row.values["status"]))
    for name in ("status_note", "status_on"):
        setattr(option, name, row.values[name])
    with at(row):
        option.save(update_fields=["status", "status_note", "status_on"])
    if option.status in DECIDED_WITH:
        return
    marked = option_entry(option, PaperEvent.OPTION_STATUS, option.get_status_display().lower())
    put_down(marked, option.forum, by, on=option.status_on or row.on)


def _decide(written: Mapping[str, Written], by: Person) -> None:
    """Each outcome is on the trail as it was resolved, before its money is."""
    for row, outcome in written.get("outcome", []):
        unsettled = row.values["settlement"] == Settlement.UNSETTLED
        sentence = outcome_sentence(outcome, unsettled=unsettled)
        facts = outcome_facts(outcome)
        record_about(DecisionEvent.OUTCOME_RECORDED, sentence, outcome, by=by, on=row.on, **facts)


def _settle(written: Mapping[str, Written], by: Person) -> None:
    """Outcomes with awards are settled once these add up, and their lines say so."""
    awarded = written.get("award", [])
    outcomes = {award.outcome_id: (row, award.outcome) for row, award in awarded}
    for row, outcome in outcomes.values():
        outcome.settlement = Settlement.SETTLED
        with at(row):
            outcome.save(update_fields=["settlement"])
    for row, award in awarded:
        _commit(award)
        sentence, facts = award_sentence(award), award_facts(award)
        outcome = outcomes[award.outcome_id][1]
        record_about(DecisionEvent.SOURCE_DECIDED, sentence, outcome, by=by, on=row.on, **facts)


def _commit(award: Award) -> None:
    """The award on its budget line."""
    asked = award.outcome.question.placement.recommendation
    Commitment(
        forum=award.forum,
        budget_line=award.budget_line,
        financial_year=award.financial_year,
        source=award.source,
        amount=award.amount,
        award=award.pk,
        outcome=award.outcome_id,
        matter_id=asked.matter_id,
        decided_on=award.outcome.decided_on,
        until_on=award.until_on,
        title=f"{asked.matter.title}: {award.outcome.question}"[:300],
    ).save(force_insert=True)


def _link(written: Mapping[str, Written], by: Person) -> None:
    """How decisions bear on each other; what no decision settled comes back to an agenda."""
    for row, link in written.get("link", []):
        facts = {"earlier": link.earlier_id, "kind": link.kind}
        sentence = link_sentence(link)
        record_about(
            DecisionEvent.DECISIONS_LINKED, sentence, link.later, by=by, on=row.on, **facts
        )
        if link.kind == LinkKind.SETTLES_SOURCE:
            _settled(row, link, by)
        elif link.kind in UNDOING:
            end_waiting(link.earlier_id, by, ReturningKind.UNSETTLED_SOURCE)
            write_down_reversed(link.earlier)
    for _, outcome in written.get("outcome", []):
        if Outcome.objects.unsettled().filter(pk=outcome.pk).exists():
            write_down_unsettled(outcome)


def _settled(row: Row, link: DecisionLink, by: Person) -> None:
    """The source of an earlier decision is settled, and it waits no more."""
    days = (link.later.decided_on - link.earlier.decided_on).days
    end_waiting(link.earlier_id, by, ReturningKind.UNSETTLED_SOURCE)
    earlier = link.earlier
    sentence = (
        f"The funding source of {earlier.question}, agreed on {earlier.decided_on:%-d %B %Y}, "
        f"settled after {days} days"
    )
    facts = {"settled_by": link.later_id, "days": days}
    record_about(DecisionEvent.SOURCE_SETTLED, sentence, earlier, by=by, on=row.on, **facts)


def _mark_conditions(written: Mapping[str, Written], by: Person) -> None:
    for row, condition in written.get("condition", []):
        if condition.state != ConditionState.OPEN:
            on = condition.marked_on or row.on
            put_down(marked_entry(condition), condition.forum, by, on=on)


def _close_actions(written: Mapping[str, Written], by: Person) -> None:
    for _, action in written.get("action", []):
        if action.closed_on:
            put_down(closed_entry(action), action.forum, by, on=action.closed_on)


_COMPLETE: Mapping[str, Callable[[Mapping[str, Written], Person], None]] = {
    "question": _table,
    "outcome": _decide,
    "award": _settle,
    "link": _link,
    "condition": _mark_conditions,
    "action": _close_actions,
}
