"""The history of a matter: what was asked, offered, decided, settled and done, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.urls import reverse

from decisions.choices import LinkKind, MinutesStage, Settlement
from decisions.models.action import Action
from decisions.models.log_row import LogRow, counts_words
from decisions.models.matter_record import MatterRecord, OptionRow
from decisions.models.outcome import ExecutiveDecision
from decisions.rules.findings import MatterFacts
from decisions.rules.source_status import SourceState, SourceStatus, source_status
from forum.models import Meeting
from forum.money import pounds
from papers.choices import Precision
from papers.models import Paper, Placement, Recommendation


class Grade(StrEnum):
    """How well an event is evidenced; what a later paper claims is the weakest."""

    PAPER = "Paper"
    AGREED = "Agreed minutes"
    DRAFT = "Draft minutes"
    RECORD = "Recorded, not minuted yet"
    TRAIL = "Audit trail"
    NOTICE = "Decision notice"
    CLOSING = "Closing evidence"
    CLAIM = "Later assertion"
    COMPUTED = "Worked out"


class EventKind(StrEnum):
    """What happened; of one day's events the asking comes first."""

    ASKED = "Asked"
    CLAIMED = "Said"
    MARKED = "Marked"
    DECIDED = "Decided"
    ACTION = "Action set"
    CLOSED = "Action closed"
    ENDS = "Authority ends"


@dataclass(frozen=True)
class Event:
    """One row of the timeline."""

    on: date | None
    kind: EventKind
    text: str
    grade: Grade
    evidence: str
    """Where the record shows it: "Item 5, agreed minutes of 4 July 2018"."""
    who: str = ""
    """The forum, a group, a post, or the owner of an action."""
    detail: str = ""
    url: str = ""
    status: SourceStatus | None = None
    """Where the funding source of the matter stood after it."""


def history(record: MatterRecord, facts: MatterFacts) -> tuple[Event, ...]:
    """Every event of the matter, earliest first; what has no stated day comes last."""
    order = {kind: place for place, kind in enumerate(EventKind)}
    events = sorted(
        _events(record, facts), key=lambda event: (event.on or date.max, order[event.kind])
    )
    return tuple(
        event
        if event.status
        else replace(event, status=source_status(facts, event.on or facts.as_of))
        for event in events
    )


def _events(record: MatterRecord, facts: MatterFacts) -> Iterator[Event]:
    options = record.options
    for placement in record.placements:
        yield _asked(placement, [row for row in options if _offers(row, placement)])
    with_recommendations = {each.recommendation.paper_id for each in record.placements}
    yield from (_reported(each) for each in record.papers if each.pk not in with_recommendations)
    yield from _claimed(facts)
    for row in record.rows:
        yield _decided(row)
        yield from _ends(row)
    yield from (_executive(decision, record) for decision in record.executive)
    for mark in record.marks:
        evidence = f"Audit trail, entry {mark.seq}"
        yield Event(mark.happened_on, EventKind.MARKED, mark.sentence, Grade.TRAIL, evidence)
    for action in record.actions:
        yield from _action(action, record)


def _asked(placement: Placement, offered: list[OptionRow]) -> Event:
    recommendation, meeting = placement.recommendation, placement.meeting
    paper = recommendation.paper
    labels = "; ".join(f"{row.option.letter} {row.label}" for row in offered)
    return Event(
        meeting.held_on,
        EventKind.ASKED,
        f"{recommendation} of {_titled(recommendation)}{_asks(recommendation)}",
        Grade.PAPER,
        f"Item {placement.agenda_item.number}, agenda of {_day(meeting.held_on)}",
        who=(paper.author_post if paper else "") or "author not stated",
        detail=recommendation.text,
        url=paper.get_absolute_url() if paper else meeting.get_absolute_url(),
        status=SourceStatus(SourceState.OFFERED, labels)
        if labels
        else SourceStatus(SourceState.NONE),
    )


def _titled(recommendation: Recommendation) -> str:
    if recommendation.paper:
        return f"“{recommendation.paper.title}”"
    return f"the meeting ({recommendation.get_origin_display().lower()})"


def _asks(recommendation: Recommendation) -> str:
    if not recommendation.seeks_resources:
        return ""
    firmness = Precision(recommendation.precision)
    words = "" if firmness == Precision.EXACT else f"{firmness.label.lower()} "
    return f" asks for {words}{pounds(recommendation.amount)}"


