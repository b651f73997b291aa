"""The forum as it is composed on a day: classes, groups, seats and who sits in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from forum.choices import (
    ACADEMIES_GROUPS,
    NON_SCHOOLS_GROUPS,
    SCHOOLS_GROUPS,
    Group,
    MemberClass,
)
from forum.models import Appointment, Forum, OfficeHolding, School, Seat

CLASSES = (
    (MemberClass.SCHOOLS, SCHOOLS_GROUPS),
    (MemberClass.ACADEMIES, ACADEMIES_GROUPS),
    (MemberClass.NON_SCHOOLS, NON_SCHOOLS_GROUPS),
)


@dataclass(frozen=True)
class SeatOnDay:
    """A seat, who holds it on the day, and else who held it last."""

    seat: Seat
    holder: Appointment | None
    last: Appointment | None
    note: str = ""


@dataclass(frozen=True)
class GroupOnDay:
    """A group with its seats; and its schools, where it is a group of schools."""

    group: Group
    seats: tuple[SeatOnDay, ...]
    schools: int | None


@dataclass(frozen=True)
class ClassOnDay:
    """One of the three classes of member."""

    member_class: MemberClass
    groups: tuple[GroupOnDay, ...]

    @cached_property
    def seats(self) -> int:
        return sum(len(group.seats) for group in self.groups)

    @cached_property
    def filled(self) -> int:
        return sum(seat.holder is not None for group in self.groups for seat in group.seats)


@dataclass(frozen=True)
class Composition:
    """The whole forum on a day."""

    on: date
    classes: tuple[ClassOnDay, ...]
    offices: tuple[OfficeHolding, ...]

    @cached_property
    def seats(self) -> int:
        return sum(each.seats for each in self.classes)

    @cached_property
    def filled(self) -> int:
        return sum(each.filled for each in self.classes)

    @cached_property
    def vacant(self) -> int:
        return self.seats - self.filled


def composition(forum: Forum, *, on: date) -> Composition:
    """Who represents whom on the day, in four queries whatever the size of the forum."""
    seats = list(Seat.objects.in_being(on).filter(forum=forum))
    terms: dict[object, list[Appointment]] = {}
    begun = Appointment.objects.filter(forum=forum, from_on__lte=on).order_by("from_on")
    for appointment in begun.select_related("person", "school"):
        terms.setdefault(appointment.seat_id, []).append(appointment)
    schools = Counter(
        school.group_on(on) for school in School.objects.filter(forum=forum).open_on(on)
    )
    sat = [_seat_on_day(seat, terms.get(seat.pk, []), on) for seat in seats]
    return Composition(on, tuple(_classes(sat, schools)), _offices(forum, on))


def _classes(sat: list[SeatOnDay], schools: Counter[Group]) -> list[ClassOnDay]:
    return [
        ClassOnDay(
            member_class,
            tuple(
                GroupOnDay(
                    group,
                    tuple(each for each in sat if each.seat.group == group),
                    None if member_class == MemberClass.NON_SCHOOLS else schools[group],
                )
                for group in groups
            ),
        )
        for member_class, groups in CLASSES
    ]


def _seat_on_day(seat: Seat, terms: list[Appointment], on: date) -> SeatOnDay:
    holder = next((each for each in terms if not each.until_on or each.until_on >= on), None)
    last = terms[-1] if terms and holder is None else None
    return SeatOnDay(seat, holder, last, _conversion(seat, holder, on))


def _conversion(seat: Seat, holder: Appointment | None, on: date) -> str:
    """A school that became an academy no longer gives a schools member."""
    school = holder.school if holder else None
    if school is None or seat.member_class != MemberClass.SCHOOLS or not school.is_academy_on(on):
        return ""
    since = f" on {school.converted_on:%-d %B %Y}" if school.converted_on else ""
    return f"{school} became an academy{since}: its holder cannot vote from this seat."


def _offices(forum: Forum, on: date) -> tuple[OfficeHolding, ...]:
    held = OfficeHolding.objects.filter(forum=forum, from_on__lte=on).order_by("office")
    held = held.select_related("appointment__person", "appointment__seat")
    return tuple(each for each in held if each.until_on is None or each.until_on >= on)
