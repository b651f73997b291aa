"""Founding a forum: what it may be called in the address of its pages.

Words that this site itself has pages under cannot be the name of a forum's pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forum.rules.ruling import Reason, Ruling

SITE = "the site administrator"
LONGEST = 60
RESERVED = frozenset(
    """
    about accessibility account accounts admin api assets atom calendar compliance contact
    cookies demo export favicon feeds files forum forums glossary healthz help home import
    legal licence login logout mail media news notices people privacy robots root rss search
    security sign-in sign-out sign-up site sitemap static status subscribe subscriptions
    support system tabled terms unsubscribe well-known words www
    """.split()  # noqa: SIM905 (a list of fifty words, one a line, is harder to read)
)
_SHAPE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def may_be_called(slug: str, *, taken: bool) -> Ruling:
    """Whether a forum's pages may lie under this word."""
    return Ruling.of(_naming(slug, taken))


def _naming(slug: str, taken: bool) -> Iterator[Reason]:
    if not _SHAPE.fullmatch(slug) or len(slug) > LONGEST:
        yield Reason(
            "not-a-name",
            "Use small letters, figures and single hyphens, like north-borsetshire.",
            SITE,
        )
    if slug in RESERVED:
        yield Reason(
            "reserved-word",
            f"“{slug}” is a page of this site: choose another word, like the authority's name.",
            SITE,
        )
    if taken:
        yield Reason("name-taken", f"A forum is called “{slug}” already: choose another.", SITE)
