"""From published to held: the agenda goes out, the meeting is opened and closed."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from forum.choices import ForumEvent, MeetingKind, Role
from forum.locks import lock_row
from forum.models import Meeting, Person
from forum.permissions import require
from forum.rules.meetings import (
    AgendaFacts,
    may_close,
    may_open,
    may_publish_agenda,
)
from forum.rules.ruling import Ruling
from forum.workflow.meetings.outside import (
    ask_members,
    bring_to_next_meeting,
    ruling_on_asking,
    settle_reported,
)
from forum.workflow.meetings.recording import record_about
from forum.workflow.meetings.returning import settle_considered


@transaction.atomic
def mark_published(
    meeting: Meeting, *, reason: str = "", by: Person, on: date, sha256: str
) -> Meeting:
    """The agenda is published, with its stored document; from here its numbers stay.

    Short notice needs the chair's reason, which goes on the trail.
    """
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    ruling = ruling_on_agenda(meeting, on=on)
    reasoned = {warning.key for warning in ruling.warnings} if reason.strip() else set()
    ruling.given(reasoned).insist()
    meeting.agenda_published_at, meeting.agenda_published_by = timezone.now(), by
    meeting.agenda_published_on = on
    meeting.save(
        update_fields=["agenda_published_at", "agenda_published_by", "agenda_published_on"]
    )
    record_about(
        ForumEvent.AGENDA_PUBLISHED,
        "agenda published",
        meeting,
        by=by,
        on=on,
        sha256=sha256,
        short_notice=reason if ruling.warnings else "",
    )
    return meeting


def ruling_on_agenda(meeting: Meeting, *, on: date) -> Ruling:
    """Whether the agenda may be published on the day, and whether its notice would be short."""
    return may_publish_agenda(
        AgendaFacts(
            stage=meeting.stage,
            meeting_on=meeting.held_on,
            items=meeting.items.count(),
            published_on=on,
            notice_working_days=meeting.forum.constitution_on(on).notice_working_days,
        )
    )


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: Person, on: date) -> Meeting:
    """Open the meeting; from here ballots can be opened and outcomes recorded.

    A decision outside a meeting is opened by telling every member.
    """
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    (ruling_on_opening(meeting, on=on) + _on_telling(meeting)).insist()
    meeting.opened_at, meeting.opened_by = timezone.now(), by
    meeting.save(update_fields=["opened_at", "opened_by"])
    if meeting.is_outside:
        ask_members(meeting)
    record_about(ForumEvent.MEETING_OPENED, "opened", meeting, by=by, on=on)
    return meeting


def ruling_on_opening(meeting: Meeting, *, on: date) -> Ruling:
    """Whether the meeting may be opened on the day."""
    return may_open(
        stage=meeting.stage,
        meeting_on=meeting.held_on,
        on=on,
        kind=MeetingKind(meeting.kind),
        urgency_procedure=meeting.forum.constitution_on(meeting.held_on).urgency_procedure,
    )


@transaction.atomic
def close_meeting(meeting: Meeting, *, open_ballots: int, by: Person, on: date) -> Meeting:
    """Close the meeting; whoever calls counts the ballots that are still open.

    What it reported is settled; what was decided outside a meeting waits for the next one.
    """
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    may_close(stage=meeting.stage, open_ballots=open_ballots).insist()
    meeting.closed_at, meeting.closed_by = timezone.now(), by
    meeting.save(update_fields=["closed_at", "closed_by"])
    settle_reported(meeting, by)
    settle_considered(meeting, by)
    if meeting.is_outside:
        bring_to_next_meeting(meeting)
    record_about(ForumEvent.MEETING_CLOSED, "closed", meeting, by=by, on=on)
    return meeting


def _on_telling(meeting: Meeting) -> Ruling:
    """The procedure of the constitution is asked for once, by the opening itself."""
    ruling = ruling_on_asking(meeting)
    told = (each for each in ruling.reasons if each.code != "no-urgency-procedure")
    return Ruling.of(told)
