"""Interests: declared for a meeting, an item or one part of it, at any time in the meeting."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from forum import audit
from forum.choices import ForumEvent, InterestAction, InterestKind
from forum.locks import lock_row
from forum.models import Interest, Person
from forum.permissions import appointments, require_own
from forum.rules.interests import may_declare
from forum.rules.presence import clock_time
from forum.rules.ruling import Ruling
from forum.workflow.attendance import moment


@transaction.atomic
def declare_interest(
    interest: Interest,
    *,
    has_ballot_open: bool = False,
    has_voted: bool = False,
    by: Person,
    on: date,
) -> Interest:
    """A member declares an interest, or the clerk enters it for them.

    The registers of ballots that open from now on follow it; those that are open stay frozen.
    """
    meeting = interest.meeting
    require_own(by, meeting.forum, is_own=_is_own(interest, by))
    lock_row(meeting)
    ruling_on_declaring(interest, has_ballot_open=has_ballot_open, has_voted=has_voted).insist()
    interest.keep()
    audit.record(
        ForumEvent.INTEREST_DECLARED,
        f"{interest.appointment.seat.name}: {interest.get_kind_display().lower()} interest in "
        f"{_where(interest)}. {interest.get_action_display()}",
        forum=meeting.forum,
        by=by,
        on=on,
        about=meeting,
        interest=interest.pk,
        seat=interest.appointment.seat_id,
        item=interest.agenda_item_id,
        part=interest.about,
        kind=interest.kind,
        action=interest.action,
        declared=interest.declared,
    )
    return interest


def ruling_on_declaring(
    interest: Interest, *, has_ballot_open: bool = False, has_voted: bool = False
) -> Ruling:
    """Whether the interest may be declared; its warnings are for the page to show."""
    return may_declare(
        nature=interest.nature,
        meeting_stage=interest.meeting.stage,
        is_on_agenda_item=interest.agenda_item_id is not None,
        kind=InterestKind(interest.kind),
        action=InterestAction(interest.action),
        has_ballot_open=has_ballot_open,
        has_voted=has_voted,
    )


@transaction.atomic
def end_interest(
    interest: Interest, *, at: datetime | None = None, by: Person, on: date
) -> Interest:
    """The interest bears no more, as when the member comes back into the room."""
    meeting = interest.meeting
    require_own(by, meeting.forum, is_own=_is_own(interest, by))
    lock_row(interest)
    if interest.ended is not None:
        return interest
    interest.ended = moment(meeting, at)
    interest.keep()
    audit.record(
        ForumEvent.INTEREST_ENDED,
        f"{interest.appointment.seat.name}: interest in {_where(interest)} ended at "
        f"{clock_time(interest.ended)}",
        forum=meeting.forum,
        by=by,
        on=on,
        about=meeting,
        interest=interest.pk,
    )
    return interest


def _is_own(interest: Interest, by: Person) -> bool:
    """Whether the person declares for the seat that they hold, or sit for."""
    meeting = interest.meeting
    own = {each.pk for each in appointments(by, meeting.forum, meeting.held_on)}
    substitute = interest.substitution
    return interest.appointment_id in own or (
        substitute is not None and substitute.person_id == by.pk
    )


def _where(interest: Interest) -> str:
    if interest.agenda_item is None:
        return "the whole meeting"
    part = f", {interest.about_label}" if interest.about_label else ""
    return f"item {interest.agenda_item.number}{part}"
