"""Who holds which seat at a meeting, who sits there now, and what they declared."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from forum.choices import Presence
from forum.models import (
    Appointment,
    Attendance,
    Interest,
    Meeting,
    Person,
    Reply,
    Seat,
    Substitution,
)
from forum.rules.presence import Sitting
from papers.models.electorate import Room, room

_WORDS = {
    "vacant": "Vacant",
    "present": "Present",
    "substitute": "Substitute",
    "left": "Left",
    "apologies": "Apologies",
    "absent": "Absent",
    "unknown": "Not recorded",
}


@dataclass(frozen=True)
class SeatRow:
    """One seat in the room: its holder, who sits there, and how that came to be."""

    seat: Seat
    holder: Appointment | None
    substitution: Substitution | None
    """Who may stand in for the holder, or did."""
    attendance: Attendance | None
    sitting: Sitting | None
    interests: tuple[Interest, ...]

    @property
    def state(self) -> str:
        """Where the seat stands: vacant, present, substitute, left, apologies, absent, unknown."""
        if self.holder is None:
            return "vacant"
        if self.sitting is not None:
            return "substitute" if self.sitting.by_substitute else "present"
        if self.attendance is None:
            return "unknown"
        was_here = self.attendance.presence in {Presence.PRESENT, Presence.SUBSTITUTE}
        return "left" if was_here else self.attendance.presence

    @property
    def words(self) -> str:
        """The state as the screen has it."""
        return _WORDS[self.state]

    @property
    def colour(self) -> str:
        return "yellow" if self.state == "unknown" else "grey"

    @property
    def declarer(self) -> str:
        """Who speaks for the seat now: the substitute who sits, else the holder."""
        stands_in = self.by_substitute and self.substitution
        who = self.substitution if stands_in else self.holder
        return who.person.name if who else ""

    @property
    def is_here(self) -> bool:
        return self.sitting is not None

    @property
    def is_remote(self) -> bool:
        return self.sitting is not None and self.sitting.is_remote

    @property
    def by_substitute(self) -> bool:
        return self.sitting is not None and self.sitting.by_substitute

    def is_substitute(self, person: Person) -> bool:
        """Whether it is this person who may stand in for the holder."""
        return self.substitution is not None and self.substitution.person_id == person.pk

    @property
    def substitute_is_spare(self) -> bool:
        """Whether the substitute could take the seat now."""
        return self.substitution is not None and not self.is_here


@dataclass(frozen=True)
class Attending:
    """The seats of a meeting, in their order, and what is recorded of each."""

    rows: tuple[SeatRow, ...]

    @property
    def holders(self) -> tuple[Appointment, ...]:
        return tuple(row.holder for row in self.rows if row.holder)

    @property
    def vacant(self) -> tuple[Seat, ...]:
        return tuple(row.seat for row in self.rows if row.holder is None)

    @property
    def here(self) -> list[SeatRow]:
        return [row for row in self.rows if row.is_here]

    @property
    def unknown(self) -> list[Appointment]:
        """Holders of whom nobody has said yet whether they are here."""
        return [row.holder for row in self.rows if row.holder and row.attendance is None]

    @property
    def groups(self) -> list[tuple[str, list[SeatRow]]]:
        """The seats under the groups that they represent."""
        under: dict[str, list[SeatRow]] = {}
        for row in self.rows:
            under.setdefault(row.seat.get_group_display(), []).append(row)
        return list(under.items())


def attending(meeting: Meeting, within: Room | None = None) -> Attending:
    """Who sits on the forum on the day of the meeting, and who was there."""
    place = within or room(meeting, in_the_room=True)
    recorded = {each.seat_id: each for each in Attendance.objects.filter(meeting=meeting)}
    return Attending(tuple(_row(seat, place, recorded.get(seat.pk)) for seat in place.seats))


def _row(seat: Seat, place: Room, attendance: Attendance | None) -> SeatRow:
    holder = place.holders.get(seat.pk)
    if holder and holder.until_on and holder.until_on < place.meeting.held_on:
        holder = None
    if holder:
        holder.seat = seat  # Read already, with all the others.
    return SeatRow(
        seat=seat,
        holder=holder,
        substitution=place.substitutes.get(seat.pk),
        attendance=attendance,
        sitting=(place.sitting or {}).get(seat.pk),
        interests=tuple(
            each for each in place.interests if holder and each.appointment_id == holder.pk
        ),
    )


def replies_to(meeting: Meeting) -> dict[UUID, Reply]:
    """What members said beforehand about coming, by appointment."""
    return {each.appointment_id: each for each in Reply.objects.filter(meeting=meeting)}
