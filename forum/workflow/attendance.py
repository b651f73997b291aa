"""Who was at a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from forum import audit
from forum.choices import ForumEvent, Presence, Role
from forum.locks import lock_row
from forum.models import Appointment, Attendance, Meeting, Person
from forum.permissions import require


@transaction.atomic
def take_attendance(
    meeting: Meeting, presence: Mapping[Appointment, Presence], *, by: Person, on: date
) -> None:
    """Record who is present, has sent apologies or is absent; later entries replace earlier ones.

    A ballot that is open or closed keeps the register it was opened with.
    """
    require(by, meeting.forum, Role.CLERK)
    lock_row(meeting)
    for appointment, state in presence.items():
        Attendance.objects.update_or_create(
            meeting=meeting,
            seat=appointment.seat,
            defaults={"forum": meeting.forum, "appointment": appointment, "presence": state},
        )
    quorum = meeting.quorum()
    audit.record(
        ForumEvent.ATTENDANCE_TAKEN,
        f"Attendance on {meeting.held_on:%-d %B %Y}: {quorum.present} present, "
        f"{quorum.needed} needed for a quorum",
        forum=meeting.forum,
        by=by,
        on=on,
        about=meeting,
        seats=[
            {"seat": appointment.seat_id, "presence": str(state)}
            for appointment, state in presence.items()
        ],
    )
