"""How many requests were turned away in each quarter of an hour: a figure, and nothing of whom."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from forum.models.limits import RateCount, count_use

SPAN = timedelta(minutes=15)
"""What counts as one burst; the doctor comes round as often (deploy/systemd)."""
SHOWN = timedelta(hours=1)
"""So long a burst is told of: the doctor does not miss the one that has just ended."""


def count_denial(at: datetime) -> None:
    """Count one more. From the alarm on nothing is written, so that a flood costs no writing."""
    key = _key(at)
    if not RateCount.objects.filter(key=key, used__gte=settings.DENIED_BURST).exists():
        count_use(key, now=_milliseconds(at), window=_milliseconds(SHOWN + SPAN))


def most_denials(at: datetime) -> int:
    """The most in any quarter of the last hour; what is beyond the alarm was not counted."""
    keys = [_key(at - SPAN * number) for number in range(SHOWN // SPAN + 1)]
    counted = RateCount.objects.filter(key__in=keys).values_list("used", flat=True)
    return max(counted, default=0)


def _key(at: datetime) -> str:
    return f"denied {int(at.timestamp() // SPAN.total_seconds())}"


def _milliseconds(given: datetime | timedelta) -> int:
    seconds = given.timestamp() if isinstance(given, datetime) else given.total_seconds()
    return int(seconds * 1000)
