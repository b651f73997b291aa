"""Who holds which seat at a meeting, and who is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from forum.choices import Presence
from forum.models import Appointment, Attendance, Meeting, Seat


@dataclass(frozen=True)
class Attending:
    """The seats of a meeting: holders in the order of the seats, and what is recorded of each."""

    holders: tuple[Appointment, ...]
    vacant: tuple[Seat, ...]
    presence: Mapping[UUID, str]
    """By appointment; a holder of whom nothing is recorded yet is not in it."""

    @property
    def present(self) -> list[Appointment]:
        return self._those(Presence.PRESENT)

    @property
    def apologies(self) -> list[Appointment]:
        return self._those(Presence.APOLOGIES)

    @property
    def absent(self) -> list[Appointment]:
        return self._those(Presence.ABSENT)

    @property
    def unknown(self) -> list[Appointment]:
        """Holders of whom nobody has said yet whether they are here."""
        return [holder for holder in self.holders if holder.pk not in self.presence]

    def _those(self, presence: Presence) -> list[Appointment]:
        return [holder for holder in self.holders if self.presence.get(holder.pk) == presence]


def attending(meeting: Meeting) -> Attending:
    """Who sits on the forum on the day of the meeting, and who was there."""
    day = meeting.held_on
    seats = Seat.objects.in_being(day).filter(forum=meeting.forum_id)
    current = (
        Appointment.objects.current(day)
        .filter(forum=meeting.forum_id)
        .select_related("person", "seat")
        .order_by("from_on")
    )
    # Where one term ends on the day on which the next begins, the newcomer sits there.
    holder_of = {appointment.seat_id: appointment for appointment in current}
    recorded = Attendance.objects.filter(meeting=meeting)
    return Attending(
        holders=tuple(holder_of[seat.pk] for seat in seats if seat.pk in holder_of),
        vacant=tuple(seat for seat in seats if seat.pk not in holder_of),
        presence={each.appointment_id: each.presence for each in recorded},
    )
