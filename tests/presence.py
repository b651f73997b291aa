"""Coming, leaving, standing in and declaring, each through its step, in few words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from forum.choices import Group, InterestAction, InterestKind, Presence, SubstituteKind
from forum.models import (
    AgendaItem,
    Appointment,
    Forum,
    Interest,
    Meeting,
    Person,
    Substitution,
)
from forum.workflow.attendance import come_in, leave, take_attendance
from forum.workflow.interests import declare_interest
from tests.factories import a_member, a_person, at_time


def members(forum: Forum, count: int, group: Group = Group.MAINTAINED_PRIMARY) -> list[Person]:
    return [a_member(forum, group) for _ in range(count)]


def seat_of(person: Person) -> Appointment:
    """The only appointment of a member."""
    return person.appointments.get()


def call_roll(
    meeting: Meeting, clerk: Person, here: Iterable[Person], away: Iterable[Person] = ()
) -> None:
    """The roll, at nine."""
    states = {seat_of(each): Presence.PRESENT for each in here}
    states |= {seat_of(each): Presence.APOLOGIES for each in away}
    take_attendance(meeting, states, by=clerk, on=meeting.held_on)


def comes(meeting: Meeting, person: Person, clerk: Person, hour: int, minute: int = 0, **more):
    """A member comes in, or the substitute who is named."""
    at = at_time(meeting, hour, minute)
    come_in(meeting, seat_of(person), at=at, by=clerk, on=meeting.held_on, **more)


def leaves(meeting: Meeting, person: Person, clerk: Person, hour: int, minute: int = 0, **more):
    at = at_time(meeting, hour, minute)
    leave(meeting, seat_of(person), at=at, by=clerk, on=meeting.held_on, **more)


def a_substitute(member: Person, person: Person | None = None, **more: object) -> Substitution:
    """Somebody who stands in for the member for good."""
    seat = seat_of(member).seat
    return Substitution.objects.create(
        forum=seat.forum,
        seat=seat,
        person=person or a_person("Sub Stitute"),
        kind=SubstituteKind.PERMANENT,
        from_on=date(2015, 9, 1),
        **more,
    )


def declare(
    meeting: Meeting,
    person: Person,
    action: InterestAction,
    clerk: Person,
    item: AgendaItem | None = None,
    **more: object,
) -> Interest:
    """An interest in an item, or in the whole meeting, that the clerk enters."""
    interest = Interest(
        forum=meeting.forum,
        meeting=meeting,
        appointment=seat_of(person),
        agenda_item=item,
        kind=InterestKind.AFFECTED,
        action=action,
        nature="Paid by the funded body",
        **more,
    )
    return declare_interest(interest, by=clerk, on=meeting.held_on)
