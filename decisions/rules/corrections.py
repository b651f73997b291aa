"""Corrections of agreed minutes: dated entries beside them, asked twice where a slip costs most.

The Schools Forum operational and good practice guide: minutes are agreed as a true record at a
later meeting; what was agreed is then corrected in the open, never rewritten. A correction that
makes an amount ten times as much, or turns advice into a decision, is easily a slip itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from decisions.choices import CorrectionKind, MinutesStage
from decisions.rules.law import GOOD_PRACTICE, QUORUM
from forum.choices import MeetingStage
from forum.money import pounds
from forum.rules.ruling import Reason, Ruling

CLERK = "the clerk"
TENFOLD = 10
"""A misplaced comma or a nought too many changes an amount by a factor of ten."""
AGREED = (MinutesStage.AGREED, MinutesStage.SIGNED)
_POUNDS = re.compile(r"£\s?(\d[\d,]*(?:\.\d+)?)\s?(million|billion|thousand|bn|m|k)?\b", re.I)
_TIMES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "bn": 9}
_ADVISED = re.compile(
    r"\b(advis\w+|advice|consult\w+|views?|opinion|recommend(s|ed)?|support(s|ed)?|comment\w*"
    r"|noted)\b",
    re.I,
)
_DECIDED = re.compile(
    r"\b(agreed|approved?|decid\w+|decision|resolved|determined|carried)\b", re.I
)


class Stance(StrEnum):
    """What words say that the forum did."""

    DECIDED = "decided"
    ADVISED = "advised"


@dataclass(frozen=True)
class CorrectionFacts:
    """A correction about to be recorded, and the minutes that it is to."""

    kind: CorrectionKind
    was: str
    reads: str
    minutes_stage: MinutesStage
    meeting_on: date
    made_at_on: date | None = None
    made_at_stage: MeetingStage | None = None
    amount_was: Decimal | None = None
    amount_reads: Decimal | None = None
    is_advice: bool = False
    """It is about what a forum that was not quorate said."""
    has_awards: bool = False
    """It is about a decision whose money is awarded."""


def may_correct(facts: CorrectionFacts, *, confirmed: bool = False) -> Ruling:
    """Agreed minutes are corrected at a later meeting; the gravest changes once confirmed."""
    asked = () if confirmed else ask_twice(facts)
    return Ruling.of((*_obstacles(facts), *asked), _warnings(facts))


def ask_twice(facts: CorrectionFacts) -> tuple[Reason, ...]:
    """What is so great a change that the clerk is asked a second time."""
    return tuple(_questions(facts))


def stance(words: str) -> Stance | None:
    """Whether words say that the forum decided or advised; advising is said beside agreeing."""
    if _ADVISED.search(words):
        return Stance.ADVISED
    return Stance.DECIDED if _DECIDED.search(words) else None


def amounts_in(words: str) -> list[Decimal]:
    """The amounts in pounds that stand in a text, in its order: "£89,604", "£1.2 million"."""
    return [
        Decimal(number.replace(",", "")).scaleb(_TIMES.get(times.lower(), 0))
        for number, times in _POUNDS.findall(words)
    ]


def _obstacles(facts: CorrectionFacts) -> Iterator[Reason]:
    if facts.minutes_stage not in AGREED:
        yield Reason(
            "minutes-not-agreed",
            "These minutes are not agreed yet: change their text instead.",
            CLERK,
            GOOD_PRACTICE,
        )
    if facts.was.split() == facts.reads.split() and facts.amount_was == facts.amount_reads:
        yield Reason(
            "nothing-corrected",
            "The words are the same as before: enter what they should read.",
            CLERK,
        )
    yield from _made_at(facts)
    if facts.is_advice and _becomes_a_decision(facts):
        yield Reason(
            "advice-stays-advice",
            "The forum was not quorate, so what it said is advice and no correction makes it a "
            "decision. Put it to a quorate meeting to be ratified.",
            CLERK,
            QUORUM,
        )


def _made_at(facts: CorrectionFacts) -> Iterator[Reason]:
    later = facts.made_at_on
    if later is None:
        yield Reason(
            "correcting-meeting-missing",
            "Choose the meeting that made the correction.",
            CLERK,
            GOOD_PRACTICE,
        )
    elif later <= facts.meeting_on:
        yield Reason(
            "corrected-before-held",
            f"Minutes of {facts.meeting_on:%-d %B %Y} are corrected at a later meeting, not on "
            f"{later:%-d %B %Y}.",
            CLERK,
        )
    elif facts.made_at_stage not in (MeetingStage.OPEN, MeetingStage.HELD):
        yield Reason(
            "correcting-meeting-not-open",
            f"The meeting of {later:%-d %B %Y} has not been opened, so it has corrected nothing "
            "yet.",
            CLERK,
        )


def _questions(facts: CorrectionFacts) -> Iterator[Reason]:
    for before, after in _changed_amounts(facts):
        if _is_tenfold(before, after):
            yield Reason(
                "amount-tenfold",
                f"{pounds(before)} becomes {pounds(after)}{_times(before, after)}. Is that what "
                "the forum said?",
                CLERK,
            )
    did, does = stance(facts.was), stance(facts.reads)
    if did and does and did != does:
        yield Reason(
            "role-changed",
            f"Before, the minutes said that the forum {did}; now they say that it {does}. Is "
            "that what it did?",
            CLERK,
        )
    elif facts.kind == CorrectionKind.ROLE:
        yield Reason(
            "role-corrected",
            "This changes whether the forum decided or advised. Is that what it did?",
            CLERK,
        )


def _warnings(facts: CorrectionFacts) -> Iterator[Reason]:
    if facts.has_awards and any(_changed_amounts(facts)):
        yield Reason(
            "award-stays",
            "A correction is to the words of the minutes: the award and what is left on its "
            "budget line stay as recorded. Where the award itself is wrong, put a recommendation "
            "that amends the decision.",
            CLERK,
        )


def _becomes_a_decision(facts: CorrectionFacts) -> bool:
    was = stance(facts.was)
    return stance(facts.reads) == Stance.DECIDED and was != Stance.DECIDED


def _changed_amounts(facts: CorrectionFacts) -> list[tuple[Decimal, Decimal]]:
    """Each amount that is corrected, before and after: as entered, else as the words have them."""
    if facts.amount_was is not None and facts.amount_reads is not None:
        pairs = [(facts.amount_was, facts.amount_reads)]
    else:
        before, after = amounts_in(facts.was), amounts_in(facts.reads)
        pairs = list(zip(_without(before, after), _without(after, before), strict=False))
    return [(was, reads) for was, reads in pairs if was != reads]


def _without(amounts: Sequence[Decimal], others: Sequence[Decimal]) -> list[Decimal]:
    left = list(others)
    found = []
    for amount in amounts:
        if amount in left:
            left.remove(amount)
        else:
            found.append(amount)
    return found


def _is_tenfold(before: Decimal, after: Decimal) -> bool:
    return max(before, after) >= TENFOLD * min(before, after)


def _times(before: Decimal, after: Decimal) -> str:
    """How many times as much it becomes, or as little; nothing to say beside £0."""
    if not before or not after:
        return ""
    if after > before:
        return f", {after / before:.0f} times as much"
    return f", {before / after:.0f} times as little"
