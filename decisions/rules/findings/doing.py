"""Findings about actions."""

from __future__ import annotations

from collections.abc import Iterator

from decisions.rules.actions import ActionFacts
from decisions.rules.findings.facts import MatterFacts
from decisions.rules.findings.finding import Cited, Finding, printed

CLOSED = "It is done all the same, and closed on evidence."


def action_overdue(matter: MatterFacts) -> Iterator[Finding]:
    """An open action whose day has passed."""
    for action in matter.actions:
        if action.due_on is not None and action.is_overdue(matter.as_of):
            yield Finding(
                "action-overdue",
                "Action overdue",
                f"{named(action)} was due on {printed(action.due_on)} and is open.",
                (cited(action),),
                "It is done and closed with evidence, or the forum gives it a new day.",
            )


def action_without_owner(matter: MatterFacts) -> Iterator[Finding]:
    """An action that nobody in particular has to do."""
    for action in matter.actions:
        if not action.has_owner:
            yield Finding(
                "action-without-owner",
                "Action without an owner",
                f"{named(action)} names nobody who is to do it.",
                (cited(action),),
                "One person, in a post, is named." if action.is_open else CLOSED,
                is_resolved=not action.is_open,
            )


def action_without_date(matter: MatterFacts) -> Iterator[Finding]:
    """An action without a day or a meeting when it is due."""
    for action in matter.actions:
        if action.due_on is None:
            yield Finding(
                "action-without-date",
                "Action without a date",
                f"{named(action)} has no day or meeting when it is due.",
                (cited(action),),
                "A meeting or a date is set." if action.is_open else CLOSED,
                is_resolved=not action.is_open,
            )


def cited(action: ActionFacts) -> Cited:
    """How evidence points at an action."""
    return Cited(action.name, f"action/{action.key or action.reference}")


def named(action: ActionFacts) -> str:
    """An action as a sentence names it: by its reference, and what is to be done."""
    text = action.text.rstrip(".")
    return f"{action.name} (“{text}”)" if action.reference else action.name
