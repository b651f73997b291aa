"""Who may sit for the holder of a seat at a meeting, and who did."""

from __future__ import annotations

from forum.models.attendance import Attendance
from forum.models.meeting import Meeting
from forum.models.membership import Appointment, Substitution


def stands_in(meeting: Meeting, holder: Appointment, who: Substitution | None) -> bool:
    """Whether the substitute is named for this seat, and for this meeting or permanently."""
    if who is None or who.seat_id != holder.seat_id:
        return False
    ended = who.until_on is not None and who.until_on < meeting.held_on
    return who.meeting_id in {None, meeting.pk} and who.from_on <= meeting.held_on and not ended


def sat_before(meeting: Meeting, holder: Appointment) -> Substitution | None:
    """The substitute who sat for the holder of a seat, and got up again."""
    stays = {"intervals__is_substitute": True, "intervals__left__isnull": False}
    sat = Attendance.objects.filter(meeting=meeting, seat=holder.seat, **stays)
    before = sat.select_related("substitution").first()
    return before.substitution if before else None
