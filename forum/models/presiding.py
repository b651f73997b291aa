"""Who is in the chair of a meeting, as recorded; else whoever the offices put there."""

from __future__ import annotations

from django.db.models import Q

from forum.choices import Office
from forum.models.meeting import Meeting
from forum.models.membership import OfficeHolding
from forum.models.person import Person
from forum.models.quorum import sitting


def presiding_over(meeting: Meeting) -> Person | None:
    """The person in the chair: as recorded, else the chair if present, else the vice-chair."""
    if meeting.presiding is not None:
        return meeting.presiding
    here = {seat for seat, who in sitting(meeting).items() if who.member}
    held = offices_on(meeting)
    order = (Office.CHAIR, Office.VICE_CHAIR)
    for office in order:
        for holding in held:
            if holding.office == office and holding.appointment.seat_id in here:
                return holding.appointment.person
    return None


def offices_on(meeting: Meeting) -> list[OfficeHolding]:
    """Who is chair and vice-chair on the day of the meeting."""
    day = meeting.held_on
    holdings = OfficeHolding.objects.filter(forum=meeting.forum_id, from_on__lte=day)
    current = holdings.filter(Q(until_on__isnull=True) | Q(until_on__gte=day))
    return list(current.select_related("appointment__person", "appointment__seat"))
