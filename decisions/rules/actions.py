"""Actions: one owner, one day, and evidence when they are closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from decisions.rules.law import SOURCE_RECORDED
from forum.rules.ruling import Reason, Ruling


@dataclass(frozen=True)
class ActionFacts:
    """An action as the rules see it."""

    text: str
    has_owner: bool
    """A named person in a post."""
    due_on: date | None
    """Its day, or the day of the meeting at which it is due."""
    reference: str = ""
    set_on: date | None = None
    closed_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def name(self) -> str:
        """How a reason or a finding points at it."""
        return f"Action {self.reference}" if self.reference else f"Action “{self.text}”"

    def is_overdue(self, on: date) -> bool:
        """Open, and its day has passed."""
        return self.is_open and self.due_on is not None and self.due_on < on


def may_set_action(*, minutes_are_agreed: bool) -> Ruling:
    """An action is set at a meeting until the minutes that record it are agreed."""
    if not minutes_are_agreed:
        return Ruling()
    return Ruling.no(
        "minutes-agreed",
        "The minutes of this meeting are agreed, and they fix its actions. Set the action at the "
        "next meeting.",
        who="the clerk",
    )


def may_close_action(
    action: ActionFacts, *, evidence: str, on: date, settles_unsettled: bool = False
) -> Ruling:
    """An action is closed once, on evidence, and not while a source waits for it."""
    return Ruling.of(_obstacles(action, evidence, on, settles_unsettled))


def _obstacles(
    action: ActionFacts, evidence: str, on: date, settles_unsettled: bool
) -> Iterator[Reason]:
    if not action.is_open:
        yield Reason("action-closed", f"{action.name} is closed already.", where=action.name)
    if not evidence.strip():
        yield Reason(
            "evidence-missing",
            "Say what shows that the action is done, such as the report that closed it.",
            who="the clerk or the owner",
            where=action.name,
        )
    if action.set_on is not None and on < action.set_on:
        yield Reason(
            "closed-before-set",
            f"The action was set on {action.set_on:%-d %B %Y}; it cannot be closed before that.",
            who="the clerk",
            where=action.name,
        )
    if settles_unsettled:
        yield Reason(
            "source-still-unsettled",
            "This action is to settle a funding source, and the forum has not decided it yet. "
            "Record the decision that settles the source first.",
            who="the clerk",
            source=SOURCE_RECORDED,
            where=action.name,
        )
