"""Who was at a meeting and for which group, and whether the forum was quorate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from decisions.models.attending import attending
from forum.choices import Office, Presence
from forum.models import Attendance, Meeting, OfficeHolding, Seat

HEADS = {
    Presence.PRESENT: "Present",
    Presence.APOLOGIES: "Apologies",
    Presence.ABSENT: "Absent, without apologies",
}
Row = dict[str, str]
Table = dict[str, object]


def attendance(meeting: Meeting) -> list[Table]:
    """Every seat of the forum, the group beside it: by presence, then what is not known."""
    recorded = list(
        meeting.attendances.select_related("seat", "appointment__person").order_by(
            "seat__position", "seat__name"
        )
    )
    offices = {each.appointment_id: each.get_office_display() for each in _offices(meeting)}
    sitting = attending(meeting)
    tables = [
        _table(head, (_member(each, offices) for each in recorded if each.presence == presence))
        for presence, head in HEADS.items()
    ]
    silent = (_row(each.person.name, each.seat) for each in sitting.unknown)
    tables.append(_table("Attendance not recorded", silent))
    tables.append(_table("Vacant seats", (_row("vacant", seat) for seat in sitting.vacant)))
    return [table for table in tables if table["rows"]]


def quorum_sentence(meeting: Meeting) -> str:
    """The quorum as the minutes state it."""
    if not meeting.attendances.exists():
        return "Not stated: attendance is not recorded."
    quorum = meeting.quorum()
    rules = meeting.forum.constitution_on(meeting.held_on)
    state = "quorate" if quorum.met else "not quorate"
    present = "1 member was" if quorum.present == 1 else f"{quorum.present} members were"
    base = rules.get_quorum_base_display().lower()
    return (
        f"The meeting was {state}: {present} present and {quorum.needed} needed "
        f"({rules.quorum_percent}% of {base})."
    )


def chair_words(meeting: Meeting) -> str:
    """Who was chair of the forum on the day, and in which seat."""
    for holding in reversed(_offices(meeting)):
        if holding.office == Office.CHAIR:
            return f"{holding.appointment.person.name}, {holding.appointment.seat.name}"
    return "not stated"


def _offices(meeting: Meeting) -> list[OfficeHolding]:
    """Chair and vice-chair on the day, who came last into office last."""
    begun = OfficeHolding.objects.filter(forum=meeting.forum_id, from_on__lte=meeting.held_on)
    found = begun.select_related("appointment__person", "appointment__seat").order_by("from_on")
    return [each for each in found if each.until_on is None or each.until_on >= meeting.held_on]


def _table(head: str, rows: Iterable[Row]) -> Table:
    found = list(rows)
    return {"head": f"{head} ({len(found)})", "rows": found}


def _member(attendance: Attendance, offices: Mapping[UUID, str]) -> Row:
    office = offices.get(attendance.appointment_id, "").lower()
    marks = ", ".join(filter(None, (office, "remotely" if attendance.is_remote else "")))
    name = attendance.appointment.person.name
    return _row(f"{name} ({marks})" if marks else name, attendance.seat)


def _row(name: str, seat: Seat) -> Row:
    return {"name": name, "seat": seat.name, "group": seat.get_group_display()}
