"""Whether somebody is trying doors: many requests turned away in a short time (LOG-02)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from decisions.upkeep.looked import WELL, WRONG, Looked
from forum.models.denials import most_denials


def denied_line(at: datetime) -> Iterator[Looked]:
    """The most in a quarter of the last hour, beside what this site calls a burst."""
    most = most_denials(at)
    if most >= settings.DENIED_BURST:
        said = f"{most} requests or more were turned away in a quarter of an hour: the log says by"
        yield WRONG, f"{said} which network and actor (denied, limited, not-found)"
    else:
        yield WELL, f"{most} turned away at most in a quarter of an hour"
