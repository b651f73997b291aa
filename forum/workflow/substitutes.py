"""Substitutes: named for the holder of a seat, for good or for one meeting, and standing down."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from forum import audit
from forum.choices import AuthorityTie, ForumEvent, Role, SubstituteKind
from forum.locks import hold_person, lock_row
from forum.models import Person, Substitution
from forum.models.membership_facts import holders_on, last_sat_as, ruling_on_substitute
from forum.permissions import holds, require_own
from forum.rules.substitutes import may_end_substitute


@transaction.atomic
def name_substitute(
    substitution: Substitution,
    *,
    tie: AuthorityTie | str = AuthorityTie.NONE,
    by: Person,
    on: date,
) -> Substitution:
    """The clerk, or the holder of the seat for a meeting, names who stands in."""
    require_own(by, substitution.forum, is_own=_may_name(substitution, by))
    if substitution.meeting is not None:
        substitution.from_on = substitution.until_on = substitution.meeting.held_on
    lock_row(substitution.seat)
    hold_person(substitution.person)
    ruling_on_substitute(substitution, tie).insist()
    if substitution.person._state.adding:
        substitution.person.save()
    substitution.keep()
    audit.record(
        ForumEvent.SUBSTITUTE_NAMED,
        f"{substitution.seat.name}: {_which(substitution)} named, {_when(substitution)}",
        forum=substitution.forum,
        by=by,
        on=on,
        about=substitution,
        seat=substitution.seat_id,
        person=substitution.person_id,
        meeting=substitution.meeting_id,
        from_on=substitution.from_on,
        until_on=substitution.until_on,
        authority_tie=str(tie),
    )
    return substitution


@transaction.atomic
def end_substitute(
    substitution: Substitution, *, until_on: date, by: Person, on: date
) -> Substitution:
    """Enter the last day of a substitute; one who never sat can be taken back altogether."""
    require_own(by, substitution.forum, is_own=_may_name(substitution, by))
    last = last_sat_as(substitution)
    may_end_substitute(from_on=substitution.from_on, until_on=until_on, last_sat=last).insist()
    is_taken_back = until_on < substitution.from_on
    ends = "is taken back" if is_taken_back else f"ends on {until_on:%-d %B %Y}"
    audit.record(
        ForumEvent.SUBSTITUTE_ENDED,
        f"{substitution.seat.name}: {_which(substitution)} {ends}",
        forum=substitution.forum,
        by=by,
        on=on,
        about=substitution,
        seat=substitution.seat_id,
        person=substitution.person_id,
        until_on=until_on,
    )
    if is_taken_back:
        substitution.delete()
    else:
        substitution.until_on = until_on
        substitution.keep()
    return substitution


def _may_name(substitution: Substitution, by: Person) -> bool:
    """Administrators, and the holder of the seat for a meeting; permanent ones are the clerk's."""
    if holds(by, substitution.forum, Role.ADMINISTRATOR):
        return True
    if substitution.kind != SubstituteKind.FOR_MEETING or substitution.meeting is None:
        return False
    return any(
        each.person_id == by.pk
        for each in holders_on(substitution.seat, substitution.meeting.held_on)
    )


def _which(substitution: Substitution) -> str:
    if substitution.kind == SubstituteKind.PERMANENT:
        return "permanent substitute"
    return "substitute for a meeting"


def _when(substitution: Substitution) -> str:
    if substitution.meeting is not None:
        return f"{substitution.meeting.held_on:%-d %B %Y}"
    until = f" to {substitution.until_on:%-d %B %Y}" if substitution.until_on else ""
    return f"from {substitution.from_on:%-d %B %Y}{until}"
