"""Who should be at a meeting for its business, and is not expected there.

A report without its presenter and an action without its owner come to nothing: that is seen
before the agenda goes out, and told to the clerk and the chair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from forum.rules.ruling import Reason

CLERK = "the clerk"


class Coming(StrEnum):
    """What is known of somebody's coming."""

    EXPECTED = "is expected"
    SILENT = "has not said whether they come"
    NOT_COMING = "does not come"
    NOT_LISTED = "is not on the list of those attending"


@dataclass(frozen=True)
class Needed:
    """Somebody that a piece of business needs."""

    what: str
    """The business: "Item 6, Early help", "Action Jan19-A1"."""
    part: str
    """What they are to it: "its presenter", "its owner"."""
    who: str
    """The post, or the presenter as the agenda prints it."""
    coming: Coming


def absences(needed: Iterable[Needed]) -> tuple[Reason, ...]:
    """A warning for each piece of business whose person is not expected."""
    return tuple(_absences(needed))


def _absences(needed: Iterable[Needed]) -> Iterator[Reason]:
    codes = {
        Coming.SILENT: "needed-not-answered",
        Coming.NOT_COMING: "needed-not-coming",
        Coming.NOT_LISTED: "needed-not-listed",
    }
    for each in needed:
        if each.coming in codes:
            yield Reason(
                codes[each.coming],
                f"{each.what}: {each.part}, {each.who or 'nobody named'}, {each.coming}. "
                "Ask them, name somebody else, or put it off.",
                who=CLERK,
                where=each.what,
            )
