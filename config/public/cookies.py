"""Every cookie that this site sets; a test compares the list with what it does set."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Cookie:
    """A cookie, what it is for, and how long a browser keeps it."""

    name: str
    purpose: str
    lasts: str


COOKIES = (
    Cookie(
        settings.SESSION_COOKIE_NAME,
        "Remembers that you are signed in. It holds a random number and nothing about you.",
        f"{settings.SESSION_COOKIE_AGE // 3600} hours, or until you sign out",
    ),
    Cookie(
        settings.CSRF_COOKIE_NAME,
        "Makes sure that what is sent in your name comes from our own pages.",
        f"{settings.CSRF_COOKIE_AGE // (7 * 24 * 3600)} weeks",
    ),
    Cookie(
        "messages",
        "Carries one sentence to the next page, such as “Your vote is recorded”.",
        "Until the next page, at most until you close your browser",
    ),
)
