"""What reads alike for all who may read it, kept while the trail of its forum stands still.

Every step leaves an entry, so whatever is kept here changes no sooner than the head of the
trail. Its name holds all that it depends on besides: who reads it, and what was asked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

from django.core.cache import caches
from django.utils import timezone

from forum.audit import trail_head
from forum.models import START, Forum

AN_HOUR = 60 * 60  # seconds
Made = TypeVar("Made")


@dataclass(frozen=True)
class Kept:
    """What is kept of a forum as its record stands today."""

    stands: str
    """The forum, the head of its trail and the day; nothing where the trail has no entry."""

    def of(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """The thing of this name as it was made for the first who asked."""
        if not self.stands:
            return make()
        place = hashlib.sha256(f"{self.stands} {name!r}".encode()).hexdigest()
        known = caches["near"].get(place)
        if known is None:
            known = make()
            caches["near"].set(place, known, AN_HOUR)
        return known


def kept(forum: Forum) -> Kept:
    """What is kept of the forum, by one look at its trail."""
    head = trail_head(forum).hash
    return Kept("" if head == START else f"{forum.pk} {head} {timezone.localdate()}")
