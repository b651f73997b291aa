"""That somebody was turned away is counted, so that a burst of it raises an alarm.

Counted are the answers 403 and 429, pages of a forum asked for by a stranger to it, and attempts
to sign in that failed; not what is simply not there, nor the way to the sign-in page.
"""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from forum.models.denials import count_denial

logger = logging.getLogger("tabled.denials")
DENIED = {403, 429}


def was_turned_away(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether there was something here, and not for them, or not so often."""
    return response.status_code in DENIED or hasattr(request, "asked_as_stranger")


def note_denial() -> None:
    """Count it; whoever is turned away stays so, even where it cannot be counted."""
    try:
        count_denial(timezone.now())
    except DatabaseError:
        logger.warning("A denial was not counted")
