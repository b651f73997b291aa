"""What followed the decisions of a matter: bodies outside, conditions, carrying out, actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from decisions.choices import ConditionState, HappeningKind
from decisions.models.following.action import Action
from decisions.models.minuting.correction import Correction
from decisions.models.outcomes.authority import spending_gaps
from decisions.models.outcomes.external import ExternalStep
from decisions.models.outcomes.happening import Happening
from decisions.models.threads.event import Event, EventKind, Grade, meeting_words, shown
from decisions.models.threads.log_row import LogRow
from decisions.models.threads.matter_record import MatterRecord
from forum.money import pounds

KINDS = {
    HappeningKind.EVENT: EventKind.HAPPENED,
    HappeningKind.STATEMENT: EventKind.CLAIMED,
    HappeningKind.SPENDING: EventKind.SPENT,
    HappeningKind.SLIP: EventKind.SLIP,
}


def what_followed(record: MatterRecord) -> Iterator[Event]:
    """All that bears on the matter besides what was asked and decided."""
    for row in record.rows:
        yield from _conditions(row)
        for step in row.external_steps:
            yield from _outside(step, row, record)
        yield from _carried_out(row)
        for correction in row.corrections:
            yield _corrected(correction, row)
    yield from (_happened(each, record) for each in record.happenings)
    for action in record.actions:
        yield from _action(action, record)


def _conditions(row: LogRow) -> Iterator[Event]:
    for condition in row.conditions:
        if condition.state != ConditionState.OPEN:
            yield Event(
                condition.marked_on,
                EventKind.CONDITION,
                f"Condition {condition.get_state_display().lower()}: {condition.text}",
                Grade.SHOWN,
                condition.evidence or "no evidence named",
                detail=f"Of the decision {row.reference}.",
                url=row.outcome.get_absolute_url(),
            )


def _outside(step: ExternalStep, row: LogRow, record: MatterRecord) -> Iterator[Event]:
    url = reverse("decisions:external_detail", args=[record.matter.forum.slug, step.pk])
    yield Event(
        step.asked_on,
        EventKind.ASKED_OUTSIDE,
        f"{step.body_name}: asked about {row.reference}",
        Grade.TRAIL,
        f"Entered with the decision {row.reference}",
        who=step.body_name,
        detail=step.asked,
        url=url,
    )
    if not step.is_pending and not _is_later(step.decided_on, record):
        amount = f", {pounds(step.amount)}" if step.amount is not None else ""
        instead = " This stands in place of the forum’s decision." if step.overtakes else ""
        yield Event(
            step.decided_on,
            EventKind.DECIDED_OUTSIDE,
            f"{step.body_name}: {step.get_result_display().lower()}{amount}",
            Grade.SHOWN,
            step.evidence or "no evidence named",
            who=step.body_name,
            detail=f"{step.text}{instead}".strip(),
            url=url,
        )


def _is_later(day: date | None, record: MatterRecord) -> bool:
    return day is not None and day > record.on


def _carried_out(row: LogRow) -> Iterator[Event]:
    for said in row.implementations:
        yield Event(
            said.said_on,
            EventKind.CARRIED_OUT,
            f"{said.get_state_display()}: {row.recommendation}",
            Grade.SHOWN if said.evidence else Grade.NONE,
            said.evidence,
            detail=said.words,
            url=row.outcome.get_absolute_url(),
        )


def _corrected(correction: Correction, row: LogRow) -> Event:
    made_at = correction.made_at_meeting
    words = correction.amounts or f"“{correction.was}” should read “{correction.reads}”"
    return Event(
        correction.corrected_on,
        EventKind.CORRECTED,
        f"Minutes of {row.meeting.day_printed} corrected: {words}",
        *_shown_correction(correction),
        who=f"Meeting of {made_at.day_printed}",
        detail=correction.reason,
        url=row.outcome.get_absolute_url(),
    )


def _shown_correction(correction: Correction) -> tuple[Grade, str]:
    if correction.evidence_grade:
        return shown(correction, correction.made_at_meeting, "")
    return Grade.RECORD, f"Made at the meeting of {correction.made_at_meeting.day_printed}"


def _happened(happening: Happening, record: MatterRecord) -> Event:
    grade, evidence = shown(happening, happening.meeting, "")
    return Event(
        happening.happened_on or happening.from_on,
        KINDS[HappeningKind(happening.kind)],
        _told(happening),
        grade if happening.evidence_grade else Grade.SHOWN,
        happening.evidence_shown or evidence,
        who=happening.who,
        detail=" ".join([*_more(happening), *_without_authority(happening, record)]),
        day_words=happening.day_words,
    )


def _told(happening: Happening) -> str:
    amount = f", {pounds(happening.amount)}" if happening.amount is not None else ""
    return f"{happening.text}{amount}"


def _more(happening: Happening) -> Iterator[str]:
    if happening.from_on and happening.kind == HappeningKind.SPENDING:
        until = f"{happening.until_on:%-d %B %Y}" if happening.until_on else "an end not stated"
        yield f"For {happening.from_on:%-d %B %Y} to {until}."
    if happening.source_words:
        yield f"Source as it names it: “{happening.source_words}”."
    if happening.as_printed:
        yield f"Printed: “{happening.as_printed}”. It should read: “{happening.reads_as}”."


def _without_authority(happening: Happening, record: MatterRecord) -> Iterator[str]:
    """The days of a spending that no decision of the matter covers."""
    if happening.kind == HappeningKind.SPENDING:
        for gap in spending_gaps(happening, [row.outcome for row in record.rows]):
            yield f"{gap.sentence[:1].upper()}{gap.sentence[1:]}."


def _action(action: Action, record: MatterRecord) -> Iterator[Event]:
    meeting, item = action.meeting, action.agenda_item
    number = item.number if item else ""
    url = reverse("decisions:action_detail", args=[record.matter.forum.slug, action.pk])
    grade, evidence = shown(action, meeting, number)
    if meeting is None and not action.evidence_grade:
        grade, evidence = Grade.TRAIL, "Set between meetings"
    yield Event(
        action.set_on,
        EventKind.ACTION,
        f"Action {action.reference}: {action.text}",
        grade,
        evidence,
        who=f"{action.owner_words}; due {action.due_words}",
        url=url,
        day_words=meeting_words(meeting) if meeting and meeting.held_on == action.set_on else "",
    )
    if action.closed_on and not record.is_open(action):
        text = f"Action {action.reference} closed"
        yield Event(
            action.closed_on, EventKind.CLOSED, text, Grade.CLOSING, action.evidence, url=url
        )
