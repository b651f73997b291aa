"""A matter as one thread: what stands now, and what was asked beside what was resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from decisions.choices import ConditionState
from decisions.models.following.following_facts import worth_facts
from decisions.models.outcomes.executive import ExecutiveDecision
from decisions.models.outcomes.executive_facts import standing_of
from decisions.models.outcomes.external import ExternalStep
from decisions.models.outcomes.outcome import Condition
from decisions.models.threads.log_row import LogRow
from decisions.models.threads.matter_record import MatterRecord
from decisions.rules.worth import Worth, WorthState, worth
from papers.rules.text.comparing import SAME, Piece, pieces

ALIKE = 0.4
"""Texts that share less than this part of their letters are read one after the other."""

SAID_BY_THE_RESULT = (
    WorthState.STANDS,
    WorthState.HEARD,
    WorthState.NOT_AGREED,
    WorthState.UNDECIDED,
)


@dataclass(frozen=True)
class Resolved:
    """What one group resolved, and what that is worth on the day."""

    row: LogRow
    on: date

    @cached_property
    def worth(self) -> Worth:
        return worth(worth_facts(self.row), self.on)

    @property
    def tag(self) -> str:
        """What its result does not say already of its worth."""
        state = self.worth.state
        return "" if state in SAID_BY_THE_RESULT else state.value

    @cached_property
    def compared(self) -> tuple[Piece, ...]:
        """Both texts in one, word by word; empty where they are too far apart to be read so."""
        tabled, resolved = self.row.recommendation.text, self.row.text_resolved
        found = tuple(pieces(tabled, resolved))
        same = sum(len(each.text) for each in found if each.state == SAME)
        return found if same >= ALIKE * max(len(tabled), len(resolved)) else ()


@dataclass(frozen=True)
class Put:
    """A recommendation as it was put before one meeting, with the answer of each group."""

    answers: tuple[Resolved, ...]

    @property
    def first(self) -> LogRow:
        """Any answer: what was put is the same for all groups."""
        return self.answers[0].row


@dataclass(frozen=True)
class ByOffice:
    """A decision by one office-holder, and what it is worth."""

    decision: ExecutiveDecision

    @property
    def sentence(self) -> str:
        """Such as "Agreed, conditional on: selection by the department"."""
        return standing_of(self.decision)


@dataclass(frozen=True)
class Thread:
    """All that was resolved in a matter, as of a day."""

    record: MatterRecord

    @cached_property
    def resolved(self) -> tuple[Resolved, ...]:
        """Each answer of a group that was asked, the latest first."""
        answers = [Resolved(row, self.record.on) for row in self.record.rows if row.is_asked]
        return tuple(sorted(answers, key=lambda each: each.row.meeting.held_on, reverse=True))

    @property
    def standing(self) -> tuple[Resolved, ...]:
        """What is still the last word of the forum."""
        return tuple(each for each in self.resolved if each.worth.is_standing)

    @property
    def instead(self) -> tuple[ExternalStep, ...]:
        """What bodies outside decided in the forum's place."""
        overtaken = [each for each in self.resolved if each.worth.state == WorthState.OVERTAKEN]
        return tuple(
            step for each in overtaken for step in each.row.external_steps if step.overtakes
        )

    @property
    def by_office(self) -> tuple[ByOffice, ...]:
        """What office-holders decided, the latest first."""
        return tuple(ByOffice(each) for each in reversed(self.record.executive))

    @property
    def put(self) -> tuple[Put, ...]:
        """What was asked beside what was resolved, the latest first."""
        together = groupby(self.resolved, key=lambda each: each.row.outcome.question.placement_id)
        return tuple(Put(tuple(answers)) for _, answers in together)

    @property
    def open_conditions(self) -> tuple[Condition, ...]:
        """What decisions that stand still hang on."""
        return tuple(
            condition
            for each in self.standing
            for condition in each.row.conditions
            if condition.state == ConditionState.OPEN
        )


def thread_of(record: MatterRecord) -> Thread:
    """The thread of a matter; reads only what was fetched with its record."""
    return Thread(record)
