"""What the rules on seats, offices and substitutes need to know, and what they answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import DEFAULT_DB_ALIAS
from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector

from forum.choices import (
    NON_SCHOOLS_GROUPS,
    SCHOOLS_GROUPS,
    AuthorityTie,
    Office,
    SubstituteKind,
    SubstituteRule,
)
from forum.models.forum import Constitution
from forum.models.membership import Appointment, OfficeHolding, Seat, Substitution
from forum.models.people import duties_of
from forum.models.school import School
from forum.rules.duties import may_sit
from forum.rules.offices import BARRED, AppointmentFacts, may_appoint, may_hold_office
from forum.rules.ruling import Ruling
from forum.rules.schools import SchoolFacts
from forum.rules.seats import may_fill, may_take_back
from forum.rules.substitutes import SubstituteFacts, may_substitute

Term = Appointment | Substitution | OfficeHolding


def covers(term: Term, day: date) -> bool:
    """Whether the day lies within the term."""
    return term.from_on <= day and (term.until_on is None or term.until_on >= day)


def overlap(first: Term, second: Term) -> bool:
    """Whether two terms share a day."""
    return (first.until_on is None or first.until_on >= second.from_on) and (
        second.until_on is None or second.until_on >= first.from_on
    )


def in_words(term: Term) -> str:
    """The days of a term: "1 September 2022 to 31 August 2026", "since 1 September 2022"."""
    begins = f"{term.from_on:%-d %B %Y}"
    return f"{begins} to {term.until_on:%-d %B %Y}" if term.until_on else f"since {begins}"


def ruling_on_appointment(appointment: Appointment) -> Ruling:
    """Whether the person may be appointed to the seat for the term."""
    terms = Appointment.objects.filter(forum=appointment.forum_id).select_related("school")
    constitution = appointment.forum.constitution_on(appointment.from_on)
    judged = judge_appointment(appointment, terms, constitution)
    return judged + ruling_on_duties(appointment)


def judge_appointment(
    appointment: Appointment, terms: Iterable[Appointment], constitution: Constitution
) -> Ruling:
    """The same, with the terms of the whole forum and the constitution of the day at hand."""
    facts = appointment_facts(appointment, terms, constitution.max_members_per_institution)
    in_being = may_fill(
        abolished_on=appointment.seat.abolished_on,
        from_on=appointment.from_on,
        until_on=appointment.until_on,
    )
    return may_appoint(facts) + in_being


def appointment_facts(
    appointment: Appointment, terms: Iterable[Appointment], most: int | None
) -> AppointmentFacts:
    """An appointment as the rules see it, beside every other term of the forum."""
    others = [each for each in terms if each.pk != appointment.pk]
    day, school = appointment.from_on, appointment.school
    taken = [
        each
        for each in others
        if each.seat_id == appointment.seat_id and overlap(each, appointment)
    ]
    return AppointmentFacts(
        group=appointment.seat.group,
        from_on=day,
        until_on=appointment.until_on,
        tie=AuthorityTie(appointment.authority_tie),
        overlaps=", ".join(in_words(each) for each in taken),
        school_group=school.group_on(day) if school else "",
        school_because=_converted(appointment),
        others_from_school=sum(
            school is not None
            and each.school_id == school.pk
            and each.seat_id != appointment.seat_id
            and covers(each, day)
            for each in others
        ),
        most_from_school=most,
    )


def ruling_on_office(holding: OfficeHolding) -> Ruling:
    """Whether the member may be chair or vice-chair from the day."""
    appointment = holding.appointment
    others = OfficeHolding.objects.filter(forum=holding.forum_id, office=holding.office)
    later = [
        each
        for each in others.exclude(pk=holding.pk)
        if overlap(each, holding) and each.from_on >= holding.from_on
    ]
    return may_hold_office(
        office=Office(holding.office),
        tie=AuthorityTie(appointment.authority_tie),
        is_member_on_day=covers(appointment, holding.from_on),
        member_class=appointment.seat.member_class,
        overlaps=", ".join(in_words(each) for each in later),
    )


def ruling_on_substitute(
    substitution: Substitution, tie: AuthorityTie | str = AuthorityTie.NONE
) -> Ruling:
    """Whether somebody may stand in for the holder of the seat."""
    judged = may_substitute(substitute_facts(substitution, AuthorityTie(tie)))
    return judged + ruling_on_duties(substitution)


def ruling_on_duties(term: Appointment | Substitution) -> Ruling:
    """Whether what the person is here already leaves room for a seat with a vote."""
    return may_sit(duties_of(term.person, term.forum, on=term.from_on))


def substitute_facts(substitution: Substitution, tie: AuthorityTie) -> SubstituteFacts:
    """A substitute as the rules see it; one for a meeting goes before the permanent one."""
    day, seat = substitution.from_on, substitution.seat
    current = Appointment.objects.current(day).filter(forum=substitution.forum_id)
    sitting = list(current.select_related("seat"))
    own = [each for each in sitting if each.person_id == substitution.person_id]
    elsewhere = next((each.seat.group for each in own if each.seat_id != seat.pk), "")
    constitution = substitution.forum.constitution_on(day)
    return SubstituteFacts(
        seat_group=seat.group,
        substitute_group=_represents(substitution, day),
        holder_is_substitute=any(each.seat_id == seat.pk for each in own),
        substitute_holds_seat_of_group=elsewhere,
        kind=SubstituteKind(substitution.kind),
        rule=SubstituteRule(constitution.substitute_rule),
        has_other_on_day=_has_other(substitution),
        seat_is_vacant=not any(each.seat_id == seat.pk for each in sitting),
        is_authority_tied=tie in BARRED or any(each.authority_tie in BARRED for each in own),
    )


def holders_on(seat: Seat, day: date) -> list[Appointment]:
    """Who sits in the seat on the day: one person, or nobody."""
    return list(Appointment.objects.current(day).filter(seat=seat).select_related("person"))


def school_facts(school: School) -> SchoolFacts:
    """A school as the rules see it."""
    return SchoolFacts(
        phase=school.phase,
        deemed_phase=school.deemed_phase,
        establishment=school.establishment,
        opened_on=school.opened_on,
        converted_on=school.converted_on,
        closed_on=school.closed_on,
    )


def ruling_on_removal(record: Appointment | Seat | School) -> Ruling:
    """Whether something entered by mistake may be removed, or what to do instead."""
    instead = {
        Appointment: "end the appointment, or correct its days",
        Seat: "abolish the seat, or change it",
        School: "change the school, or enter the day on which it closed",
    }[type(record)]
    return may_take_back(is_on_record=_is_on_record(record), instead=instead)


def _is_on_record(record: Appointment | Seat | School) -> bool:
    """Whether any other record points to it, whatever app keeps that."""
    try:
        Collector(using=DEFAULT_DB_ALIAS, origin=record).collect([record])
    except (ProtectedError, RestrictedError):
        return True
    return False


def former_group(seat: Seat) -> str:
    """The group for which somebody was ever appointed to the seat; empty for nobody."""
    return seat.group if seat.appointments.exists() else ""


def terms_begin(seat: Seat) -> list[date]:
    """The first days of all terms in the seat."""
    return list(seat.appointments.values_list("from_on", flat=True))


def last_sat(seat: Seat) -> date | None:
    """The day of the last meeting whose attendance lists the seat."""
    days = seat.attendances.values_list("meeting__held_on", flat=True)
    return days.order_by("-meeting__held_on").first()


def last_sat_as(substitution: Substitution) -> date | None:
    """The day of the last meeting at which the substitute sat."""
    days = substitution.attendances.values_list("meeting__held_on", flat=True)
    return days.order_by("-meeting__held_on").first()


def _has_other(substitution: Substitution) -> bool:
    others = Substitution.objects.filter(seat=substitution.seat_id, kind=substitution.kind)
    others = others.exclude(pk=substitution.pk)
    if substitution.kind == SubstituteKind.FOR_MEETING:
        return others.filter(meeting=substitution.meeting_id).exists()
    return any(overlap(each, substitution) for each in others)


def _represents(substitution: Substitution, day: date) -> str:
    """The group of the substitute's school, for a seat that represents schools."""
    school, seat = substitution.school, substitution.seat
    if school is None or seat.group in NON_SCHOOLS_GROUPS:
        return ""
    return school.group_on(day)


def _converted(appointment: Appointment) -> str:
    school, day = appointment.school, appointment.from_on
    if school is None or appointment.seat.group not in SCHOOLS_GROUPS:
        return ""
    if school.converted_on is None or school.converted_on > day:
        return ""
    return f"became an academy on {school.converted_on:%-d %B %Y}"
