"""Who was at a meeting, when, and in what capacity, read once for its minutes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from decisions.rules.comings import Comings, Taken
from forum.choices import Capacity, Group, InterestAction, PresidingAs
from forum.models import Appointment, InAttendance, Interest, Meeting, Person
from forum.models.presiding import presiding_over
from forum.models.quorum import intervals, members_counted
from forum.rules.presence import clock_time


def comings(meeting: Meeting) -> Comings:
    """Everybody's stays, the items as they were taken, and who left the room for which."""
    rules = meeting.forum.constitution_on(meeting.held_on)
    taken = meeting.items.filter(taken__isnull=False).order_by("taken", "position")
    left = _left_for(meeting)
    return Comings(
        intervals=tuple(intervals(meeting)),
        taken=tuple(Taken(item.pk, item.number, item.taken) for item in taken if item.taken),
        members=members_counted(meeting),
        percent=rules.quorum_percent,
        out={item.pk: left[item.pk] | left[None] for item in taken},
    )


def _left_for(meeting: Meeting) -> defaultdict[object, set[object]]:
    """For each item the seats whose holders left the room for it; under None for all of them."""
    left = Interest.objects.filter(
        meeting=meeting, action=InterestAction.LEFT, about__isnull=True, ended__isnull=True
    )
    found: defaultdict[object, set[object]] = defaultdict(set)
    for each in left.select_related("appointment"):
        found[each.agenda_item_id].add(each.appointment.seat_id)
    return found


def with_seat(appointment: Appointment) -> str:
    """A member with what they stand for: name, seat and group."""
    seat = appointment.seat
    return f"{appointment.person.name}, {seat.name} ({seat.get_group_display()})"


def presiding_words(meeting: Meeting) -> str:
    """Who was in the chair of the meeting, for which group, and as what."""
    if meeting.is_outside:
        return "Nobody: decided outside a meeting"
    person = presiding_over(meeting)
    if person is None:
        return "not stated"
    held = Appointment.objects.at(meeting).filter(person=person)
    seated = held.select_related("person", "seat").first()
    who = with_seat(seated) if seated else _with_post(person)
    if not meeting.presiding_as:
        return who
    return f"{who}, {PresidingAs(meeting.presiding_as).label.lower()}"


def _with_post(person: Person) -> str:
    return f"{person.name}, {person.post}" if person.post else person.name


@dataclass(frozen=True)
class Guests:
    """Those at a meeting who are not members; the public is counted and not named."""

    named: tuple[InAttendance, ...]
    public: int


def guests(meeting: Meeting) -> Guests:
    """Who came of those who are not members."""
    came = list(meeting.in_attendance.filter(is_expected=True).select_related("agenda_item"))
    named = tuple(each for each in came if each.capacity != Capacity.PUBLIC)
    return Guests(named, len(came) - len(named))


def interests_by_item(meeting: Meeting) -> dict[UUID | None, list[str]]:
    """What was declared and what was done about it, by item; under None for the whole meeting."""
    found: dict[UUID | None, list[str]] = defaultdict(list)
    declared = Interest.objects.filter(meeting=meeting).select_related(
        "appointment__person", "appointment__seat", "substitution__person"
    )
    for each in declared:
        found[each.agenda_item_id].append(interest_words(each))
    return dict(found)


def interest_words(interest: Interest) -> str:
    """An interest as the minutes say it, with the group beside the name."""
    seat = interest.appointment.seat
    holder = interest.appointment.person.name
    name = f"{interest.substitution.person.name} for {holder}" if interest.substitution else holder
    about = f" on {interest.about_label}" if interest.about_label else ""
    at = f" at {clock_time(interest.declared)}" if interest.declared else ""
    nature = interest.nature.strip().rstrip(".")
    words = (
        f"{name}, {seat.name} ({Group(seat.group).label}), declared "
        f"{_article(interest.get_kind_display().lower())} interest{about}{at}: {nature}. "
        f"{interest.get_action_display()}."
    )
    if interest.said_before:
        words += f" Said before that: {interest.said_before.strip().rstrip('.')}."
    if interest.ended:
        words += f" It ceased to bear at {clock_time(interest.ended)}."
    return words


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
