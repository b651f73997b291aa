"""The roll of members as a file brings it, beside what the forum has already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models.functions import Lower

from forum.models.forum import Constitution, Forum
from forum.models.membership import Appointment, Seat
from forum.models.membership_facts import judge_appointment
from forum.models.person import Person
from forum.models.school import School
from forum.models.shown import Shown, shown
from forum.rules.roll import Roll, RollRow, read_roll
from forum.rules.ruling import Ruling
from forum.rules.seats import may_keep_seat
from forum.rules.sheet import CellError

COLUMN_OF = {
    "ends-before-start": "until",
    "seat-taken": "seat",
    "seat-abolished": "seat",
    "school-in-another-group": "school",
    "too-many-from-school": "school",
    "phase-without-academies": "phase",
    "tied-to-authority": "tie",
}
"""The cell that each reason against a row is about."""


TOGETHER = (
    ("seat", "group", "kind", "phase"),
    ("name", "email", "post", "school", "tie"),
    ("from", "until"),
)
"""The columns of the file as the page brings them together."""


@dataclass(frozen=True)
class RowAhead:
    """One row of the file, and what entering it would do."""

    row: RollRow
    seat: Seat | None
    """The seat, where it is one to add."""
    appointment: Appointment | None
    known: Person | None
    """The person who has this address already."""

    @property
    def does(self) -> str:
        """What entering the row does, in words."""
        if self.seat is None and self.appointment is None:
            return "Entered already"
        done = ["adds the seat"] if self.seat is not None else []
        if self.appointment is not None:
            done.append("appoints")
        words = " and ".join(done)
        return f"{words[0].upper()}{words[1:]}"

    @property
    def cells(self) -> list[list[Shown]]:
        """The columns of the row, each with its mistakes."""
        return shown(self.row.values, self.row.errors, TOGETHER)


@dataclass(frozen=True)
class RollAhead:
    """The whole file, and what entering it would do."""

    roll: Roll
    rows: tuple[RowAhead, ...]

    @property
    def seats(self) -> int:
        return sum(row.seat is not None for row in self.rows)

    @property
    def members(self) -> int:
        return sum(row.appointment is not None for row in self.rows)

    @property
    def number(self) -> int:
        """How many records the file would add."""
        return self.seats + self.members

    @property
    def says(self) -> str:
        """What the whole file would add, in words."""
        seats = f"{self.seats} seat{'' if self.seats == 1 else 's'} to add"
        return f"{seats}, {self.members} member{'' if self.members == 1 else 's'} to appoint"


@dataclass
class _Forum:
    """What the forum has already, read once for however many rows."""

    forum: Forum
    seats: Mapping[str, Seat]
    people: Mapping[str, Person]
    schools: Mapping[str, School]
    constitutions: list[Constitution]
    terms: list[Appointment]
    on: date

    def constitution(self, day: date) -> Constitution:
        in_force = [each for each in self.constitutions if each.in_force_from <= day]
        return in_force[-1] if in_force else Constitution(forum=self.forum, in_force_from=day)


def roll_ahead(forum: Forum, text: str, *, on: date) -> RollAhead:
    """Read the file and say of every row what it would do, and what stands in the way."""
    seats = {seat.name.casefold(): seat for seat in Seat.objects.filter(forum=forum)}
    schools = {school.name: school for school in School.objects.filter(forum=forum)}
    groups = {seat.name: seat.group for seat in seats.values()}
    roll = read_roll(text, seats=groups, known_schools=list(schools), on=on)
    terms = Appointment.objects.filter(forum=forum).select_related("school", "seat", "person")
    here = _Forum(
        forum,
        seats,
        _people(roll),
        schools,
        list(forum.constitution_set.order_by("in_force_from")),
        list(terms),
        on,
    )
    last = max((seat.position for seat in seats.values()), default=0)
    rows = [_ahead(row, here, last + place) for place, row in enumerate(roll.rows, start=1)]
    return RollAhead(replace(roll, rows=tuple(each.row for each in rows)), tuple(rows))


def _people(roll: Roll) -> dict[str, Person]:
    emails = {row.values.get("email", "").lower() for row in roll.rows} - {""}
    known = Person.objects.annotate(address=Lower("email")).filter(address__in=emails)
    return {person.email.lower(): person for person in known}


def _ahead(row: RollRow, here: _Forum, position: int) -> RowAhead:
    known = here.people.get(row.values.get("email", "").lower())
    if row.errors:
        return RowAhead(row, None, None, known)
    standing = here.seats.get(row.values["seat"].casefold())
    seat = standing or Seat(
        forum=here.forum,
        name=row.values["seat"],
        group=row.group,
        kind=row.kind,
        phase=row.phase,
        position=position,
    )
    added = seat if standing is None else None
    row = _with(row, may_keep_seat(group=seat.group, phase=seat.phase))
    if row.is_vacant or row.from_on is None or _sits_already(row, seat, known, here):
        return RowAhead(_noted(row, known), added, None, known)
    appointment = Appointment(
        forum=here.forum,
        seat=seat,
        person=known or _newcomer(row),
        school=here.schools.get(row.school),
        from_on=row.from_on,
        until_on=row.until_on,
        authority_tie=row.tie,
    )
    constitution = here.constitution(row.from_on)
    row = _with(row, judge_appointment(appointment, here.terms, constitution))
    here.terms.append(appointment)
    return RowAhead(_noted(row, known), added, appointment, known)


def _newcomer(row: RollRow) -> Person:
    person = Person(
        email=row.values["email"].lower(),
        name=row.values["name"],
        post=row.values.get("post", ""),
    )
    person.set_unusable_password()
    return person


def _with(row: RollRow, ruling: Ruling) -> RollRow:
    """The row with what the rules say against it, beside its cells."""
    against = [CellError(COLUMN_OF.get(each.code, ""), each.text) for each in ruling.reasons]
    return replace(row, errors=(*row.errors, *against))


def _sits_already(row: RollRow, seat: Seat, known: Person | None, here: _Forum) -> bool:
    """Whether the very appointment of the row is entered already, so that nothing is to do."""
    return known is not None and any(
        each.seat_id == seat.pk and each.person_id == known.pk and each.from_on == row.from_on
        for each in here.terms
    )


def _noted(row: RollRow, known: Person | None) -> RollRow:
    """The row with what is worth a look about a person whose address is known."""
    if known is None:
        return row
    typed = row.values.get("name", "")
    other = f", recorded as {known.name}" if known.name.casefold() != typed.casefold() else ""
    return replace(row, notes=(*row.notes, f"This address is known already{other}."))
