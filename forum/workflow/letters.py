"""Letters: written into the outbox with the change that gives rise to them, sent by the worker."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from forum.models import Forum, OutboxMessage, Person

GIVE_UP_AFTER = timedelta(days=5)
LONGEST_WAIT = timedelta(hours=1)


def write_letter(forum: Forum, person: Person, *, key: str, subject: str, text: str) -> bool:
    """Put one letter to one person in the outbox; the same key never goes to them twice.

    Whether it is a new one.
    """
    if not person.is_active or not person.email:
        return False
    _, is_new = OutboxMessage.objects.get_or_create(
        key=f"{key}:{person.pk}",
        defaults={
            "forum": forum,
            "address": person.email,
            "subject": " ".join(subject.split())[:150],
            "text": text,
            "next_try": timezone.now(),
        },
    )
    return is_new


def send_letters(*, at: datetime, most: int = 100) -> int:
    """Send what is due; one that fails waits longer each time, and is given up after 5 days."""
    sent = 0
    due = OutboxMessage.objects.filter(sent__isnull=True, given_up=False, next_try__lte=at)
    for pk in list(due.values_list("pk", flat=True)[:most]):
        sent += _send(pk, at)
    return sent


def _send(pk: UUID, at: datetime) -> bool:
    """Lease the letter first, so that two workers do not both send it; then send."""
    wait = timedelta(minutes=1)
    with transaction.atomic():
        message = OutboxMessage.objects.select_for_update().get(pk=pk)
        if message.sent or message.given_up or message.next_try > at:
            return False
        message.attempts += 1
        wait = min(timedelta(minutes=2 ** min(message.attempts, 10)), LONGEST_WAIT)
        message.next_try = at + wait
        message.save(update_fields=["attempts", "next_try"])
    try:
        EmailMessage(
            message.subject,
            message.text,
            to=[message.address],
            headers={"Message-ID": f"<{message.pk}@tabled>"},
        ).send()
    except Exception as error:
        # Whatever the mail server does, the letter waits.
        message.last_error = str(error)[:300]
        message.given_up = at - message.recorded_at > GIVE_UP_AFTER
        message.save(update_fields=["last_error", "given_up"])
        return False
    message.sent = at
    message.save(update_fields=["sent"])
    return True
