"""The quorum of a meeting, read from its record: per item, at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from forum.choices import InterestAction, QuorumBase
from forum.models.attendance import Interest, PresenceInterval
from forum.models.meeting import AgendaItem, Meeting
from forum.models.membership import Appointment, Seat
from forum.rules.interests import counts_for_quorum
from forum.rules.presence import Interval, Sitting, present_at
from forum.rules.quorum import Quorum, heads, quorum


def entered_for(item: AgendaItem, meeting: Meeting) -> datetime | None:
    """The moment that a vote entered after its meeting is judged by: when its item was taken.

    None while the meeting goes on, and where the record was made on another day than the meeting.
    """
    if meeting.closed_at is None or meeting.opened_at is None:
        return None
    return item.taken if timezone.localdate(meeting.opened_at) == meeting.held_on else None


def sitting(meeting: Meeting, *, at: datetime | None = None) -> dict[UUID, Sitting]:
    """Who sits for each seat at the moment; without one, as it was last recorded."""
    return present_at(intervals(meeting), at)


def intervals(meeting: Meeting) -> list[Interval]:
    """The intervals during which the seats of the day were filled at the meeting.

    Who came although their term was over is no member, and fills no seat.
    """
    day = meeting.held_on
    recorded = PresenceInterval.objects.filter(
        attendance__meeting=meeting,
        attendance__appointment__in=Appointment.objects.current(day),
        attendance__seat__in=Seat.objects.in_being(day),
    )
    who = ("attendance__appointment", "attendance__substitution")
    return [interval_of(each) for each in recorded.select_related(*who)]


def interval_of(recorded: PresenceInterval) -> Interval:
    """A recorded interval as the rules see it."""
    attendance = recorded.attendance
    who = attendance.substitution if recorded.is_substitute else attendance.appointment
    return Interval(
        attendance.seat_id,
        recorded.came,
        recorded.left,
        recorded.is_substitute,
        recorded.is_remote,
        who.person_id if who else None,
    )


def declared_by_who_sits(interest: Interest, here: Mapping[UUID, Sitting] | None) -> bool:
    """Whether the one who sits declared it: the substitute, or else the holder of the seat."""
    who = here.get(interest.appointment.seat_id) if here else None
    by_substitute = who is not None and who.by_substitute
    return (interest.substitution_id is not None) == by_substitute


def out_of_the_room(
    interests: Iterable[Interest], here: Mapping[UUID, Sitting] | None
) -> set[UUID]:
    """The seats of those who left the room for an interest of their own."""
    left = (each for each in interests if not counts_for_quorum(InterestAction(each.action)))
    return {each.appointment.seat_id for each in left if declared_by_who_sits(each, here)}


def members_counted(meeting: Meeting) -> int:
    """How many members the quorum is a fraction of, as the constitution of the day counts."""
    rules = meeting.forum.constitution_on(meeting.held_on)
    seats = Seat.objects.in_being(meeting.held_on).filter(forum=meeting.forum_id)
    if rules.quorum_base == QuorumBase.FILLED_SEATS:
        filled = Appointment.objects.at(meeting)
        seats = seats.filter(pk__in=filled.values("seat"))
    return seats.count()


def quorum_of(
    meeting: Meeting,
    *,
    item: AgendaItem | None = None,
    about: object = None,
    at: datetime | None = None,
) -> Quorum:
    """The quorum now, or at a moment; for an item, without those who left the room for it.

    For an item of a meeting that is over, as it was when the item was taken.
    """
    rules = meeting.forum.constitution_on(meeting.held_on)
    here = sitting(meeting, at=at or (entered_for(item, meeting) if item else None))
    if item is not None:
        declared = Interest.objects.bearing_at(meeting)
        out = out_of_the_room((each for each in declared if each.concerns(item, about)), here)
        here = {seat: who for seat, who in here.items() if seat not in out}
    return quorum(
        members=members_counted(meeting), present=heads(here), percent=rules.quorum_percent
    )
