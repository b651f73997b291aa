"""The history of a matter: what was asked, offered, decided, settled and done, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.urls import reverse

from decisions.choices import LinkKind, Settlement
from decisions.models.following.following_facts import worth_facts
from decisions.models.outcomes.executive import ExecutiveDecision
from decisions.models.threads.event import (
    Event,
    EventKind,
    Grade,
    day_words,
    meeting_words,
    shown,
)
from decisions.models.threads.history_after import what_followed
from decisions.models.threads.history_asked import what_was_asked
from decisions.models.threads.log_row import LogRow
from decisions.models.threads.matter_record import MatterRecord
from decisions.rules.findings import MatterFacts
from decisions.rules.source_status import SourceState, SourceStatus, source_status
from decisions.rules.standing import UNDOING
from decisions.rules.worth import WorthState, worth
from forum.money import pounds

__all__ = ["Event", "EventKind", "Grade", "history"]

_TAKEN_AWAY = (
    WorthState.OVERTAKEN,
    WorthState.REVERSED,
    WorthState.REPLACED,
    WorthState.NO_EFFECT,
)
"""Authority that was taken away does not end by running out."""


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
    yield from what_was_asked(record, facts)
    for row in record.rows:
        yield _decided(row)
        yield from _undone_elsewhere(row)
        yield from _ends(row)
    yield from (_executive(decision, record) for decision in record.executive)
    yield from what_followed(record)
    for mark in record.marks:
        evidence = f"Audit trail, entry {mark.seq}"
        yield Event(mark.happened_on, EventKind.MARKED, mark.sentence, Grade.TRAIL, evidence)


def _decided(row: LogRow) -> Event:
    outcome, meeting = row.outcome, row.meeting
    amount = f", {row.agreed}" if row.agreed else ""
    if row.agreed and row.amount_agreed is None:
        amount = ", amount not stated,"
    in_principle = " in principle" if outcome.settlement == Settlement.UNSETTLED else ""
    grade, evidence = shown(outcome, meeting, row.item.number)
    return Event(
        meeting.held_on,
        EventKind.DECIDED,
        f"{row.recommendation}: {row.result.lower()}{amount}{in_principle}".rstrip(","),
        grade,
        evidence,
        who=f"{row.group}. {row.counts}. {row.quorum}".rstrip(". ") + ".",
        detail=" ".join([outcome.resolution, *_links(row), *_hangs(row)]),
        url=outcome.get_absolute_url(),
        day_words=meeting_words(meeting),
    )


def _undone_elsewhere(row: LogRow) -> Iterator[Event]:
    """A decision of another matter that reversed or replaced it."""
    for link in row.links_later:
        put = link.outcome.question.placement
        if link.kind in UNDOING and put.recommendation.matter_id != row.matter.pk:
            grade, evidence = shown(link.outcome, put.meeting, put.agenda_item.number)
            yield Event(
                link.decided_on,
                EventKind.DECIDED,
                f"{row.recommendation} of {row.meeting.day_printed} "
                f"{link.words.lower()} {link.reference}",
                grade,
                evidence,
                detail="By a decision of another matter.",
                url=reverse(
                    "decisions:outcome_detail", args=[row.outcome.forum.slug, link.outcome.pk]
                ),
                day_words=meeting_words(put.meeting),
            )


def _links(row: LogRow) -> Iterator[str]:
    for link in row.links_earlier:
        days = (row.meeting.held_on - link.decided_on).days
        after = (
            f", {days} days after it was agreed" if link.kind == LinkKind.SETTLES_SOURCE else ""
        )
        yield f"{link.words} the decision of {day_words(link.decided_on)}{after}."


def _hangs(row: LogRow) -> Iterator[str]:
    if row.conditions:
        hangs = "; ".join(each.text.rstrip(".") for each in row.conditions)
        yield f"On condition that: {hangs}."


def _ends(row: LogRow) -> Iterator[Event]:
    """The last day of its authority, unless that was taken away before."""
    until = row.until
    if until is not None and worth(worth_facts(row), until).state not in _TAKEN_AWAY:
        yield Event(
            until,
            EventKind.ENDS,
            f"Authority to spend ends: {row.sources}, {row.lines}",
            Grade.COMPUTED,
            f"From the decision of {row.meeting.day_printed}",
            url=row.outcome.get_absolute_url(),
            status=SourceStatus(SourceState.ENDED, f"after {day_words(until)}"),
        )


def _executive(decision: ExecutiveDecision, record: MatterRecord) -> Event:
    amount = f", {pounds(decision.amount)}" if decision.amount is not None else ""
    grade, evidence = Grade.NOTICE, f"Executive decision {decision.reference}"
    if decision.evidence_grade:
        grade, evidence = shown(decision, None, "")
    return Event(
        decision.decided_on,
        EventKind.DECIDED,
        f"{decision}{amount}",
        grade,
        evidence,
        who=decision.decided_by_post,
        detail=decision.text,
        url=reverse("decisions:executive_detail", args=[record.matter.forum.slug, decision.pk]),
    )
