"""Adding to minutes: corrections made by a later meeting, and notes of what was checked since.

What was agreed stays as it is; with each addition the minutes are published again, it beside them.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from decisions.choices import DecisionEvent
from decisions.models import Correction, Minutes, PostMinuteNote
from decisions.models.minuting.correcting import CorrectionDraft, correction_facts
from decisions.rules.corrections import ask_twice, may_correct
from decisions.rules.minute_items import may_add_note
from decisions.search import keep_beside
from decisions.workflow.minuting import publish_meeting_log, publish_minutes_again
from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import AgendaItem, Meeting, Person
from forum.permissions import require


def correct_minutes(
    meeting: Meeting, draft: CorrectionDraft, *, by: Person, on: date, confirmed: bool = False
) -> Correction:
    """Record a correction, and publish the minutes and the decision log with it."""
    correction = enter_correction(meeting, draft, by=by, on=on, confirmed=confirmed)
    minutes: Minutes | None = getattr(meeting, "minutes", None)
    if minutes is not None:
        publish_minutes_again(minutes, by=by, on=on)
        if draft.outcome:
            publish_meeting_log(meeting, by=by, on=on)
    return correction


@transaction.atomic
def enter_correction(
    meeting: Meeting, draft: CorrectionDraft, *, by: Person, on: date, confirmed: bool = False
) -> Correction:
    """Record a correction of the minutes of a meeting, dated and naming the meeting that made it.

    So great a change that it is easily a slip itself has to be confirmed.
    """
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    facts = correction_facts(meeting, draft)
    may_correct(facts, confirmed=confirmed).insist()
    correction = Correction(
        forum=meeting.forum,
        meeting=meeting,
        agenda_item=draft.item,
        outcome=draft.outcome,
        made_at_meeting=draft.made_at_meeting,
        corrected_on=on,
        kind=draft.kind,
        was=draft.was,
        reads=draft.reads,
        amount_was=draft.amount_was,
        amount_reads=draft.amount_reads,
        reason=draft.reason,
        asked_twice=bool(ask_twice(facts)),
    ).keep()
    _record(correction, by=by, on=on)
    keep_beside(meeting, outcome=draft.outcome)
    return correction


def add_note(
    minutes: Minutes, *, text: str, item: AgendaItem | None, by: Person, on: date
) -> PostMinuteNote:
    """Add what was found out after the meeting; agreed minutes are published with it again."""
    note = _enter_note(minutes, text=text, item=item, by=by, on=on)
    if minutes.agreed_at:
        publish_minutes_again(minutes, by=by, on=on)
    return note


@transaction.atomic
def _enter_note(
    minutes: Minutes, *, text: str, item: AgendaItem | None, by: Person, on: date
) -> PostMinuteNote:
    meeting = minutes.meeting
    require(by, meeting.forum, Role.CLERK)
    may_add_note(meeting.stage).insist()
    note = PostMinuteNote(
        forum=meeting.forum,
        meeting=meeting,
        agenda_item=item,
        text=text,
        noted_at=timezone.now(),
        noted_by=by,
        noted_on=on,
    ).keep()
    audit.record(
        DecisionEvent.POST_MINUTE_NOTE,
        f"{minutes}: post-minute note added{_to(item)}",
        forum=meeting.forum,
        by=by,
        on=on,
        about=meeting,
        item=item.pk if item else None,
        text=text,
    )
    keep_beside(meeting)
    return note


def _record(correction: Correction, *, by: Person, on: date) -> None:
    outcome = correction.outcome
    audit.record(
        DecisionEvent.MINUTES_CORRECTED,
        f"Minutes of {correction.meeting.day_printed}: corrected at the meeting of "
        f"{correction.made_at_meeting.day_printed}{_to(correction.agenda_item)}",
        forum=correction.forum,
        by=by,
        on=on,
        about=correction.meeting,
        matter=outcome.question.placement.recommendation.matter_id if outcome else None,
        correction=correction.pk,
        outcome=outcome.pk if outcome else None,
        kind=correction.kind,
        was=correction.was,
        reads=correction.reads,
        amount_was=correction.amount_was,
        amount_reads=correction.amount_reads,
        asked_twice=correction.asked_twice,
    )


def _to(item: AgendaItem | None) -> str:
    return f", item {item.number}" if item else ""
