"""Choosing which letters one gets, and ending them by one press in a letter."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from forum.choices import NoticeKind, Rhythm
from forum.models import NoticeChoice, Person
from forum.rules.notices import NOTICES, rhythm_of


def chosen_by(person: Person) -> dict[NoticeKind, Rhythm]:
    """How often somebody gets each kind of letter."""
    rows = dict(NoticeChoice.objects.filter(person=person).values_list("kind", "rhythm"))
    return {kind: rhythm_of(kind, rows) for kind in NOTICES}


@transaction.atomic
def choose(person: Person, wanted: Mapping[NoticeKind, str]) -> None:
    """Keep what somebody chose about their own letters; what is not offered is left as it was."""
    for kind, rhythm in wanted.items():
        if rhythm in NOTICES[kind].offers:
            NoticeChoice.objects.update_or_create(
                person=person, kind=kind, defaults={"rhythm": rhythm}
            )


def ended_by(person: Person, what: str) -> list[NoticeKind]:
    """What one press would end: one kind of letter, or all that come together so often."""
    return [
        kind
        for kind, rhythm in chosen_by(person).items()
        if what in (kind, rhythm) and NOTICES[kind].may_stop and rhythm != Rhythm.NEVER
    ]


def stop(person: Person, what: str) -> None:
    """End these letters to one person."""
    choose(person, dict.fromkeys(ended_by(person, what), Rhythm.NEVER))
