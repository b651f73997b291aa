"""The letter of the day and of the week: what somebody wanted together, in one letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from forum.choices import NoticeKind
from forum.models import Forum, OutboxMessage, Person, Subscription
from forum.permissions import standing
from forum.rules.letters import LONGEST_SUBJECT
from forum.rules.notices import FOR_INSIDE, NOTICES, is_digest_due
from forum.workflow.letters.paper import absolute, digest_day, digest_key
from forum.workflow.letters.writing import Letter, write_letters, write_to_address

LEFT = "Its reader has no part in the forum any more, or has closed the account."
IN_ORDER = [*NOTICES]
"""What comes first in a letter of several: agendas before minutes."""


@dataclass(frozen=True)
class _Whose:
    """What is gathered together: a person's letters of one forum, or a follower's."""

    person: UUID | None
    subscription: UUID | None
    forum: UUID | None
    rhythm: str

    @property
    def letters(self) -> dict[str, Any]:
        return vars(self)

    @property
    def key(self) -> str:
        """What the letters that were written to them are known by."""
        return f":{self.forum}:{self.person}" if self.person else f":{self.subscription}"


def write_digests(*, on: date) -> int:
    """Gather what waits and is due, one letter for each person and forum; how many letters.

    A second run on the same day finds that the last one was written on it.
    """
    rows = OutboxMessage.objects.to_gather().order_by("person", "subscription", "forum", "rhythm")
    whose = rows.values_list("person", "subscription", "forum", "rhythm").distinct()
    return sum(_gather(_Whose(*row), on=on) for row in list(whose))


@transaction.atomic
def _gather(whose: _Whose, *, on: date) -> bool:
    """Write one letter of what waits, unless it is not yet time, or nothing is left to tell."""
    waiting = OutboxMessage.objects.to_gather().select_for_update().filter(**whose.letters)
    messages = sorted(waiting.order_by("recorded_at"), key=_place)
    if not messages or not is_digest_due(
        whose.rhythm,
        last_on=_last_on(whose),
        oldest_on=min(timezone.localdate(each.waits_since) for each in messages),
        on=on,
    ):
        return False
    forum = Forum.objects.get(pk=whose.forum) if whose.forum else None
    shown = list(_still_to_tell(messages, whose, forum, on))
    written = _write(shown, whose, forum, on) if shown else None
    for each in messages:
        each.gathered_in = written if each in shown else None
        if each.gathered_in is None:
            each.given_up, each.last_error = True, LEFT
    OutboxMessage.objects.bulk_update(messages, ["gathered_in", "given_up", "last_error"])
    return written is not None


def _place(message: OutboxMessage) -> int:
    return IN_ORDER.index(NoticeKind(message.kind)) if message.kind in NOTICES else len(IN_ORDER)


def _last_on(whose: _Whose) -> date | None:
    """The day of the last letter of several that was written to them."""
    kind = Q(kind=NoticeKind.DIGEST, key__startswith=f"digest:{whose.rhythm}:")
    keys = OutboxMessage.objects.filter(kind, key__endswith=whose.key).values_list(
        "key", flat=True
    )
    return max(map(digest_day, keys), default=None)


def _still_to_tell(
    messages: Sequence[OutboxMessage], whose: _Whose, forum: Forum | None, on: date
) -> Iterator[OutboxMessage]:
    """What its reader may still be told, asked of the record as it stands today."""
    if whose.subscription:
        follows = Subscription.objects.confirmed().filter(pk=whose.subscription).exists()
        yield from messages if follows else ()
        return
    person = Person.objects.get(pk=whose.person)
    is_inside = bool(forum and standing(person, forum, on))
    for each in messages if person.is_active else ():
        if is_inside or each.kind not in FOR_INSIDE:
            yield each


def _write(shown: Sequence[OutboxMessage], whose: _Whose, forum: Forum | None, on: date) -> UUID:
    """One letter that holds them all; which one it is."""
    letter = Letter(
        kind=NoticeKind.DIGEST,
        key=digest_key(whose.rhythm, on, whose.forum if whose.person else whose.subscription),
        subject=_subject(shown),
        text="\n\n* * *\n\n".join(map(_told, shown)),
    )
    if whose.subscription:
        address = shown[-1].address
        write_to_address(letter, address, subscription=whose.subscription)
        return OutboxMessage.objects.get(key=letter.key).pk
    write_letters(forum, Person.objects.filter(pk=whose.person), letter)
    return OutboxMessage.objects.get(key=f"{letter.key}:{whose.person}").pk


def _subject(shown: Sequence[OutboxMessage]) -> str:
    """The first in full, since the fact is what matters, and how many more there are."""
    first, more = shown[0].subject, len(shown) - 1
    if not more:
        return first
    end = f" (and {more} more)"
    room = LONGEST_SUBJECT - len(end)
    return (first if len(first) <= room else f"{first[: room - 1].rstrip()}…") + end


def _told(message: OutboxMessage) -> str:
    lines = (message.subject, message.text.strip(), message.path and absolute(message.path))
    return "\n\n".join(filter(None, lines))
