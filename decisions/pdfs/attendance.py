"""Who was at a meeting, for which group and when, and whether the forum was quorate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from decisions.models.room.attendance_record import Guests, comings, guests
from decisions.models.room.attending import attending
from decisions.rules.comings import Comings
from forum.choices import Capacity, Group, MemberClass, Office, Presence
from forum.models import Attendance, InAttendance, Meeting, Seat
from forum.models.presiding import offices_on

HEADS = {
    Presence.PRESENT: "Present",
    Presence.SUBSTITUTE: "Present by a substitute",
    Presence.APOLOGIES: "Apologies",
    Presence.ABSENT: "Absent, without apologies",
}
MEMBERS = ("Member", "Seat", "Group")
GUESTS = ("Person", "Post", "Capacity")
Row = dict[str, str]
Table = dict[str, object]


def attendance(meeting: Meeting, came: Comings | None = None) -> list[Table]:
    """Every seat of the forum, the group beside it: by presence, then what is not known."""
    came = came or comings(meeting)
    recorded = sorted(
        meeting.attendances.select_related(
            "seat", "appointment__person", "substitution__person"
        ).order_by("seat__position", "seat__name"),
        key=lambda each: _by_class(each.seat),
    )
    offices = {
        each.appointment_id: each.get_office_display() for each in reversed(offices_on(meeting))
    }
    sitting = attending(meeting)
    tables = [
        _table(head, _of(presence, recorded, offices, came)) for presence, head in HEADS.items()
    ]
    silent = ((each.seat, _row(each.person.name, each.seat)) for each in sitting.unknown)
    tables.append(_table("Attendance not recorded", silent))
    vacant = ((seat, _row("vacant", seat)) for seat in sitting.vacant)
    tables.append(_table("Vacant seats", vacant))
    tables.append(_guests(guests(meeting)))
    return [table for table in tables if table["rows"] or table["note"]]


def quorum_sentence(meeting: Meeting, came: Comings | None = None) -> str:
    """The quorum when the roll had been called, as the minutes state it."""
    if meeting.is_outside:
        return "Decided outside a meeting: those who replied make the quorum of each question."
    if not meeting.attendances.exists():
        return "Not stated: attendance is not recorded."
    quorum = (came or comings(meeting)).quorum()
    rules = meeting.forum.constitution_on(meeting.held_on)
    state = "quorate" if quorum.met else "not quorate"
    present = "1 member was" if quorum.present == 1 else f"{quorum.present} members were"
    base = rules.get_quorum_base_display().lower()
    return (
        f"The meeting was {state}: {present} present and {quorum.needed} needed "
        f"({rules.quorum_percent}% of {base})."
    )


def chair_words(meeting: Meeting) -> str:
    """Who was chair of the forum on the day, in which seat and for which group."""
    for holding in offices_on(meeting):
        if holding.office == Office.CHAIR:
            seat = holding.appointment.seat
            return f"{holding.appointment.person.name}, {seat.name} ({seat.get_group_display()})"
    return "not stated"


def _by_class(seat: Seat) -> tuple[int, int]:
    """Schools members first, then academies and non-schools members, group by group."""
    return list(MemberClass).index(seat.member_class), list(Group).index(Group(seat.group))


def _table(head: str, rows: Iterable[tuple[Seat, Row]]) -> Table:
    """Rows under their head, and how many of each class they are."""
    found = list(rows)
    classes = Counter(seat.member_class for seat, _ in found)
    counted = ", ".join(
        f"{classes[each]} {each.label.lower()}" for each in MemberClass if classes[each]
    )
    return {
        "head": f"{head} ({len(found)})",
        "columns": MEMBERS,
        "rows": [_said(row) for _, row in found],
        "note": _singular(counted),
    }


def _singular(counted: str) -> str:
    """ "1 schools member", not "1 schools members"."""
    parts = counted.split(", ")
    return ", ".join(part.removesuffix("s") if part.startswith("1 ") else part for part in parts)


def _of(
    presence: Presence,
    recorded: Iterable[Attendance],
    offices: Mapping[UUID, str],
    came: Comings,
) -> Iterable[tuple[Seat, Row]]:
    for each in recorded:
        if each.presence == presence:
            office = offices.get(each.appointment_id, "").lower()
            yield each.seat, _member(each, office, came)


def _member(attendance: Attendance, office: str, came: Comings) -> Row:
    marks = ", ".join(filter(None, (office, "remotely" if attendance.is_remote else "")))
    name = attendance.appointment.person.name
    sat = attendance.presence == Presence.SUBSTITUTE
    substitute = attendance.substitution.person.name if attendance.substitution else ""
    if sat and substitute:
        name = f"{substitute} for {name}"
    moves = [came.words(attendance.seat_id, substitute=sat)]
    other = came.words(attendance.seat_id, substitute=not sat)
    if other:
        moves.append(f"{attendance.appointment.person.name if sat else substitute} {other}")
    when = "; ".join(filter(None, moves))
    return _row(f"{name} ({marks})" if marks else name, attendance.seat, when)


def _guests(came: Guests) -> Table:
    rows = [_said(_guest(each)) for each in came.named]
    public = "1 member" if came.public == 1 else f"{came.public} members"
    also = f"{public} of the public or press" if came.public else ""
    beside = f", and {also}" if rows and also else ""
    return {
        "head": f"In attendance, without a vote ({len(rows)}){beside}",
        "columns": GUESTS,
        "rows": rows,
        "note": "" if rows else also,
    }


def _guest(each: InAttendance) -> Row:
    capacity = Capacity(each.capacity).label
    item = f" (item {each.agenda_item.number})" if each.agenda_item else ""
    return {
        "name": each.name,
        "seat": each.post or "not stated",
        "group": f"{capacity}{item}",
        "when": "",
    }


def _row(name: str, seat: Seat, when: str = "") -> Row:
    return {"name": name, "seat": seat.name, "group": seat.get_group_display(), "when": when}


def _said(row: Row) -> Row:
    """The row with all of it in one line, as pages have it."""
    line = ", ".join((row["name"], row["seat"], row["group"]))
    return {**row, "said": f"{line}: {row['when']}" if row["when"] else line}
