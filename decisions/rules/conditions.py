"""What a decision hangs on: set with it, and marked met, failed or lapsed on evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from decisions.choices import ConditionState, Result
from decisions.rules.implementing import NOTHING_TO_DO
from decisions.rules.law import GOOD_PRACTICE
from forum.rules.ruling import Reason, Ruling


@dataclass(frozen=True)
class SetFacts:
    """A condition as it is to be set."""

    text: str
    result: Result
    minutes_are_agreed: bool = False
    others: Collection[str] = ()
    """The conditions that the decision has already."""


@dataclass(frozen=True)
class MarkFacts:
    """What is said to have become of a condition."""

    state: ConditionState
    marked_on: date
    evidence: str
    decided_on: date | None = None
    """The day of the decision; None where the record does not say."""


def may_set_condition(condition: SetFacts) -> Ruling:
    """A condition belongs to what was decided, so it is set before the minutes are agreed."""
    return Ruling.of(_setting(condition))


def may_mark_condition(mark: MarkFacts) -> Ruling:
    """A condition is met, failed or lapsed on a day after the decision, and something shows it."""
    return Ruling.of(_marking(mark))


def _setting(condition: SetFacts) -> Iterator[Reason]:
    if condition.minutes_are_agreed:
        text = (
            "The minutes are agreed, and they fix what the decision hangs on. A later decision "
            "can amend it; a correction of the minutes can say that a condition is missing."
        )
        yield Reason("minutes-agreed", text, "the forum", GOOD_PRACTICE)
    if condition.result in NOTHING_TO_DO:
        text = f"{condition.result.label}: there is nothing here that could hang on a condition."
        yield Reason("nothing-to-hang-on", text, "the clerk", GOOD_PRACTICE)
    if condition.text.strip() in condition.others:
        text = "The decision hangs on this already."
        yield Reason("condition-twice", text, "the clerk", GOOD_PRACTICE)


def _marking(mark: MarkFacts) -> Iterator[Reason]:
    who = "the clerk or an officer"
    if mark.state == ConditionState.OPEN:
        text = "Choose what has become of it: a condition that was marked does not open again."
        yield Reason("still-open", text, who, GOOD_PRACTICE)
    if mark.decided_on is not None and mark.marked_on < mark.decided_on:
        text = f"It was decided on {mark.decided_on:%-d %B %Y}: enter that day or a later one."
        yield Reason("marked-before-decided", text, who, GOOD_PRACTICE)
    if not mark.evidence.strip():
        text = "Say what shows it, such as a letter and its day."
        yield Reason("evidence-missing", text, who, GOOD_PRACTICE)
