"""Calling a meeting, building its agenda, opening and closing it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from forum import audit
from forum.choices import ForumEvent, Role
from forum.locks import lock_row
from forum.models import AgendaItem, Meeting, Person
from forum.permissions import require
from forum.rules.meetings import (
    AgendaFacts,
    is_late_item,
    late_number,
    may_add_item,
    may_close,
    may_open,
    may_publish_agenda,
    may_reorder,
)
from forum.rules.ruling import Ruling


@transaction.atomic
def call_meeting(meeting: Meeting, *, by: Person, on: date) -> Meeting:
    """Call a meeting of the forum for a day."""
    require(by, meeting.forum, Role.CLERK)
    meeting.keep()
    _record(ForumEvent.MEETING_CALLED, f"{meeting}: called", meeting, by=by, on=on)
    return meeting


@transaction.atomic
def add_item(item: AgendaItem, *, by: Person, on: date) -> AgendaItem:
    """Add an item at the end of the agenda; once that is published, as a late item such as 7A."""
    meeting = item.meeting
    require(by, item.forum, Role.CLERK)
    lock_row(meeting)
    may_add_item(meeting.stage).insist()
    taken = set(meeting.items.values_list("number", flat=True))
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item.position = last + 1
    if not item.number:
        item.number = _next_number(meeting, taken)
    item.keep()
    _record(
        ForumEvent.ITEM_ADDED,
        f"{meeting}: item {item.number} added, {item.title}",
        meeting,
        by=by,
        on=on,
        item=item.pk,
    )
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, by: Person, on: date) -> AgendaItem:
    """Save the changed words of an item, until the agenda is published."""
    require(by, item.forum, Role.CLERK)
    lock_row(item.meeting)
    may_reorder(item.meeting.stage).insist()
    item.keep()
    _record(
        ForumEvent.ITEM_CHANGED,
        f"{item.meeting}: item {item.number} changed, {item.title}",
        item.meeting,
        by=by,
        on=on,
        item=item.pk,
    )
    return item


@transaction.atomic
def move_item(item: AgendaItem, direction: str, *, by: Person, on: date) -> AgendaItem:
    """Move an item one place before the agenda is published; numbers follow the order."""
    meeting = item.meeting
    require(by, item.forum, Role.CLERK)
    lock_row(meeting)
    may_reorder(meeting.stage).insist()
    items = list(meeting.items.all())
    place = items.index(item)
    other = place + (-1 if direction == "up" else 1)
    if 0 <= other < len(items):
        items[place], items[other] = items[other], items[place]
        _renumber(items)
        _record(
            ForumEvent.ITEMS_REORDERED,
            f"{meeting}: {item.title} moved {direction}",
            meeting,
            by=by,
            on=on,
        )
    return item


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
    _record(
        ForumEvent.AGENDA_PUBLISHED,
        f"{meeting}: agenda published",
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
    """Open the meeting; from here ballots can be opened and outcomes recorded."""
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    may_open(stage=meeting.stage, meeting_on=meeting.held_on, on=on).insist()
    meeting.opened_at, meeting.opened_by = timezone.now(), by
    meeting.save(update_fields=["opened_at", "opened_by"])
    _record(ForumEvent.MEETING_OPENED, f"{meeting}: opened", meeting, by=by, on=on)
    return meeting


@transaction.atomic
def close_meeting(meeting: Meeting, *, open_ballots: int, by: Person, on: date) -> Meeting:
    """Close the meeting; whoever calls counts the ballots that are still open."""
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    may_close(stage=meeting.stage, open_ballots=open_ballots).insist()
    meeting.closed_at, meeting.closed_by = timezone.now(), by
    meeting.save(update_fields=["closed_at", "closed_by"])
    _record(ForumEvent.MEETING_CLOSED, f"{meeting}: closed", meeting, by=by, on=on)
    return meeting


def _next_number(meeting: Meeting, taken: set[str]) -> str:
    last = meeting.items.last()
    if is_late_item(meeting.stage) and last:
        return late_number(last.number, taken)
    whole = [int(number) for number in taken if number.isdigit()]
    return str(max(whole, default=0) + 1)


def _renumber(items: list[AgendaItem]) -> None:
    """Numbers are unique, so they are set aside first and then given in the new order."""
    for position, item in enumerate(items, start=1):
        item.position, item.number = position, f"~{position}"
        item.save(update_fields=["position", "number"])
    for item in items:
        item.number = str(item.position)
        item.save(update_fields=["number"])


def _record(
    event: str, sentence: str, meeting: Meeting, *, by: Person, on: date, **facts: Any
) -> None:
    audit.record(event, sentence, forum=meeting.forum, by=by, on=on, about=meeting, **facts)
