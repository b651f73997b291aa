"""Sending letters: each taken by one worker, handed over, and its end written down.

A worker takes a letter before it sends it, so that two never send the same. One that dies leaves a
letter that another takes once the time is up; whether it had been handed over nobody knows.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from forum.choices import NoticeKind
from forum.models import Forum, OutboxMessage
from forum.permissions import standing
from forum.rules.letters import MOST_DOUBTS, is_given_up, is_one_address, wait_after
from forum.rules.notices import FOR_INSIDE
from forum.workflow.letters.paper import as_mail
from forum.workflow.letters.smtp import Post, Unheard, is_refused_for_good, words_of
from forum.workflow.letters.writing import NO_ADDRESS

LEASE = timedelta(minutes=10)
"""Longer than the slowest server is listened to."""
DIED = "It was being sent when the server stopped: it may have arrived."
CLOSED = "The account of this person is closed."
LEFT = "This person has no part in the forum any more, and the letter is for those who have."
NOT_SENT = "It was handed over several times without an answer: it may have arrived."


def send_letters(*, at: datetime, most: int = 100) -> int:
    """Send what is due; what fails waits longer each time, until it is left for the clerk to see.

    How many were taken by the mail server.
    """
    due = list(OutboxMessage.objects.due(at).values_list("pk", flat=True)[:most])
    if not due:
        return 0
    post = Post()
    try:
        return sum(_send(pk, post, at) for pk in due)
    finally:
        post.close()


def _send(pk: UUID, post: Post, at: datetime) -> bool:
    message = _take(pk, at)
    if message is None:
        return False
    try:
        post.send(as_mail(message))
    except Exception as error:
        # Whatever happens on the way, this letter waits and the others go on.
        _note_failure(message, error, at)
        return False
    _note_sent(message, at)
    return True


@transaction.atomic
def _take(pk: UUID, at: datetime) -> OutboxMessage | None:
    """Lease the letter, unless somebody else has it or it must not go out any more."""
    taken = OutboxMessage.objects.select_for_update().filter(pk=pk).first()
    if taken is None or not taken.is_waiting or taken.next_try > at:
        return None
    if taken.taken:
        taken.doubts, taken.last_error = taken.doubts + 1, DIED
    if taken.person and taken.kind != NoticeKind.ACCOUNT:
        # A clerk may have corrected it since; a letter about an account keeps the one it is for.
        taken.address = taken.person.email
    reason = _why_not(taken, at)
    if reason:
        taken.given_up, taken.last_error, taken.taken = True, reason, None
    else:
        taken.attempts, taken.taken = taken.attempts + 1, at
        taken.next_try = max(at, timezone.now()) + LEASE
    taken.save()
    return None if reason else taken


def _why_not(message: OutboxMessage, at: datetime) -> str:
    """Why a letter that waited must not go out now, asked of the record as it stands."""
    person, forum = message.person, message.forum
    if message.doubts >= MOST_DOUBTS:
        return NOT_SENT
    if person and not person.is_active and message.kind != NoticeKind.ACCOUNT:
        return CLOSED
    if not is_one_address(message.address):
        return NO_ADDRESS
    if person and forum and not _still_concerns(message.kind, person, forum, at):
        return LEFT
    return ""


def _still_concerns(kind: str, person: object, forum: Forum, at: datetime) -> bool:
    """Whether a letter that may name something unpublished still goes to somebody inside."""
    return kind not in FOR_INSIDE or bool(standing(person, forum, timezone.localdate(at)))


def _note_sent(message: OutboxMessage, at: datetime) -> None:
    changed = {"sent": max(at, timezone.now()), "taken": None, "last_error": ""}
    if message.kind == NoticeKind.ACCOUNT:
        # It may hold a link that signs somebody in: nobody needs it a second time.
        changed["text"] = ""
    OutboxMessage.objects.filter(pk=message.pk, sent__isnull=True).update(**changed)


def _note_failure(message: OutboxMessage, error: Exception, at: datetime) -> None:
    """Put the letter off, or leave it; a worker that lost its lease changes nothing."""
    doubts = int(isinstance(error, Unheard))
    now = max(at, timezone.now())
    mine = OutboxMessage.objects.filter(
        pk=message.pk, attempts=message.attempts, sent__isnull=True
    )
    mine.update(
        taken=None,
        doubts=F("doubts") + doubts,
        last_error=words_of(error)[:300],
        next_try=now + wait_after(message.attempts),
        given_up=is_given_up(
            waited=now - message.waits_since,
            is_refused=is_refused_for_good(error),
            doubts=message.doubts + doubts,
        ),
    )
