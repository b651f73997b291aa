"""Seats of a new forum, added group by group under names as they are printed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from forum.choices import Group, Role, SeatKind
from forum.locks import lock_row
from forum.models import Forum, Person, Seat
from forum.permissions import require
from forum.workflow.seats import add_seat

CALLED: Mapping[tuple[Group, SeatKind], str] = {
    (Group.MAINTAINED_PRIMARY, SeatKind.HEADTEACHER): "Maintained primary headteacher",
    (Group.MAINTAINED_PRIMARY, SeatKind.GOVERNOR): "Maintained primary governor",
    (Group.MAINTAINED_SECONDARY, SeatKind.HEADTEACHER): "Maintained secondary headteacher",
    (Group.MAINTAINED_SECONDARY, SeatKind.GOVERNOR): "Maintained secondary governor",
    (Group.MAINTAINED_SPECIAL, SeatKind.HEADTEACHER): "Maintained special headteacher",
    (Group.MAINTAINED_SPECIAL, SeatKind.GOVERNOR): "Maintained special governor",
    (Group.MAINTAINED_NURSERY, SeatKind.HEADTEACHER): "Maintained nursery headteacher",
    (Group.MAINTAINED_NURSERY, SeatKind.GOVERNOR): "Maintained nursery governor",
    (Group.MAINTAINED_PRU, SeatKind.HEADTEACHER): "Pupil referral unit headteacher",
    (Group.MAINTAINED_PRU, SeatKind.GOVERNOR): "Pupil referral unit governor",
    (Group.ACADEMY_MAINSTREAM, SeatKind.TRUST): "Mainstream academies",
    (Group.ACADEMY_SPECIAL, SeatKind.TRUST): "Special academies",
    (Group.ACADEMY_AP, SeatKind.TRUST): "Alternative provision academies",
    (Group.EARLY_YEARS, SeatKind.OTHER): "Early years providers",
    (Group.POST_16, SeatKind.OTHER): "16 to 19 providers",
    (Group.NON_SCHOOLS, SeatKind.OTHER): "Non-schools member",
}


@transaction.atomic
def add_planned_seats(
    forum: Forum, wanted: Mapping[tuple[Group, SeatKind], int], *, by: Person, on: date
) -> int:
    """Add so many seats of each kind, numbered on from those there are; the answer counts them."""
    require(by, forum, Role.CLERK, Role.ADMINISTRATOR)
    lock_row(forum)
    taken = set(forum.seat_set.values_list("name", flat=True))
    position = len(taken)
    for (group, kind), name in CALLED.items():
        number = 0
        for _ in range(wanted.get((group, kind), 0)):
            number = _free(name, number, taken)
            position += 1
            seat = Seat(
                forum=forum, name=f"{name} {number}", group=group, kind=kind, position=position
            )
            taken.add(add_seat(seat, by=by, on=on).name)
    return sum(wanted.values())


def _free(name: str, after: int, taken: set[str]) -> int:
    """The next number under which no seat is known."""
    number = after + 1
    while f"{name} {number}" in taken:
        number += 1
    return number
