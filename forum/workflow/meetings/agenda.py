"""The items of an agenda: added, changed, put in order; once published, their numbers stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from forum.choices import ForumEvent, MeetingStage, NoticeKind, Role
from forum.locks import lock_row
from forum.models import AgendaItem, Meeting, Person
from forum.permissions import require
from forum.rules.calling import may_change_meeting, may_remove_item
from forum.rules.meetings import (
    is_late_item,
    late_number,
    may_add_item,
    may_reorder,
    reordered,
)
from forum.rules.numbering import next_number, place_of_late
from forum.workflow.letters import Letter
from forum.workflow.meetings.recording import announce, record_about, tell_members


@transaction.atomic
def add_item(
    item: AgendaItem, *, after: AgendaItem | None = None, by: Person, on: date
) -> AgendaItem:
    """Add an item at the end, or after another one; once published, as a late item such as 7A.

    Until then the items behind it take the numbers of their new places; afterwards all keep them.
    """
    meeting = item.meeting
    require(by, item.forum, Role.CLERK)
    lock_row(meeting)
    may_add_item(meeting.stage).insist()
    items = list(meeting.items.all())
    is_late = is_late_item(meeting.stage) and bool(items)
    follows = after or (items[-1] if items else None)
    if not item.number:
        taken = {each.number for each in items}
        item.number = (
            late_number(follows.number, taken) if is_late and follows else next_number(taken)
        )
    item.position = max((each.position for each in items), default=0) + 1
    item.keep()
    if after is not None:
        _place(item, after, items, is_late=is_late)
    record_about(
        ForumEvent.ITEM_ADDED,
        f"item {item.number} added, {item.title}",
        meeting,
        by=by,
        on=on,
        item=item.pk,
    )
    if is_late:
        _tell_of_late_item(meeting, item)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, by: Person, on: date) -> AgendaItem:
    """Save the changed words of an item, until the agenda is published."""
    require(by, item.forum, Role.CLERK)
    lock_row(item.meeting)
    may_reorder(item.meeting.stage).insist()
    item.keep()
    record_about(
        ForumEvent.ITEM_CHANGED,
        f"item {item.number} changed, {item.title}",
        item.meeting,
        by=by,
        on=on,
        item=item.pk,
    )
    return item


@transaction.atomic
def change_presenter(item: AgendaItem, presenter: str, *, by: Person, on: date) -> AgendaItem:
    """Enter who presents an item, also once its number and title stay as published."""
    require(by, item.forum, Role.CLERK)
    lock_row(item.meeting)
    may_change_meeting(item.meeting.stage).insist()
    item.presenter = presenter
    item.save(update_fields=["presenter"])
    record_about(
        ForumEvent.ITEM_CHANGED,
        f"item {item.number}, presenter changed",
        item.meeting,
        by=by,
        on=on,
        item=item.pk,
    )
    return item


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Person, on: date) -> None:
    """Take an item off an agenda that is still a draft; the others keep their numbers."""
    require(by, item.forum, Role.CLERK)
    lock_row(item.meeting)
    stage, title, meeting = item.meeting.stage, str(item), item.meeting
    may_remove_item(stage, is_used=False).insist()
    try:
        with transaction.atomic():
            item.returning.update(item=None)
            item.delete()
    except ProtectedError:
        # Whatever stands under it belongs to upper apps, which this one does not know.
        may_remove_item(stage, is_used=True).insist()
    record_about(ForumEvent.ITEM_CHANGED, f"item removed, {title}", meeting, by=by, on=on)


@transaction.atomic
def move_item(item: AgendaItem, direction: str, *, by: Person, on: date) -> AgendaItem:
    """Move an item one place before the agenda is published; numbers stay with their places."""
    require(by, item.forum, Role.CLERK)
    may_reorder(item.meeting.stage).insist()
    items = list(item.meeting.items.values_list("pk", flat=True))
    place = items.index(item.pk)
    other = place + (-1 if direction == "up" else 1)
    if 0 <= other < len(items):
        items[place], items[other] = items[other], items[place]
        reorder_items(item.meeting, items, by=by, on=on)
    return item


@transaction.atomic
def reorder_items(meeting: Meeting, order: Sequence[UUID], *, by: Person, on: date) -> Meeting:
    """Put all items in a new order; each takes the printed number of its new place.

    An item that somebody added meanwhile stays behind the others.
    """
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    may_reorder(meeting.stage).insist()
    if _arrange(meeting, order):
        record_about(ForumEvent.ITEMS_REORDERED, "agenda reordered", meeting, by=by, on=on)
    return meeting


@transaction.atomic
def renumber_items(meeting: Meeting, *, by: Person, on: date) -> Meeting:
    """Number the items anew from 1, in their order; typed numbers are given up."""
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    may_reorder(meeting.stage).insist()
    items = list(meeting.items.all())
    was = [item.number for item in items]
    _number(items, [str(place) for place, _ in enumerate(items, start=1)])
    record_about(
        ForumEvent.ITEMS_REORDERED, "items numbered from 1", meeting, by=by, on=on, was=was
    )
    return meeting


def _tell_of_late_item(meeting: Meeting, item: AgendaItem) -> None:
    """Whoever has the agenda is told what joins it, as long as the meeting is to come."""
    if meeting.stage == MeetingStage.PUBLISHED:
        letter = Letter(
            NoticeKind.PAPER,
            key=f"late-item:{item.pk}",
            subject=f"Item {item.number} added, {item.title}",
            text=f"Item {item.number}, “{item.title}”, was added to the published agenda.\n",
        )
        announce(meeting, letter)
        tell_members(meeting, letter)


def _place(
    item: AgendaItem, after: AgendaItem, others: list[AgendaItem], *, is_late: bool
) -> None:
    """Put a new item, which stands last, behind another one."""
    if is_late:
        place = place_of_late([each.number for each in others], after.number)
        _position([*others[:place], item, *others[place:]])
    else:
        place = [each.pk for each in others].index(after.pk) + 1
        order = [each.pk for each in others]
        _arrange(item.meeting, [*order[:place], item.pk, *order[place:]])
        item.refresh_from_db()


def _arrange(meeting: Meeting, order: Sequence[UUID]) -> bool:
    """Whether the order was another one before."""
    items = {item.pk: item for item in meeting.items.all()}
    before = list(items)
    numbers = reordered({pk: item.number for pk, item in items.items()}, order)
    if list(numbers) == before:
        return False
    arranged = [items[pk] for pk in numbers]
    _position(arranged)
    _number(arranged, list(numbers.values()))
    return True


def _position(items: Sequence[AgendaItem]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position
    AgendaItem.objects.bulk_update(items, ["position"])


def _number(items: Sequence[AgendaItem], numbers: Sequence[str]) -> None:
    """Numbers are unique, so they are set aside first and then given anew."""
    for place, item in enumerate(items):
        item.number = f"~{place}"
    AgendaItem.objects.bulk_update(items, ["number"])
    for item, number in zip(items, numbers, strict=True):
        item.number = number
    AgendaItem.objects.bulk_update(items, ["number"])
