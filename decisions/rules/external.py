"""Bodies outside the forum: when one may be asked about a decision, and what its answer needs.

The Secretary of State decides on what the forum refused and the authority still wants; the
council's executive or full council decides what the forum is only consulted on. The answer is a
fact of its own: it may stand in place of the forum's outcome, and never rewrites it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from decisions.choices import CARRIED, DECIDED_OUTSIDE, ExternalBody, ExternalResult, Result
from decisions.rules.law import FORUM_DECIDES, GOOD_PRACTICE, YEARLY
from forum.rules.ruling import Reason, Ruling

WHO = "the clerk or an officer"
NOTHING_RESOLVED = (Result.DEFERRED, Result.WITHDRAWN, Result.NO_SUCH_SCHOOLS)
"""Results that leave nothing for another body to decide on."""


@dataclass(frozen=True)
class AskedFacts:
    """A body that is to be asked about an outcome."""

    result: Result
    body: ExternalBody
    body_words: str = ""
    waiting: Collection[str] = ()
    """The bodies that were asked about this outcome and have not answered."""


@dataclass(frozen=True)
class AnswerFacts:
    """What the body is said to have answered."""

    forum_result: Result
    result: ExternalResult
    is_answered: bool = False
    """Whether its answer is on the record already."""
    asked_on: date | None = None
    decided_on: date | None = None
    amount: Decimal | None = None
    text: str = ""
    overtakes: bool = False
    evidence: str = ""


def may_ask_outside(asked: AskedFacts) -> Ruling:
    """A body outside the forum is asked about something that the forum resolved."""
    return Ruling.of(_asking(asked))


def may_answer(answer: AnswerFacts) -> Ruling:
    """An answer is entered once, with its day, what it says, and what shows it."""
    return Ruling.of((*_answering(answer), *_overtaking(answer)))


def _asking(asked: AskedFacts) -> Iterator[Reason]:
    if asked.result in NOTHING_RESOLVED:
        yield Reason(
            "nothing-resolved",
            f"The forum resolved nothing here ({asked.result.label.lower()}), so there is nothing "
            "for another body to decide on.",
            WHO,
            GOOD_PRACTICE,
        )
    if asked.body == ExternalBody.OTHER and not asked.body_words.strip():
        yield Reason("body-missing", "Say which body is asked.", WHO, GOOD_PRACTICE)
    named = asked.body_words.strip() or asked.body.label
    if named in asked.waiting:
        yield Reason(
            "asked-already",
            f"{named} was asked already, and has not answered yet.",
            WHO,
            GOOD_PRACTICE,
        )


def _answering(answer: AnswerFacts) -> Iterator[Reason]:
    if answer.is_answered:
        yield Reason(
            "answered-already",
            "Its answer is on the record. If it decided again, ask it again and enter that.",
            WHO,
            GOOD_PRACTICE,
        )
    if answer.result == ExternalResult.PENDING:
        yield Reason("answer-missing", "Choose what the body decided.", WHO, GOOD_PRACTICE)
        return
    if answer.result in DECIDED_OUTSIDE and answer.decided_on is None:
        yield Reason("day-missing", "Enter the day on which the body decided.", WHO, GOOD_PRACTICE)
    if answer.asked_on and answer.decided_on and answer.decided_on < answer.asked_on:
        yield Reason(
            "answered-before-asked",
            f"It was asked on {answer.asked_on:%-d %B %Y}: it cannot have answered before that.",
            WHO,
            GOOD_PRACTICE,
        )
    is_said = answer.amount is not None or bool(answer.text.strip())
    if answer.result == ExternalResult.APPROVED_IN_PART and not is_said:
        yield Reason(
            "part-not-stated",
            "Say what was approved: the amount, or the words.",
            WHO,
            GOOD_PRACTICE,
        )
    if not answer.evidence.strip():
        yield Reason(
            "evidence-missing",
            "Say what shows it, such as a letter or a minute.",
            WHO,
            GOOD_PRACTICE,
        )


def _overtaking(answer: AnswerFacts) -> Iterator[Reason]:
    if not answer.overtakes:
        return
    if answer.result not in DECIDED_OUTSIDE:
        yield Reason(
            "overtakes-nothing",
            "Only a decision of the body can stand in place of the forum’s.",
            WHO,
            FORUM_DECIDES,
        )
    elif answer.result == ExternalResult.APPROVED and answer.forum_result in CARRIED:
        yield Reason(
            "nothing-overtaken",
            "The body approved what the forum had agreed, so the forum’s decision stands.",
            WHO,
            YEARLY,
        )
