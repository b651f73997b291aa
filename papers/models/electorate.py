"""What the electorate rule needs to know about the seats of a forum on the day of a meeting."""

from __future__ import annotations

from forum.choices import Presence
from forum.models import Appointment, Attendance, Meeting, School, Seat
from papers.rules.electorate import SeatFacts


def seat_facts(meeting: Meeting, *, in_the_room: bool) -> tuple[SeatFacts, ...]:
    """Every seat with its holder on the day; who is there, only once they are in the room."""
    day = meeting.held_on
    holders = _holders(meeting)
    present = set(
        Attendance.objects.filter(meeting=meeting, presence=Presence.PRESENT).values_list(
            "appointment_id", flat=True
        )
    )
    facts = []
    for seat in Seat.objects.in_being(day).filter(forum=meeting.forum_id):
        holder = holders.get(seat.pk)
        ended = bool(holder and holder.until_on and holder.until_on < day)
        converted = holder.school.converted_on if holder and holder.school else None
        facts.append(
            SeatFacts(
                seat=seat.pk,
                seat_name=seat.name,
                group=seat.group,
                holder_name=holder.person.name if holder else "",
                term_ended_on=holder.until_on if holder and ended else None,
                present=(holder.pk in present if holder else False) if in_the_room else None,
                school_converted_on=converted if converted and converted <= day else None,
            )
        )
    return tuple(facts)


def holder_of_each_seat(meeting: Meeting) -> dict[object, Appointment]:
    """Whose name stands in the register for each seat: the current holder, or the last one."""
    return _holders(meeting)


def groups_with_schools(meeting: Meeting) -> frozenset[str]:
    """The groups that have at least one school on the day of the meeting."""
    schools = School.objects.filter(forum=meeting.forum_id).open_on(meeting.held_on)
    return frozenset(str(school.group_on(meeting.held_on)) for school in schools)


def groups_with_members(meeting: Meeting) -> frozenset[str]:
    """The groups that somebody represents on the day of the meeting."""
    current = Appointment.objects.current(meeting.held_on).filter(forum=meeting.forum_id)
    return frozenset(current.values_list("seat__group", flat=True))


def _holders(meeting: Meeting) -> dict[object, Appointment]:
    """The latest appointment to each seat that had begun by the day, ended or not."""
    begun = (
        Appointment.objects.filter(forum=meeting.forum_id, from_on__lte=meeting.held_on)
        .select_related("person", "school")
        .order_by("from_on")
    )
    return {appointment.seat_id: appointment for appointment in begun}
