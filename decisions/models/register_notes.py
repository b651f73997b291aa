"""What an auditor should see of the registers of a matter: rulings, and substitutes elsewhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from decisions.models.matter_record import MatterRecord
from decisions.models.voting import RegisterEntry
from forum.models import Appointment, Substitution


@dataclass
class RegisterNotes:
    """What is to be said of one register, seat by seat."""

    substitutes_outside: list[str] = field(default_factory=list)
    """Seats from which a substitute of another group could vote."""
    rulings: list[str] = field(default_factory=list)
    """Seats on which the clerk ruled, each with the reason."""


def register_notes(record: MatterRecord) -> dict[object, RegisterNotes]:
    """For each ballot of the matter what the findings say of its register."""
    ballots = [row.outcome.ballot_id for row in record.rows if row.outcome.ballot_id]
    by_substitute = Q(substitution__isnull=False, is_eligible=True)
    lines = RegisterEntry.objects.filter(by_substitute | Q(overridden=True), ballot__in=ballots)
    lines = lines.select_related("ballot", "substitution__school")
    standing = [line for line in lines if line.substitution and line.is_eligible]
    elsewhere = _seats_of(standing)
    found: dict[object, RegisterNotes] = defaultdict(RegisterNotes)
    for line in standing:
        groups = _groups(line.substitution, elsewhere, line.ballot.opened_on)
        if groups and line.group not in groups:
            found[line.ballot_id].substitutes_outside.append(line.seat_name)
    for line in lines:
        if line.overridden:
            found[line.ballot_id].rulings.append(f"{line.seat_name}. {line.reason}")
    return dict(found)


def _seats_of(standing: list[RegisterEntry]) -> list[Appointment]:
    """The seats that the substitutes hold themselves."""
    people = [line.substitution.person_id for line in standing if line.substitution]
    forums = {line.forum_id for line in standing}
    own = Appointment.objects.filter(person__in=people, forum__in=forums)
    return list(own.select_related("seat"))


def _groups(substitution: Substitution | None, elsewhere: list[Appointment], on: date) -> set[str]:
    """The groups that a substitute stands for, as far as the record knows any."""
    if substitution is None:
        return set()
    if substitution.school:
        return {str(substitution.school.group_on(on))}
    return {
        each.seat.group
        for each in elsewhere
        if each.person_id == substitution.person_id
        and each.from_on <= on
        and (each.until_on is None or on <= each.until_on)
    }
