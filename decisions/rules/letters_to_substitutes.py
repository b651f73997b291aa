"""Writing to substitutes before a meeting, so that a question finds somebody to vote on it.

The authority arranges substitutes who attend and vote for members (Schools Forums (England)
Regulations 2012, reg 8(8)); without an eligible member nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterator

from decisions.rules.law import SUBSTITUTES
from forum.choices import MeetingStage
from forum.rules.ruling import Reason, Ruling

CLERK = "the clerk"
AHEAD = (MeetingStage.PLANNED, MeetingStage.PUBLISHED)


def may_write_letters(
    *, where: str, stage: MeetingStage, people: int, with_address: int, to_send: int
) -> Ruling:
    """Letters go out before the meeting, to people with an address, once about one question."""
    return Ruling.of(_obstacles(where, stage, people, with_address, to_send))


def _obstacles(
    where: str, stage: MeetingStage, people: int, with_address: int, to_send: int
) -> Iterator[Reason]:
    if stage not in AHEAD:
        yield Reason(
            "meeting-not-ahead",
            "Letters go out before a meeting. Name a substitute when you call the roll.",
            CLERK,
            SUBSTITUTES,
            where,
        )
    if not people:
        yield Reason(
            "nobody-to-write-to",
            "No seat that may vote has a substitute, or a member who could still answer. Name a "
            "substitute of the group first.",
            CLERK,
            SUBSTITUTES,
            where,
        )
    elif not with_address:
        yield Reason(
            "no-address",
            "None of them has an email address here: ring them.",
            CLERK,
            SUBSTITUTES,
            where,
        )
    elif not to_send:
        yield Reason(
            "written-already",
            "They were all written to about this, and nobody gets a letter twice: ring them.",
            CLERK,
            SUBSTITUTES,
            where,
        )
