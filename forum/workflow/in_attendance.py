"""Who is at a meeting without being a member: expected, and then come or not."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from forum import audit
from forum.choices import ForumEvent, Role
from forum.models import InAttendance, Person
from forum.permissions import require
from forum.rules.in_attendance import may_list, may_take_off


@transaction.atomic
def expect(attending: InAttendance, *, by: Person, on: date) -> InAttendance:
    """Enter somebody who attends: before the meeting as expected, from then on as there."""
    require(by, attending.forum, Role.CLERK)
    may_list(attending.meeting.stage).insist()
    attending.keep()
    _record("entered", attending, by=by, on=on)
    return attending


@transaction.atomic
def mark_came(attending: InAttendance, came: bool, *, by: Person, on: date) -> InAttendance:
    """Say whether somebody who was expected came."""
    require(by, attending.forum, Role.CLERK)
    may_list(attending.meeting.stage).insist()
    attending.is_expected = came
    attending.save(update_fields=["is_expected"])
    _record("came" if came else "did not come", attending, by=by, on=on)
    return attending


@transaction.atomic
def take_off(attending: InAttendance, *, by: Person, on: date) -> None:
    """Take somebody off the list before the meeting."""
    require(by, attending.forum, Role.CLERK)
    may_take_off(attending.meeting.stage).insist()
    _record("taken off the list", attending, by=by, on=on)
    attending.delete()


def _record(what: str, attending: InAttendance, *, by: Person, on: date) -> None:
    """The entry names the capacity and the post, never the person."""
    item = attending.agenda_item
    about = f", item {item.number}" if item else ""
    post = f" ({attending.post})" if attending.post else ""
    audit.record(
        ForumEvent.IN_ATTENDANCE,
        f"{attending.meeting}: {attending.get_capacity_display()}{post}{about}, {what}",
        forum=attending.forum,
        by=by,
        on=on,
        about=attending.meeting,
        attending=attending.pk,
        capacity=attending.capacity,
        is_expected=attending.is_expected,
    )
