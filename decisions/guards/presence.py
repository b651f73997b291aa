"""What guards who was there: agreed minutes print it, so from then on it stays."""

from __future__ import annotations

from decisions.guards.agreed import agreed, share_of
from forum.guards import Guard, Refusal, on

_OF_ATTENDANCE = "(SELECT a.meeting_id FROM forum_attendance a WHERE a.id = ROW.attendance_id)"
_TABLES = {
    "forum_attendance": "ROW.meeting_id",
    "forum_presenceinterval": _OF_ATTENDANCE,
    "forum_interest": "ROW.meeting_id",
    "forum_inattendance": "ROW.meeting_id",
}
"""What the minutes say of the room, and the meeting of each row."""


def presence_guards() -> tuple[Guard, ...]:
    """The guards of attendance, once the minutes of its meeting are agreed."""
    return tuple(
        guard
        for table, meeting in _TABLES.items()
        for guard in on(
            "INSERT UPDATE DELETE",
            table,
            "minuted",
            Refusal("The minutes of this meeting are agreed.", agreed(meeting)),
            locks=(share_of(meeting),),
        )
    )