def _offers(row: OptionRow, placement: Placement) -> bool:
    return row.recommendation.pk == placement.recommendation.pk


def _reported(paper: Paper) -> Event:
    """A paper that recommends nothing."""
    item = paper.agenda_item
    return Event(
        item.meeting.held_on if item else None,
        EventKind.ASKED,
        f"“{paper.title}”, {paper.get_purpose_display().lower()}",
        Grade.PAPER,
        f"Item {item.number}, agenda of {_day(item.meeting.held_on)}" if item else "",
        who=paper.author_post or "author not stated",
        url=paper.get_absolute_url(),
    )


def _claimed(facts: MatterFacts) -> Iterator[Event]:
    for claim in facts.claims:
        yield Event(
            claim.on,
            EventKind.CLAIMED,
            f"The paper says: “{claim.words}”",
            Grade.CLAIM,
            f"“{claim.paper}”, {_day(claim.on)}",
        )


def _decided(row: LogRow) -> Event:
    outcome, meeting = row.outcome, row.meeting
    amount = f", {row.agreed}" if row.agreed else ""
    in_principle = " in principle" if outcome.settlement == Settlement.UNSETTLED else ""
    votes = counts_words(outcome.ballot)
    return Event(
        meeting.held_on,
        EventKind.DECIDED,
        f"{row.recommendation}: {row.result.lower()}{amount}{in_principle}",
        _grade(meeting),
        _minute(row.item.number, meeting),
        who=f"{row.group}. {votes}. {row.quorum}".rstrip(". ") + ".",
        detail=" ".join([outcome.resolution, *_links(row)]),
        url=outcome.get_absolute_url(),
    )


def _links(row: LogRow) -> Iterator[str]:
    for link in row.links_earlier:
        days = (row.meeting.held_on - link.decided_on).days
        after = (
            f", {days} days after it was agreed" if link.kind == LinkKind.SETTLES_SOURCE else ""
        )
        yield f"{link.words} the decision of {_day(link.decided_on)}{after}."


def _ends(row: LogRow) -> Iterator[Event]:
    until = row.until
    if until is not None:
        yield Event(
            until,
            EventKind.ENDS,
            f"Authority to spend ends: {row.sources}, {row.lines}",
            Grade.COMPUTED,
            f"From the decision of {_day(row.meeting.held_on)}",
            url=row.outcome.get_absolute_url(),
            status=SourceStatus(SourceState.ENDED, f"after {_day(until)}"),
        )


def _executive(decision: ExecutiveDecision, record: MatterRecord) -> Event:
    amount = f", {pounds(decision.amount)}" if decision.amount is not None else ""
    return Event(
        decision.decided_on,
        EventKind.DECIDED,
        f"{decision}{amount}",
        Grade.NOTICE,
        f"Executive decision {decision.reference}",
        who=decision.decided_by_post,
        detail=decision.text,
        url=reverse("decisions:executive_detail", args=[record.matter.forum.slug, decision.pk]),
    )


def _action(action: Action, record: MatterRecord) -> Iterator[Event]:
    item = action.agenda_item
    number = item.number if item else "not stated"
    url = reverse("decisions:action_detail", args=[record.matter.forum.slug, action.pk])
    evidence, grade = _minute(number, action.meeting), _grade(action.meeting)
    yield Event(
        action.set_on,
        EventKind.ACTION,
        f"Action {action.reference}: {action.text}",
        grade,
        evidence,
        who=f"{action.owner_words}; due {action.due_words}",
        url=url,
    )
    if action.closed_on and not record.is_open(action):
        text = f"Action {action.reference} closed"
        yield Event(
            action.closed_on, EventKind.CLOSED, text, Grade.CLOSING, action.evidence, url=url
        )


def _minute(number: str, meeting: Meeting) -> str:
    grade = _grade(meeting)
    if grade == Grade.RECORD:
        return f"Item {number}, meeting of {_day(meeting.held_on)}; not minuted yet"
    return f"Item {number}, {grade.lower()} of {_day(meeting.held_on)}"


def _grade(meeting: Meeting) -> Grade:
    minutes = getattr(meeting, "minutes", None)
    if minutes is None or minutes.stage == MinutesStage.WRITING:
        return Grade.RECORD
    return Grade.DRAFT if minutes.stage == MinutesStage.DRAFT else Grade.AGREED


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
