"""Sending letters again that were given up, once the clerk has mended what was wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from forum import audit
from forum.choices import ForumEvent, NoticeKind, Role
from forum.locks import lock_row
from forum.models import Forum, OutboxMessage, Person
from forum.permissions import require
from forum.rules.letters import is_one_address, may_send_again
from forum.workflow.letters.writing import NO_ADDRESS


@transaction.atomic
def send_again(message: OutboxMessage, *, by: Person, on: date) -> OutboxMessage:
    """Try a letter once more for five days, at the address that its reader has by now."""
    forum = _forum_of(message)
    require(by, forum, Role.CLERK)
    lock_row(message)
    is_erased = not message.address
    may_send_again(is_given_up=message.given_up, is_erased=is_erased).insist()
    _wait_again(message)
    _record(forum, [message], by=by, on=on)
    return message


@transaction.atomic
def send_all_again(forum: Forum, *, by: Person, on: date) -> int:
    """Try every letter of the forum that was given up once more; how many."""
    require(by, forum, Role.CLERK)
    failed = OutboxMessage.objects.not_delivered().filter(forum=forum)
    failed = failed.select_for_update(of=("self",))
    again = list(failed.exclude(address="").select_related("person"))
    for message in again:
        _wait_again(message)
    if again:
        _record(forum, again, by=by, on=on)
    return len(again)


def _forum_of(message: OutboxMessage) -> Forum:
    """A letter that belongs to no forum is nobody's to send again."""
    if message.forum is None:
        raise Forum.DoesNotExist
    return message.forum


def _wait_again(message: OutboxMessage) -> None:
    """It waits as if it were new; the reasons why it failed are gone, not how often it was tried.

    The attempts go on counting, because by them a slow worker knows that a letter is not its own.
    """
    now = timezone.now()
    if message.person and message.kind != NoticeKind.ACCOUNT:
        message.address = message.person.email
    message.given_up, message.last_error, message.doubts = False, "", 0
    message.waits_since = message.next_try = now
    if not is_one_address(message.address):
        message.given_up, message.last_error = True, NO_ADDRESS
    message.save()


def _record(forum: Forum, messages: Iterable[OutboxMessage], *, by: Person, on: date) -> None:
    found = [message.pk for message in messages]
    letters = "1 letter" if len(found) == 1 else f"{len(found)} letters"
    audit.record(
        ForumEvent.LETTERS_SENT,
        f"{letters} put in the outbox again that could not be delivered",
        forum=forum,
        by=by,
        on=on,
        letters=found,
    )
