"""Who is in the chair of a meeting, as recorded; else whoever the offices put there."""

from __future__ import annotations

from forum.choices import Office
from forum.models.meeting import Meeting
from forum.models.membership import OfficeHolding
from forum.models.person import Person
from forum.models.quorum import sitting
from forum.rules.offices import Candidate, presiding_order


def presiding_over(meeting: Meeting) -> Person | None:
    """The person in the chair: as recorded, else the chair if present, else the vice-chair."""
    if meeting.presiding is not None:
        return meeting.presiding
    here = {seat for seat, who in sitting(meeting).items() if who.member}
    held: dict[Candidate, OfficeHolding] = {}
    for each in offices_on(meeting):
        seat = each.appointment.seat_id
        found = Candidate(str(seat), Office(each.office), is_here=seat in here)
        held.setdefault(found, each)
    order = presiding_order(held)
    return held[order[0]].appointment.person if order else None


def offices_on(meeting: Meeting) -> list[OfficeHolding]:
    """Who is chair and vice-chair on the day of the meeting, who came last into office first."""
    held = OfficeHolding.objects.current(meeting.held_on).filter(forum=meeting.forum_id)
    return list(held.select_related("appointment__person", "appointment__seat"))
