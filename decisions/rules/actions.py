"""Actions: one owner, one day, and evidence when they are closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from decisions.rules.law import SOURCE_RECORDED
from forum.rules.ruling import Reason, Ruling

REMIND_BEFORE = timedelta(days=7)
"""A reminder goes out this long before the day."""
REMIND_AGAIN = timedelta(weeks=4)
"""And again this often while it is overdue."""
CLERK = "the clerk"


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
    key: str = ""
    """By which a page finds it."""

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


@dataclass(frozen=True)
class ChangeFacts:
    """An action as it is to stand from now on."""

    has_owner: bool
    due_on: date | None
    reason: str
    is_change: bool = True
    """Whether anything differs from how it stands."""


def may_set_action(*, minutes_are_agreed: bool) -> Ruling:
    """An action is set at a meeting until the minutes that record it are agreed."""
    if not minutes_are_agreed:
        return Ruling()
    return Ruling.no(
        "minutes-agreed",
        "The minutes of this meeting are agreed, and they fix its actions. Set the action at the "
        "next meeting.",
        who=CLERK,
    )


def may_change_action(action: ActionFacts, change: ChangeFacts) -> Ruling:
    """An open action goes to another owner, or to another day, for a reason."""
    return Ruling.of(_against_change(action, change))


def may_supersede(
    action: ActionFacts, *, by: ActionFacts, reason: str, settles_unsettled: bool = False
) -> Ruling:
    """An open action is closed by another one, open and later or as old, that takes its place."""
    return Ruling.of(_against_superseding(action, by, reason, settles_unsettled))


def is_reminder_due(action: ActionFacts, *, reminded_on: date | None, on: date) -> bool:
    """A week before its day, once it is overdue, and every four weeks from then on."""
    if not action.is_open or action.due_on is None or on < action.due_on - REMIND_BEFORE:
        return False
    if reminded_on is None:
        return True
    is_first_overdue = action.is_overdue(on) and reminded_on <= action.due_on
    return is_first_overdue or (action.is_overdue(on) and on >= reminded_on + REMIND_AGAIN)


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
            who=CLERK,
            where=action.name,
        )
    if settles_unsettled:
        yield _still_waits(action.name)


def _against_change(action: ActionFacts, change: ChangeFacts) -> Iterator[Reason]:
    where = action.name
    if not action.is_open:
        yield Reason("action-closed", f"{where} is closed already.", where=where)
    if not change.has_owner:
        yield Reason(
            "action-without-owner", "Choose the one person who does it.", CLERK, "", where
        )
    if change.due_on is None:
        yield Reason("action-without-day", "Enter the day it is due.", CLERK, "", where)
    elif action.set_on is not None and change.due_on < action.set_on:
        text = f"It was set on {action.set_on:%-d %B %Y}; it cannot be due before that."
        yield Reason("due-before-set", text, CLERK, "", where)
    if not change.is_change:
        yield Reason("nothing-changed", "Nothing differs from how it stands.", CLERK, "", where)
    if not change.reason.strip():
        text = "Say why it changes: the audit trail keeps the reason."
        yield Reason("change-reason-missing", text, CLERK, "", where)


def _against_superseding(
    action: ActionFacts, by: ActionFacts, reason: str, settles_unsettled: bool
) -> Iterator[Reason]:
    where = action.name
    if not action.is_open:
        yield Reason("action-closed", f"{where} is closed already.", where=where)
    if not by.is_open:
        text = f"{by.name} is closed; choose an open action that takes the place of this one."
        yield Reason("superseded-by-closed", text, CLERK, "", where)
    if by.reference == action.reference:
        text = "An action does not take its own place; choose another one."
        yield Reason("superseded-by-itself", text, CLERK, "", where)
    if not reason.strip():
        text = "Say why the other action takes its place."
        yield Reason("supersede-reason-missing", text, CLERK, "", where)
    if settles_unsettled:
        yield _still_waits(where)


def _still_waits(where: str) -> Reason:
    return Reason(
        "source-still-unsettled",
        "This action is to settle a funding source, and the forum has not decided it yet. "
        "Record the decision that settles the source first.",
        who=CLERK,
        source=SOURCE_RECORDED,
        where=where,
    )
