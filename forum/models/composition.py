"""The forum as it is composed on a day: classes, groups, seats and who sits in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from forum.choices import (
    ACADEMIES_GROUPS,
    NON_SCHOOLS_GROUPS,
    SCHOOLS_GROUPS,
    Group,
    MemberClass,
)
from forum.models.forum import Forum
from forum.models.membership import Appointment, OfficeHolding, Seat, Substitution, not_over
from forum.models.school import School
from forum.models.schools import pupils_of_year
from forum.rules.composition import NEAR, CompositionFacts, SeatFacts

CLASSES = (
    (MemberClass.SCHOOLS, SCHOOLS_GROUPS),
    (MemberClass.ACADEMIES, ACADEMIES_GROUPS),
    (MemberClass.NON_SCHOOLS, NON_SCHOOLS_GROUPS),
)
Terms = dict[UUID, list[Appointment]]


@dataclass(frozen=True)
class SeatOnDay:
    """A seat with its holder on the day, or the last one; who comes next, and who stands in."""

    seat: Seat
    on: date
    holder: Appointment | None
    last: Appointment | None
    next: Appointment | None = None
    substitutes: tuple[Substitution, ...] = ()

    @property
    def note(self) -> str:
        """A school that became an academy no longer gives a schools member."""
        school = self.holder.school if self.holder else None
        if school is None or self.seat.member_class != MemberClass.SCHOOLS:
            return ""
        if not school.is_academy_on(self.on):
            return ""
        since = f" on {school.converted_on:%-d %B %Y}" if school.converted_on else ""
        return f"{school} became an academy{since}: its holder cannot vote from this seat."

    @property
    def ends_soon(self) -> bool:
        """Whether the term ends so soon that somebody should think of the next one."""
        ends = self.holder.until_on if self.holder else None
        return ends is not None and ends - self.on <= timedelta(days=NEAR)


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
    """Who represents whom on the day, in five queries whatever the size of the forum."""
    terms = _terms(forum)
    named: dict[UUID, list[Substitution]] = {}
    for each in _substitutes(forum, on):
        named.setdefault(each.seat_id, []).append(each)
    sat = [
        _seat_on_day(seat, terms.get(seat.pk, []), named.get(seat.pk, []), on)
        for seat in Seat.objects.in_being(on).filter(forum=forum)
    ]
    schools = _groups(_schools(forum, on), on)
    return Composition(on, tuple(_classes(sat, schools)), _offices(forum, on))


def composition_facts(forum: Forum, *, on: date) -> tuple[CompositionFacts, str]:
    """The forum on the day as the rules of composition see it, and the year of its pupils."""
    seats = _seats_alone(forum, on)
    schools = _schools(forum, on)
    year, pupils = _pupils(forum, schools, on)
    facts = CompositionFacts(
        on=on,
        seats=tuple(_seat_facts(each) for each in seats),
        schools={str(group): number for group, number in _groups(schools, on).items()},
        pupils=pupils,
        most_from_school=forum.constitution_on(on).max_members_per_institution,
        has_post_16_provider=any(each.seat.group == Group.POST_16 for each in seats) or None,
    )
    return facts, year


def seat_facts(forum: Forum, *, on: date) -> tuple[SeatFacts, ...]:
    """The seats of the day as the rules of composition see them, in two queries."""
    return tuple(_seat_facts(each) for each in _seats_alone(forum, on))


def _seats_alone(forum: Forum, on: date) -> list[SeatOnDay]:
    """The seats of the day, without who stands in."""
    terms = _terms(forum)
    return [
        _seat_on_day(seat, terms.get(seat.pk, []), [], on)
        for seat in Seat.objects.in_being(on).filter(forum=forum)
    ]


@dataclass(frozen=True)
class SeatHistory:
    """Everybody who was ever appointed to a seat, or stood in for its holder; newest first."""

    terms: tuple[Appointment, ...]
    substitutes: tuple[Substitution, ...]


def history(seat: Seat) -> SeatHistory:
    """Who held the seat, and who stood in."""
    terms = seat.appointments.select_related("person", "school").order_by("-from_on")
    substitutes = seat.substitutions.select_related("person", "meeting").order_by("-from_on")
    return SeatHistory(tuple(terms), tuple(substitutes))


def _seat_facts(place: SeatOnDay) -> SeatFacts:
    holder, term = place.holder, place.holder or place.last
    school = holder.school if holder else None
    return SeatFacts(
        name=place.seat.name,
        group=place.seat.group,
        kind=place.seat.kind,
        is_filled=holder is not None,
        school=school.name if school else "",
        school_group=school.group_on(place.on) if school else "",
        until_on=term.until_on if term else None,
    )


def _terms(forum: Forum) -> Terms:
    terms: Terms = {}
    sitting = Appointment.objects.filter(forum=forum).order_by("from_on")
    for appointment in sitting.select_related("person", "school"):
        terms.setdefault(appointment.seat_id, []).append(appointment)
    return terms


def _substitutes(forum: Forum, on: date) -> Iterable[Substitution]:
    """Permanent substitutes of the day, and those named for a meeting that is still to come."""
    standing = Substitution.objects.filter(forum=forum).select_related("person", "meeting")
    return (
        standing.filter(not_over(on))
        .filter(Q(from_on__lte=on) | Q(meeting__isnull=False))
        .order_by("from_on")
    )


def _schools(forum: Forum, on: date) -> list[School]:
    return list(School.objects.filter(forum=forum).open_on(on))


def _groups(schools: Iterable[School], on: date) -> Counter[Group]:
    return Counter(school.group_on(on) for school in schools)


def _pupils(forum: Forum, schools: list[School], on: date) -> tuple[str, dict[str, int]]:
    """The pupils of each group in the newest year counted, up to that of the day."""
    year, counted = pupils_of_year(forum, on)
    pupils: Counter[str] = Counter()
    for school in schools:
        if school.pk in counted:
            pupils[school.group_on(on)] += counted[school.pk].pupils
    return year, dict(pupils)


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


def _seat_on_day(
    seat: Seat, terms: list[Appointment], substitutes: list[Substitution], on: date
) -> SeatOnDay:
    begun = [each for each in terms if each.from_on <= on]
    holder = next((each for each in begun if not each.until_on or each.until_on >= on), None)
    last = begun[-1] if begun and holder is None else None
    coming = next((each for each in terms if each.from_on > on), None)
    return SeatOnDay(seat, on, holder, last, coming, tuple(substitutes))


def _offices(forum: Forum, on: date) -> tuple[OfficeHolding, ...]:
    held = OfficeHolding.objects.current(on).filter(forum=forum).order_by("office")
    return tuple(held.select_related("appointment__person", "appointment__seat"))
