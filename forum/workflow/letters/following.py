"""The public follows a forum, or a word in it: asked for, confirmed by letter, left again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from forum.choices import NoticeKind, Rhythm
from forum.models import Forum, OutboxMessage, Subscription
from forum.workflow.letters.writing import Letter, write_to_address

CONFIRM = TimestampSigner(salt="forum.letters.follow")
CONFIRM_WITHIN = timedelta(days=2)


@transaction.atomic
def follow(forum: Forum, *, email: str, word: str = "", rhythm: str = Rhythm.AT_ONCE) -> None:
    """Write to the address and ask whether it wants this; nothing else is sent before it says so.

    Whoever asks learns nothing of whether the address follows the forum already.
    """
    wanted, _ = Subscription.objects.get_or_create(
        forum=forum, email=email.strip().lower(), word=word.strip()
    )
    if wanted.confirmed is None and wanted.rhythm != rhythm:
        wanted.rhythm = rhythm
        wanted.save(update_fields=["rhythm"])
    told = Rhythm(rhythm).label.lower()
    letter = Letter(
        kind=NoticeKind.FOLLOWED,
        # Once an hour at most, however often somebody types the address of somebody else.
        key=f"follow:{wanted.pk}:{timezone.now():%Y-%m-%d-%H}",
        subject=f"Confirm that you want letters from {forum.name}",
        text=(
            f"Somebody, we think you, asked for letters from {forum.name} about {wanted.what}, "
            f"{told}. Open this page within two days to confirm it. If it was not you, do "
            "nothing: then your address is erased."
        ),
        path=reverse("forum:subscribe_confirm", args=[forum.slug, confirm_token(wanted, rhythm)]),
    )
    write_to_address(letter, wanted.email, subscription=wanted.pk)


def confirm_token(subscription: Subscription, rhythm: str) -> str:
    """What only the address itself can know."""
    return CONFIRM.sign(f"{subscription.pk}:{rhythm}")


def asked_for(forum: Forum, token: str) -> tuple[Subscription, str] | None:
    """What a link confirms, and how often; none where it is old, false, or was left meanwhile."""
    try:
        pk, rhythm = CONFIRM.unsign(token, max_age=CONFIRM_WITHIN).split(":")
    except (BadSignature, ValueError):
        return None
    found = Subscription.objects.filter(forum=forum, pk=pk).first()
    return (found, rhythm) if found else None


@transaction.atomic
def confirm(subscription: Subscription, rhythm: str) -> Subscription:
    """The address wants the letters: from here they come."""
    subscription.confirmed = subscription.confirmed or timezone.now()
    subscription.rhythm = rhythm
    subscription.save(update_fields=["confirmed", "rhythm"])
    return subscription


@transaction.atomic
def leave(subscription: Subscription) -> None:
    """Erase the address: here, in what waits for it, and in what was sent to it."""
    letters = OutboxMessage.objects.filter(subscription=subscription.pk)
    letters.filter(sent__isnull=True).delete()
    letters.update(address="", last_error="", text="")
    subscription.delete()


def forget_unconfirmed(*, at: datetime) -> int:
    """Erase the addresses that did not answer in time; how many."""
    silent = Subscription.objects.filter(
        confirmed__isnull=True, recorded_at__lt=at - CONFIRM_WITHIN
    )
    found = list(silent)
    for each in found:
        leave(each)
    return len(found)
