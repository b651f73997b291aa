"""Members or schools entered at once from a file: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from forum.choices import Role
from forum.models import Appointment, Forum, Person, School, Seat
from forum.permissions import require
from forum.workflow.membership import appoint_member
from forum.workflow.schools import add_school
from forum.workflow.seats import add_seat


@dataclass(frozen=True)
class RollEntry:
    """What one row of the file enters: a seat that is not there yet, its member, or both."""

    seat: Seat | None = None
    appointment: Appointment | None = None


@transaction.atomic
def enter_roll(
    forum: Forum, entries: Sequence[RollEntry], *, by: Person, on: date
) -> tuple[int, int]:
    """Enter every row through its own step; the answer counts the seats and the members."""
    require(by, forum, Role.CLERK, Role.ADMINISTRATOR)
    for entry in entries:
        if entry.seat is not None:
            add_seat(entry.seat, by=by, on=on)
        if entry.appointment is not None:
            appoint_member(entry.appointment, by=by, on=on)
    seats = sum(entry.seat is not None for entry in entries)
    return seats, sum(entry.appointment is not None for entry in entries)


@transaction.atomic
def enter_schools(forum: Forum, schools: Sequence[School], *, by: Person, on: date) -> int:
    """Enter every school through its own step; the answer counts them."""
    require(by, forum, Role.CLERK, Role.ADMINISTRATOR)
    for school in schools:
        add_school(school, by=by, on=on)
    return len(schools)
