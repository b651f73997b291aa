"""Appointments and offices: who sits on the forum, for how long, and who is chair."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from forum import audit
from forum.choices import ForumEvent, Office, Role
from forum.locks import hold_person, lock_row
from forum.models import Appointment, OfficeHolding, Person
from forum.models.membership import not_over
from forum.models.membership_facts import (
    ruling_on_appointment,
    ruling_on_office,
    ruling_on_removal,
)
from forum.permissions import require
from forum.rules.ruling import Ruling
from forum.rules.seats import may_end_appointment, may_end_office


@transaction.atomic
def appoint_member(appointment: Appointment, *, by: Person, on: date) -> Appointment:
    """Put a person into a seat for a term; a newcomer becomes known with it."""
    require(by, appointment.forum, Role.CLERK, Role.ADMINISTRATOR)
    lock_row(appointment.seat)
    hold_person(appointment.person)
    ruling_on_appointment(appointment).insist()
    if appointment.person._state.adding:
        appointment.person.save()
    appointment.keep()
    _record(ForumEvent.MEMBER_APPOINTED, "appointed", appointment, "", by=by, on=on)
    return appointment


@transaction.atomic
def change_appointment(appointment: Appointment, *, by: Person, on: date) -> Appointment:
    """Correct the days, the school or the tie of a term that was entered wrongly.

    Ballots already held keep their register; an office ends with the membership.
    """
    require(by, appointment.forum, Role.CLERK, Role.ADMINISTRATOR)
    lock_row(appointment.seat)
    ruling = ruling_on_appointment(appointment)
    if appointment.until_on is None:
        appointment.ended_because = ""
    else:
        ruling += _may_end(appointment, appointment.until_on)
    ruling.insist()
    appointment.keep()
    offices = _end_offices(appointment)
    _record(
        ForumEvent.APPOINTMENT_CHANGED, "corrected, appointed", appointment, offices, by=by, on=on
    )
    return appointment


@transaction.atomic
def end_appointment(
    appointment: Appointment, *, until_on: date, because: str = "", by: Person, on: date
) -> Appointment:
    """Enter the last day of a term, on which the chair ceases to be chair as well.

    Ballots already held keep their register.
    """
    require(by, appointment.forum, Role.CLERK, Role.ADMINISTRATOR)
    _may_end(appointment, until_on).insist()
    appointment.until_on, appointment.ended_because = until_on, because
    appointment.keep()
    offices = _end_offices(appointment)
    why = f" ({because})" if because else ""
    audit.record(
        ForumEvent.APPOINTMENT_ENDED,
        f"{appointment.seat.name}: appointment ends on {until_on:%-d %B %Y}{why}{offices}",
        forum=appointment.forum,
        by=by,
        on=on,
        about=appointment,
        until_on=until_on,
        because=because,
    )
    return appointment


@transaction.atomic
def remove_appointment(appointment: Appointment, *, by: Person, on: date) -> None:
    """Take back an appointment that was entered by mistake, and that nothing refers to."""
    require(by, appointment.forum, Role.CLERK, Role.ADMINISTRATOR)
    lock_row(appointment)
    ruling_on_removal(appointment).insist()
    mistake = "entered by mistake and removed, appointed"
    _record(ForumEvent.APPOINTMENT_ENDED, mistake, appointment, "", by=by, on=on)
    appointment.delete()


@transaction.atomic
def take_office(holding: OfficeHolding, *, by: Person, on: date) -> OfficeHolding:
    """Enter whom the members elected chair or vice-chair; the chair before leaves the day before.

    An office lasts no longer than the membership.
    """
    require(by, holding.forum, Role.CLERK, Role.ADMINISTRATOR)
    lock_row(holding.forum)
    ruling_on_office(holding).insist()
    ends = holding.appointment.until_on
    if ends is not None and (holding.until_on is None or holding.until_on > ends):
        holding.until_on = ends
    before = _chair_before(holding)
    holding.keep()
    instead = f", in place of {before.appointment.seat.name}" if before else ""
    until = f" to {holding.until_on:%-d %B %Y}" if holding.until_on else ""
    audit.record(
        ForumEvent.OFFICE_TAKEN,
        f"{Office(holding.office).label}: {holding.appointment.seat.name}, "
        f"from {holding.from_on:%-d %B %Y}{until}{instead}",
        forum=holding.forum,
        by=by,
        on=on,
        about=holding,
        appointment=holding.appointment_id,
        until_on=holding.until_on,
        before=before.pk if before else None,
    )
    return holding


@transaction.atomic
def end_office(holding: OfficeHolding, *, until_on: date, by: Person, on: date) -> OfficeHolding:
    """Enter the last day of the chair or the vice-chair, who stays a member."""
    require(by, holding.forum, Role.CLERK, Role.ADMINISTRATOR)
    member_until = holding.appointment.until_on
    may_end_office(from_on=holding.from_on, until_on=until_on, member_until=member_until).insist()
    holding.until_on = until_on
    holding.keep()
    audit.record(
        ForumEvent.OFFICE_ENDED,
        f"{Office(holding.office).label}: {holding.appointment.seat.name}, "
        f"until {until_on:%-d %B %Y}",
        forum=holding.forum,
        by=by,
        on=on,
        about=holding,
        until_on=until_on,
    )
    return holding


@transaction.atomic
def remove_office(holding: OfficeHolding, *, by: Person, on: date) -> None:
    """Take back an office that was entered by mistake; the trail keeps that it was entered."""
    require(by, holding.forum, Role.CLERK, Role.ADMINISTRATOR)
    audit.record(
        ForumEvent.OFFICE_ENDED,
        f"{Office(holding.office).label}: {holding.appointment.seat.name}, "
        f"from {holding.from_on:%-d %B %Y}, was entered by mistake and is removed",
        forum=holding.forum,
        by=by,
        on=on,
        about=holding,
    )
    holding.delete()


def _may_end(appointment: Appointment, until_on: date) -> Ruling:
    return may_end_appointment(
        from_on=appointment.from_on,
        until_on=until_on,
        offices_from=appointment.offices.values_list("from_on", flat=True),
    )


def _end_offices(appointment: Appointment) -> str:
    """End the offices that would outlast the term, and say so in words for the trail."""
    until = appointment.until_on
    if until is None:
        return ""
    outlasting = [
        each
        for each in appointment.offices.all()
        if each.until_on is None or each.until_on > until
    ]
    for holding in outlasting:
        holding.until_on = until
        holding.keep()
    return "".join(f"; {_plain(holding)} until that day" for holding in outlasting)


def _chair_before(holding: OfficeHolding) -> OfficeHolding | None:
    """The chair who makes way; there may be several vice-chairs, so none of them does."""
    if holding.office != Office.CHAIR:
        return None
    chairs = OfficeHolding.objects.filter(forum=holding.forum, office=Office.CHAIR)
    earlier = chairs.filter(from_on__lt=holding.from_on).select_related("appointment__seat")
    sitting = earlier.filter(not_over(holding.from_on)).first()
    if sitting is not None:
        sitting.until_on = holding.from_on - timedelta(days=1)
        sitting.keep()
    return sitting


def _plain(holding: OfficeHolding) -> str:
    return str(Office(holding.office).label).lower()


def _record(
    event: str, verb: str, appointment: Appointment, also: str, *, by: Person, on: date
) -> None:
    until = f" to {appointment.until_on:%-d %B %Y}" if appointment.until_on else ""
    audit.record(
        event,
        f"{appointment.seat.name}: {verb} from {appointment.from_on:%-d %B %Y}{until}{also}",
        forum=appointment.forum,
        by=by,
        on=on,
        about=appointment,
        seat=appointment.seat_id,
        person=appointment.person_id,
        school=appointment.school_id,
        from_on=appointment.from_on,
        until_on=appointment.until_on,
        authority_tie=appointment.authority_tie,
    )
