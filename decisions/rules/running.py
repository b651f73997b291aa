"""What the clerk does next about a question while the meeting runs."""

from __future__ import annotations

from enum import StrEnum

from decisions.choices import BallotStatus
from decisions.rules.law import GOOD_PRACTICE
from forum.rules.ruling import Ruling
from papers.choices import ForumRole


class Next(StrEnum):
    """The next step on the way from a question to its outcome."""

    OPEN_BALLOT = "open_ballot"
    CLOSE_BALLOT = "close_ballot"
    CAST = "cast"
    """The chair may break a tie."""
    RECORD = "record"
    NOTHING = "nothing"


class Standing(StrEnum):
    """How far the meeting is with an item of its agenda."""

    TO_COME = "To come"
    TAKEN = "Taken"
    IN_HAND = "In hand"
    BALLOT_OPEN = "Ballot open"
    ANSWERED = "Outcomes recorded"


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


def steps_left(
    *,
    has_outcome: bool,
    has_schools: bool,
    forum_role: ForumRole,
    ballot: BallotStatus | None,
    casting_vote_open: bool = False,
) -> tuple[Next, ...]:
    """All that the clerk still does about a question, in order; nothing once it is answered."""
    first = next_step(
        has_outcome=has_outcome, has_schools=has_schools, forum_role=forum_role, ballot=ballot
    )
    way = (Next.OPEN_BALLOT, Next.CLOSE_BALLOT, Next.RECORD)
    if first == Next.NOTHING:
        return ()
    if first == Next.RECORD and casting_vote_open:
        return (Next.CAST, Next.RECORD)
    return way[way.index(first) :]


def may_record_presence(*, minutes_are_agreed: bool) -> Ruling:
    """Who was there is put right until the minutes that say so are agreed."""
    if not minutes_are_agreed:
        return Ruling()
    return Ruling.no(
        "presence-minuted",
        "The minutes are agreed, and they say who was there: correct it at the next meeting.",
        who="the forum",
        source=GOOD_PRACTICE,
    )


def may_be_balloted(*, has_schools: bool, forum_role: ForumRole) -> bool:
    """Whether somebody may be asked to vote: also where the forum is only consulted."""
    return has_schools and forum_role != ForumRole.INFORMED


def item_standing(*, is_taken: bool, questions: int, answered: int, open_ballots: int) -> Standing:
    """An item is done with once every question put under it is answered."""
    if open_ballots:
        return Standing.BALLOT_OPEN
    if questions and answered == questions:
        return Standing.ANSWERED
    if questions and (answered or is_taken):
        return Standing.IN_HAND
    return Standing.TAKEN if is_taken else Standing.TO_COME


def may_begin_minutes(*, is_historic: bool) -> Ruling:
    """Minutes are written here of meetings that were run here."""
    if not is_historic:
        return Ruling()
    return Ruling.no(
        "entered-from-evidence",
        "This meeting was entered from evidence, and its minutes are not ours to write: each "
        "decision says what shows it.",
        who="the clerk",
        source=GOOD_PRACTICE,
    )
