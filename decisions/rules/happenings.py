"""What is needed to enter something that bears on a matter and was no decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from decisions.choices import HappeningKind
from decisions.rules.law import GOOD_PRACTICE, SOURCE_RECORDED
from forum.rules.ruling import Reason, Ruling

WHO = "the clerk or an officer"


@dataclass(frozen=True)
class HappeningFacts:
    """Something that happened, as it is to be entered."""

    kind: HappeningKind
    happened_on: date | None = None
    day_words: str = ""
    from_on: date | None = None
    until_on: date | None = None
    speaks_of_a_decision: bool = False
    as_printed: str = ""
    reads_as: str = ""
    evidence: str = ""


def may_enter(happening: HappeningFacts) -> Ruling:
    """It has a day, or what the record says of its day, and something shows it."""
    return Ruling.of((*_always(happening), *_of_its_kind(happening)))


def _always(happening: HappeningFacts) -> Iterator[Reason]:
    if happening.happened_on is None and not happening.day_words and happening.from_on is None:
        text = "Enter the day, or what the record says of it, such as “September 2018”."
        yield Reason("day-missing", text, WHO, GOOD_PRACTICE)
    if not happening.evidence.strip():
        text = "Say where it is shown, such as “minutes of 16 January 2019, item 6”."
        yield Reason("evidence-missing", text, WHO, GOOD_PRACTICE)


def _of_its_kind(happening: HappeningFacts) -> Iterator[Reason]:
    if happening.kind == HappeningKind.STATEMENT and not happening.speaks_of_a_decision:
        text = "Choose the decision that the statement is about: it is compared with the record."
        yield Reason("about-no-decision", text, WHO, SOURCE_RECORDED)
    if happening.kind == HappeningKind.SPENDING and happening.from_on is None:
        text = "Enter the first day that the money was spent for: authority is looked up by day."
        yield Reason("period-missing", text, WHO, SOURCE_RECORDED)
    is_told = happening.as_printed.strip() and happening.reads_as.strip()
    if happening.kind == HappeningKind.SLIP and not is_told:
        text = "Give the words as printed, which stay as they are, and what they should read."
        yield Reason("slip-not-told", text, WHO, GOOD_PRACTICE)
    if happening.from_on and happening.until_on and happening.until_on < happening.from_on:
        text = "The period ends before it begins: check both days."
        yield Reason("period-backwards", text, WHO, GOOD_PRACTICE)
