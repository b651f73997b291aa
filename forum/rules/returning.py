"""What comes back to which agenda, and when it is time to say so.

Money agreed in principle, deferrals and decisions outside a meeting come back at once and stay.
An authority to spend comes back at the last two meetings before its end, so that a meeting is
left after the first notice, and once more at the first meeting after it. What somebody promised
or was asked to do comes back from the day it is due.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from forum.choices import ReturningKind
from forum.rules.ruling import Ruling

AHEAD = timedelta(days=183)
"""Meetings may not be planned yet; an end that is further off than half a year can wait."""
MEETINGS_LEFT = 1
"""A reminder leaves at least this many meetings before the end."""
BY_A_PERSON = (
    ReturningKind.EXPIRING_AUTHORITY,
    ReturningKind.PROMISED_REPORT,
    ReturningKind.ACTION,
)
"""What a person may say need not come back; the rest ends by a decision of the forum."""


@dataclass(frozen=True)
class ReturningFacts:
    """Business that waits."""

    kind: ReturningKind
    due_on: date | None
    """The end of an authority; the day by which something is to be done."""


def comes_back(facts: ReturningFacts, *, meeting_on: date, meetings: Collection[date]) -> bool:
    """Whether it stands before the agenda of the meeting; `meetings` are all that go ahead."""
    if facts.kind in (ReturningKind.PROMISED_REPORT, ReturningKind.ACTION):
        return facts.due_on is None or facts.due_on <= meeting_on
    if facts.kind != ReturningKind.EXPIRING_AUTHORITY:
        return True
    if facts.due_on is None:
        return False
    if meeting_on > facts.due_on:
        return not any(facts.due_on < day < meeting_on for day in meetings)
    left = sum(meeting_on < day <= facts.due_on for day in meetings)
    return left <= MEETINGS_LEFT and facts.due_on - meeting_on <= AHEAD


def is_overdue(facts: ReturningFacts, *, meeting_on: date) -> bool:
    """Whether its day has passed when the meeting is held."""
    return facts.due_on is not None and facts.due_on < meeting_on


def may_release(kind: ReturningKind, *, is_settled: bool, because: str) -> Ruling:
    """A person may say, with a reason, that something need not come back to an agenda."""
    if is_settled:
        return Ruling.no("returned-already", "This does not wait any more.", who="the clerk")
    if kind not in BY_A_PERSON:
        return Ruling.no(
            "ends-by-a-decision",
            "Money agreed in principle, a deferral and a decision outside a meeting come back "
            "until the forum has dealt with them. Put it on an agenda.",
            who="the clerk",
        )
    if not because.strip():
        return Ruling.no(
            "release-reason-missing",
            "Say why it need not come back: the audit trail keeps the reason.",
            who="the clerk",
        )
    return Ruling()
