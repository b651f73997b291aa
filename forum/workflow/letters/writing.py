"""Writing letters: into the outbox, in the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from forum.choices import NoticeKind, Rhythm
from forum.models import Forum, NoticeChoice, OutboxMessage, Person
from forum.rules.letters import is_one_address, one_line, plain_text
from forum.rules.notices import rhythm_of

NO_ADDRESS = "This is not an email address. Correct it on the page of the person."


@dataclass(frozen=True)
class Letter:
    """What is written to people of one forum."""

    kind: NoticeKind
    key: str
    """Names the event: the same one never writes to the same person twice."""
    subject: str
    """The vital fact first."""
    text: str
    path: str = ""
    """Where on this site to read on."""


def write_letter(  # noqa: PLR0913 (what every letter is made of)
    forum: Forum | None,
    person: Person,
    *,
    key: str,
    subject: str,
    text: str,
    kind: NoticeKind = NoticeKind.OTHER,
    path: str = "",
) -> bool:
    """Put one letter to one person in the outbox; whether it is a new one.

    A letter about an account belongs to no forum.
    """
    letter = Letter(kind, key, subject, text, path)
    return bool(write_letters(forum, [person], letter))


def write_letters(forum: Forum | None, people: Iterable[Person], letter: Letter) -> int:
    """Put the same letter to each of these people in the outbox, each as often as they chose.

    Whoever wants none of its kind gets none. How many letters are new.
    """
    reached = {each.pk: each for each in people if each.is_active and each.email}
    chosen = choices_of(reached, letter.kind)
    wanted = {
        pk: rhythm
        for pk in reached
        if (rhythm := rhythm_of(letter.kind, {letter.kind: chosen.get(pk, "")})) != Rhythm.NEVER
    }
    keys = {pk: f"{letter.key}:{pk}" for pk in wanted}
    there = OutboxMessage.objects.filter(key__in=keys.values()).values_list("key", flat=True)
    known, now = set(there), timezone.now()
    new = [
        _message(forum, letter, reached[pk], rhythm, now)
        for pk, rhythm in wanted.items()
        if keys[pk] not in known
    ]
    return len(OutboxMessage.objects.bulk_create(new))


def choices_of(people: Iterable[UUID], kind: NoticeKind) -> Mapping[UUID, str]:
    """What these people chose about one kind of letter."""
    chosen = NoticeChoice.objects.filter(person__in=list(people), kind=kind)
    return dict(chosen.values_list("person", "rhythm"))


def write_to_address(
    letter: Letter, address: str, *, subscription: UUID, rhythm: str = Rhythm.AT_ONCE
) -> bool:
    """Put a letter to somebody of the public in the outbox; it stands in no forum's record.

    Whether it is a new one.
    """
    if OutboxMessage.objects.filter(key=letter.key).exists():
        return False
    message = _unaddressed(letter, timezone.now())
    message.subscription, message.rhythm = subscription, rhythm
    _address(message, address).save()
    return True


def _message(
    forum: Forum | None, letter: Letter, person: Person, rhythm: Rhythm, now: datetime
) -> OutboxMessage:
    message = _unaddressed(letter, now)
    message.key = f"{letter.key}:{person.pk}"
    message.forum, message.person, message.rhythm = forum, person, rhythm
    return _address(message, person.email)


def _unaddressed(letter: Letter, now: datetime) -> OutboxMessage:
    return OutboxMessage(
        kind=letter.kind,
        key=letter.key,
        subject=one_line(letter.subject),
        text=plain_text(letter.text),
        path=letter.path,
        next_try=now,
        waits_since=now,
    )


def _address(message: OutboxMessage, address: str) -> OutboxMessage:
    """What cannot be an address is kept and shown as not delivered; it stops nobody."""
    message.address = address
    if not is_one_address(address):
        message.given_up, message.last_error = True, NO_ADDRESS
    return message
