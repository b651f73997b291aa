"""Seats, appointments and offices."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from forum import audit
from forum.choices import ForumEvent, Office, Role
from forum.models import Appointment, OfficeHolding, Person, Seat
from forum.permissions import require


@transaction.atomic
def add_seat(seat: Seat, *, by: Person, on: date) -> Seat:
    """Add a place on the forum; it is vacant until somebody is appointed."""
    require(by, seat.forum, Role.CLERK, Role.ADMINISTRATOR)
    seat.keep()
    audit.record(
        ForumEvent.SEAT_ADDED,
        f"Seat added: {seat.name}, for {seat.get_group_display().lower()}",
        forum=seat.forum,
        by=by,
        on=on,
        about=seat,
        group=seat.group,
    )
    return seat


@transaction.atomic
def appoint_member(appointment: Appointment, *, by: Person, on: date) -> Appointment:
    """Put a person into a seat for a term; a newcomer becomes known with it."""
    require(by, appointment.forum, Role.CLERK, Role.ADMINISTRATOR)
    if appointment.person._state.adding:
        appointment.person.save()
    appointment.keep()
    until = f" to {appointment.until_on:%-d %B %Y}" if appointment.until_on else ""
    audit.record(
        ForumEvent.MEMBER_APPOINTED,
        f"{appointment.seat.name}: appointed from {appointment.from_on:%-d %B %Y}{until}",
        forum=appointment.forum,
        by=by,
        on=on,
        about=appointment,
        seat=appointment.seat_id,
        person=appointment.person_id,
        from_on=appointment.from_on,
        until_on=appointment.until_on,
    )
    return appointment


@transaction.atomic
def end_appointment(
    appointment: Appointment, *, until_on: date, by: Person, on: date
) -> Appointment:
    """Enter the last day of a term; ballots already held keep their register."""
    require(by, appointment.forum, Role.CLERK, Role.ADMINISTRATOR)
    appointment.until_on = until_on
    appointment.keep()
    audit.record(
        ForumEvent.APPOINTMENT_ENDED,
        f"{appointment.seat.name}: appointment ends on {until_on:%-d %B %Y}",
        forum=appointment.forum,
        by=by,
        on=on,
        about=appointment,
        until_on=until_on,
    )
    return appointment


@transaction.atomic
def take_office(holding: OfficeHolding, *, by: Person, on: date) -> OfficeHolding:
    """Enter whom the members elected chair or vice-chair."""
    require(by, holding.forum, Role.CLERK, Role.ADMINISTRATOR)
    holding.keep()
    audit.record(
        ForumEvent.OFFICE_TAKEN,
        f"{Office(holding.office).label}: {holding.appointment.seat.name}, "
        f"from {holding.from_on:%-d %B %Y}",
        forum=holding.forum,
        by=by,
        on=on,
        about=holding,
        appointment=holding.appointment_id,
    )
    return holding
