"""What the clerk does next about a question while the meeting runs."""

from __future__ import annotations

from enum import StrEnum

from decisions.choices import BallotStatus
from papers.choices import ForumRole


class Next(StrEnum):
    """The next step on the way from a question to its outcome."""

    OPEN_BALLOT = "open_ballot"
    CLOSE_BALLOT = "close_ballot"
    RECORD = "record"
    NOTHING = "nothing"


def next_step(
    *,
    has_outcome: bool,
    has_schools: bool,
    forum_role: ForumRole,
    ballot: BallotStatus | None,
) -> Next:
    """What the forum decides is put to the vote first; everything else is recorded as it went."""
    if has_outcome:
        return Next.NOTHING
    if ballot in (BallotStatus.OPEN, BallotStatus.PREPARING):
        return Next.CLOSE_BALLOT
    decides = forum_role not in (ForumRole.CONSULTED, ForumRole.INFORMED)
    if ballot is None and has_schools and decides:
        return Next.OPEN_BALLOT
    return Next.RECORD


def may_be_balloted(*, has_schools: bool, forum_role: ForumRole) -> bool:
    """Whether somebody may be asked to vote: also where the forum is only consulted."""
    return has_schools and forum_role != ForumRole.INFORMED
