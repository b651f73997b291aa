"""What an auditor should see of registers: who voted from outside, rulings, substitutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q

from decisions.models.ballots.voting import RegisterEntry, Vote
from decisions.models.outcomes.outcome import OutcomeQuerySet
from forum.choices import Group
from forum.models import Appointment, Forum, Substitution
from papers.choices import WHOLE_FORUM

Asked = Mapping[str, tuple[str, frozenset[str]]]
"""For the key of each outcome the group that answered, and all the groups that were asked."""


@dataclass
class RegisterNotes:
    """What is to be said of one register, seat by seat."""

    voters_outside: list[str] = field(default_factory=list)
    """Seats that voted although their group was not asked."""
    substitutes_outside: list[str] = field(default_factory=list)
    """Seats from which a substitute of another group could vote."""
    rulings: list[str] = field(default_factory=list)
    """Seats on which the clerk ruled, each with the reason."""


NOTHING = RegisterNotes()


def register_notes(
    forum: Forum, outcomes: OutcomeQuerySet, asked: Asked
) -> dict[str, RegisterNotes]:
    """For each outcome what the findings say of the register of its ballot."""
    ballots = outcomes.filter(ballot__isnull=False).order_by().values("ballot")
    found: dict[str, RegisterNotes] = defaultdict(RegisterNotes)
    for outcome, seat in _voted_outside(outcomes, asked):
        found[outcome].voters_outside.append(seat)
    by_substitute = Q(substitution__isnull=False, is_eligible=True)
    lines = RegisterEntry.objects.filter(
        by_substitute | Q(overridden=True), forum=forum, ballot__in=ballots
    )
    lines = lines.select_related("ballot__outcome", "substitution__school")
    standing = [line for line in lines if line.substitution and line.is_eligible]
    elsewhere = _seats_of(standing)
    for line in standing:
        groups = _groups(line.substitution, elsewhere, line.ballot.opened_on)
        if groups and line.group not in groups:
            found[str(line.ballot.outcome.pk)].substitutes_outside.append(line.seat_name)
    for line in lines:
        if line.overridden:
            found[str(line.ballot.outcome.pk)].rulings.append(f"{line.seat_name}. {line.reason}")
    return dict(found)


def _voted_outside(outcomes: OutcomeQuerySet, asked: Asked) -> list[tuple[str, str]]:
    """Votes from a seat whose group was not asked, looked for only where that can be."""
    apart = outcomes.exclude(question__group=WHOLE_FORUM).order_by().values("ballot")
    everybody = frozenset(Group.values)
    narrow = [
        outcome
        for outcome, (group, groups) in asked.items()
        if group == WHOLE_FORUM and groups != everybody
    ]
    if not narrow and all(group == WHOLE_FORUM for group, _ in asked.values()):
        return []
    of_another = Q(ballot__in=apart) & ~Q(entry__group=F("ballot__question__group"))
    votes = Vote.objects.filter(of_another | Q(ballot__outcome__in=narrow))
    cast = votes.order_by("entry__position").values_list(
        "ballot__outcome", "entry__group", "entry__seat_name"
    )
    return [
        (str(outcome), seat)
        for outcome, group, seat in cast
        if not _was_asked(group, *asked.get(str(outcome), (WHOLE_FORUM, everybody)))
    ]


def _was_asked(group: str, own: str, groups: frozenset[str]) -> bool:
    return group in groups and (own not in groups or own == group)


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
