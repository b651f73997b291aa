"""What may be said about carrying a decision out, apart from the decision itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from decisions.choices import ImplementationState, Result
from decisions.rules.law import GOOD_PRACTICE
from forum.rules.ruling import Reason, Ruling

WHO = "the clerk or an officer"
NOTHING_TO_DO = (
    Result.NOT_CARRIED,
    Result.DEFERRED,
    Result.WITHDRAWN,
    Result.NO_ELIGIBLE_MEMBER,
    Result.NO_SUCH_SCHOOLS,
)
"""Results that leave nothing to carry out, unless another body decided in the forum's place."""
WITH_EVIDENCE = (ImplementationState.DONE, ImplementationState.PARTLY_DONE)
WITH_WORDS = (
    ImplementationState.PARTLY_DONE,
    ImplementationState.NOT_DONE,
    ImplementationState.STOPPED,
)


@dataclass(frozen=True)
class SaidFacts:
    """How far a decision is said to be carried out."""

    result: Result
    decided_on: date
    state: ImplementationState
    said_on: date
    words: str = ""
    evidence: str = ""
    is_overtaken: bool = False
    """Whether a body outside the forum decided in its place."""


def may_say(said: SaidFacts) -> Ruling:
    """Something is carried out after it was decided, and what was done is shown."""
    return Ruling.of(_obstacles(said))


def _obstacles(said: SaidFacts) -> Iterator[Reason]:
    if said.result in NOTHING_TO_DO and not said.is_overtaken:
        text = (
            f"The forum decided nothing that could be carried out ({said.result.label.lower()})."
        )
        yield Reason("nothing-to-carry-out", text, WHO, GOOD_PRACTICE)
    if said.said_on < said.decided_on:
        text = f"It was decided on {said.decided_on:%-d %B %Y}: enter that day or a later one."
        yield Reason("said-before-decided", text, WHO, GOOD_PRACTICE)
    if said.state in WITH_EVIDENCE and not said.evidence.strip():
        text = "Say what shows that it was carried out, such as a report or a statement of spend."
        yield Reason("evidence-missing", text, WHO, GOOD_PRACTICE)
    if said.state in WITH_WORDS and not said.words.strip():
        text = "Say what was done and what was not, or why it stopped."
        yield Reason("words-missing", text, WHO, GOOD_PRACTICE)
