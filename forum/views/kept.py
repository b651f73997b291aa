"""Parts of pages that read alike for all who may read them, kept while a trail stands still.

Every step leaves an entry, so whatever such a part shows changes no sooner than the head of the
trail. The name of a part holds all that it depends on besides: who reads it, and what was asked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable

from django.core.cache import caches
from django.utils import timezone
from django.utils.safestring import SafeString

from forum.audit import trail_head
from forum.models import START, Forum

AN_HOUR = 60 * 60  # seconds


def kept_part(forum: Forum, name: Hashable, make: Callable[[], SafeString]) -> SafeString:
    """The part as it was made for the first who asked; made anew where the trail has no entry."""
    head = trail_head(forum).hash
    if head == START:
        return make()
    words = f"{forum.pk} {head} {timezone.localdate()} {name!r}"
    place = hashlib.sha256(words.encode()).hexdigest()
    kept = caches["near"].get(place)
    if kept is None:
        kept = make()
        caches["near"].set(place, kept, AN_HOUR)
    return kept
