"""Seats of the forum: added, changed, abolished."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from forum import audit
from forum.choices import ForumEvent, Role
from forum.locks import lock_row
from forum.models import Person, Seat
from forum.models.membership_facts import former_group, last_sat, ruling_on_removal, terms_begin
from forum.permissions import require
from forum.rules.groups import in_words
from forum.rules.seats import may_abolish, may_keep_seat
from forum.workflow.membership import end_appointment


@transaction.atomic
def add_seat(seat: Seat, *, by: Person, on: date) -> Seat:
    """Add a place on the forum; it is vacant until somebody is appointed."""
    require(by, seat.forum, Role.CLERK, Role.ADMINISTRATOR)
    may_keep_seat(group=seat.group, phase=seat.phase).insist()
    seat.keep()
    audit.record(
        ForumEvent.SEAT_ADDED,
        f"Seat added: {seat.name}, for {in_words(seat.group)}",
        forum=seat.forum,
        by=by,
        on=on,
        about=seat,
        group=seat.group,
        kind=seat.kind,
        phase=seat.phase,
        constituency=seat.constituency,
    )
    return seat


@transaction.atomic
def change_seat(seat: Seat, *, by: Person, on: date) -> Seat:
    """Change what a seat is called, who sits in it or who elects to it; the group stays once held.

    What was published keeps the name that it printed.
    """
    require(by, seat.forum, Role.CLERK, Role.ADMINISTRATOR)
    before = Seat.objects.get(pk=seat.pk)
    may_keep_seat(group=seat.group, phase=seat.phase, was_for=former_group(before)).insist()
    seat.keep()
    renamed = f", until now {before.name}" if before.name != seat.name else ""
    audit.record(
        ForumEvent.SEAT_CHANGED,
        f"Seat changed: {seat.name}{renamed}, for {in_words(seat.group)}",
        forum=seat.forum,
        by=by,
        on=on,
        about=seat,
        name=seat.name,
        group=seat.group,
        kind=seat.kind,
        phase=seat.phase,
        constituency=seat.constituency,
    )
    return seat


@transaction.atomic
def abolish_seat(seat: Seat, *, abolished_on: date, by: Person, on: date) -> Seat:
    """The seat is no more from the day; who sits there ceases to be a member the day before."""
    require(by, seat.forum, Role.CLERK, Role.ADMINISTRATOR)
    lock_row(seat)
    may_abolish(
        on=abolished_on,
        abolished_on=seat.abolished_on,
        begins=terms_begin(seat),
        last_sat=last_sat(seat),
    ).insist()
    last_day = abolished_on - timedelta(days=1)
    for appointment in seat.appointments.current(abolished_on):
        end_appointment(
            appointment, until_on=last_day, because="The seat is abolished", by=by, on=on
        )
    _end_substitutes(seat, last_day)
    seat.abolished_on = abolished_on
    seat.keep()
    audit.record(
        ForumEvent.SEAT_ABOLISHED,
        f"Seat abolished from {abolished_on:%-d %B %Y}: {seat.name}, for {in_words(seat.group)}",
        forum=seat.forum,
        by=by,
        on=on,
        about=seat,
        abolished_on=abolished_on,
    )
    return seat


@transaction.atomic
def remove_seat(seat: Seat, *, by: Person, on: date) -> None:
    """Take back a seat that was entered by mistake, and that nothing refers to."""
    require(by, seat.forum, Role.CLERK, Role.ADMINISTRATOR)
    lock_row(seat)
    ruling_on_removal(seat).insist()
    audit.record(
        ForumEvent.SEAT_ABOLISHED,
        f"Seat entered by mistake and removed: {seat.name}, for {in_words(seat.group)}",
        forum=seat.forum,
        by=by,
        on=on,
        about=seat,
    )
    seat.delete()


def _end_substitutes(seat: Seat, last_day: date) -> None:
    """Nobody stands in beyond the last day; who was named for a later day never will."""
    beyond = Q(until_on__isnull=True) | Q(until_on__gt=last_day)
    for substitution in seat.substitutions.filter(beyond):
        if substitution.from_on > last_day:
            substitution.delete()
        else:
            substitution.until_on = last_day
            substitution.keep()
