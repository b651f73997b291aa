"""What was kept long enough is removed: forum by forum, kind by kind, and the trail says so.

Never a published document, a vote, agreed minutes or the trail itself. A second run on the same
day finds nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from decisions.models import TypedSoFar
from decisions.workflow.erasing import erase_person
from forum import audit
from forum.choices import ForumEvent, Kept, Role
from forum.locks import lock_row
from forum.models import (
    Appointment,
    Forum,
    OutboxMessage,
    Person,
    Reply,
    RetentionPeriod,
    Substitution,
)
from forum.permissions import require
from forum.rules.retention import SIGNED_IN, USUAL, keeps_from, may_keep
from papers.models import PaperRead, WorkingCopy

REMOVED = "Removed after the time it is kept"


@dataclass(frozen=True)
class Removal:
    """How many of a kind are removed from a forum, or would be."""

    kind: Kept
    months: int
    many: int

    def __str__(self) -> str:
        return f"{self.kind.label}: {self.many} older than {self.months} months"


@transaction.atomic
def keep_for(forum: Forum, kind: Kept, months: int, *, by: Person, on: date) -> RetentionPeriod:
    """Settle for how many months the forum keeps something."""
    require(by, forum, Role.ADMINISTRATOR)
    may_keep(months).insist()
    lock_row(forum)
    period = RetentionPeriod.objects.filter(forum=forum, kind=kind).first()
    period = period or RetentionPeriod(forum=forum, kind=kind)
    period.months = months
    period.keep()
    audit.record(
        ForumEvent.RETENTION_SET,
        f"{Kept(kind).label}: kept for {months} months",
        forum=forum,
        by=by,
        on=on,
        about=period,
        kind=str(kind),
        months=months,
    )
    return period


def months_kept(forum: Forum) -> dict[Kept, int]:
    """For how long the forum keeps each kind."""
    settled = RetentionPeriod.objects.filter(forum=forum).values_list("kind", "months")
    return USUAL | {Kept(kind): months for kind, months in settled}


def due(forum: Forum, *, on: date) -> list[Removal]:
    """What would be removed on the day; nothing changes."""
    return [
        Removal(kind, months, sum(rows.count() for rows in _found(forum, kind, months, on)))
        for kind, months in months_kept(forum).items()
    ]


@transaction.atomic
def remove_due(forum: Forum, *, on: date) -> list[Removal]:
    """Remove it, with one entry on the forum's trail where there was anything."""
    done = []
    for kind, months in months_kept(forum).items():
        found = _found(forum, kind, months, on)
        if many := sum(_REMOVERS[kind](rows, on) for rows in found):
            done.append(Removal(kind, months, many))
    if done:
        audit.record(
            ForumEvent.RETENTION_APPLIED,
            f"Removed after the time it is kept. {'; '.join(map(str, done))}",
            forum=forum,
            by=None,
            on=on,
            removed={str(each.kind): each.many for each in done},
        )
    return done


def remove_due_of_site(*, at: datetime) -> int:
    """What belongs to no forum: letters about accounts and to the public, and sessions."""
    before = keeps_from(timezone.localdate(at), USUAL[Kept.LETTERS])
    (letters,) = _letters(None, before)
    return _empty_letters(letters, timezone.localdate(at)) + _forget_sessions(at)


def _forget_sessions(at: datetime) -> int:
    """Sessions that nobody came back to; and where and with what anybody was signed in that long
    ago, also when a session is still there for what was being written as it ended."""
    over, _ = Session.objects.filter(expire_date__lt=at).delete()
    known, _ = UserSession.objects.filter(created_at__lt=at - SIGNED_IN).delete()
    return over + known


def _found(forum: Forum, kind: Kept, months: int, on: date) -> tuple[QuerySet, ...]:
    return _FINDERS[kind](forum, keeps_from(on, months))


def _letters(forum: Forum | None, before: date) -> tuple[QuerySet, ...]:
    gone = Q(sent__isnull=False) | Q(given_up=True) | Q(gathered_in__isnull=False)
    letters = OutboxMessage.objects.filter(gone, forum=forum, recorded_at__lt=_start(before))
    return (letters.exclude(address="", text=""),)


def _replies(forum: Forum, before: date) -> tuple[QuerySet, ...]:
    replies = Reply.objects.filter(forum=forum, meeting__held_on__lt=before)
    return (replies.exclude(note=""),)


def _drafts(forum: Forum, before: date) -> tuple[QuerySet, ...]:
    return (
        WorkingCopy.objects.filter(forum=forum, kept_at__lt=_start(before)),
        TypedSoFar.objects.filter(forum=forum, typed_at__lt=_start(before)),
    )


def _reading(forum: Forum, before: date) -> tuple[QuerySet, ...]:
    return (PaperRead.objects.filter(forum=forum, read_at__lt=_start(before)),)


def _contacts(forum: Forum, before: date) -> tuple[QuerySet, ...]:
    """People who once sat here and have no part anywhere any more, nor had one since the day."""
    sat = Appointment.objects.filter(forum=forum).values("person")
    stood_in = Substitution.objects.filter(forum=forum).values("person")
    since = Q(until_on__isnull=True) | Q(until_on__gte=before)
    people = Person.objects.filter(
        Q(pk__in=sat) | Q(pk__in=stood_in), erasure__isnull=True, role_grants__isnull=True
    )
    here = people.exclude(
        Q(pk__in=Appointment.objects.filter(since).values("person"))
        | Q(pk__in=Substitution.objects.filter(since).values("person"))
        | Q(is_site_administrator=True)
    )
    return (here,)


def _empty_letters(rows: QuerySet, on: date) -> int:
    """That a letter was written stays, without address and words: so none is written twice."""
    return rows.update(address="", subject=REMOVED, text="", path="", last_error="")


def _empty_notes(rows: QuerySet, on: date) -> int:
    return rows.update(note="")


def _delete(rows: QuerySet, on: date) -> int:
    many, _ = rows.delete()
    return many


def _erase(rows: QuerySet, on: date) -> int:
    people = list(rows)
    for person in people:
        erase_person(person, on=on)
    return len(people)


_FINDERS: dict[Kept, Callable[[Forum, date], tuple[QuerySet, ...]]] = {
    Kept.LETTERS: _letters,
    Kept.REPLIES: _replies,
    Kept.DRAFTS: _drafts,
    Kept.READING: _reading,
    Kept.CONTACTS: _contacts,
}
_REMOVERS: dict[Kept, Callable[[QuerySet, date], int]] = {
    Kept.LETTERS: _empty_letters,
    Kept.REPLIES: _empty_notes,
    Kept.DRAFTS: _delete,
    Kept.READING: _delete,
    Kept.CONTACTS: _erase,
}


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
