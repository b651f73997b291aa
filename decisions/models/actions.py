"""The actions of a forum: what is overdue, what is open, what was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce

from decisions.models.action import Action, ActionQuerySet
from forum.models import Forum


class ActionState(models.TextChoices):
    """Which actions a reader wants to see; without a word, those that are open."""

    OVERDUE = "overdue", "Overdue"
    CLOSED = "closed", "Closed"
    ALL = "all", "All"


@dataclass(frozen=True)
class ActionRow:
    """An action with its state on a day, as a tag says it."""

    action: Action
    state: str


def rows_of(actions: Iterable[Action], *, on: date) -> list[ActionRow]:
    """Each action with its state on the day."""
    return [ActionRow(action, _state(action, on)) for action in actions]


def actions_of(forum: Forum, *, inside: bool) -> ActionQuerySet:
    """The actions of the forum that a reader may see; the one due first comes first."""
    actions = Action.objects.filter(forum=forum)
    actions = actions if inside else actions.public()
    due = Coalesce("due_on", "due_meeting__held_on")
    return actions.annotate(due=due).order_by(F("due").asc(nulls_first=True), "reference")


def in_state(actions: ActionQuerySet, state: str, *, on: date) -> ActionQuerySet:
    """Those of the actions in the state, as of the day."""
    if state == ActionState.ALL:
        return actions
    if state == ActionState.OVERDUE:
        return actions.overdue(on)
    if state == ActionState.CLOSED:
        return actions.filter(closed_at__isnull=False).order_by("-closed_on", "reference")
    return actions.open()


def owned_by(actions: ActionQuerySet, owner: UUID | None) -> ActionQuerySet:
    """Those of one person, where one is named."""
    return actions.filter(owner=owner) if owner else actions


def with_owners(actions: ActionQuerySet) -> ActionQuerySet:
    """With all that a line of the list shows."""
    return actions.select_related("owner", "due_meeting", "meeting", "matter", "forum")


def owners_of(actions: ActionQuerySet) -> list[tuple[str, str]]:
    """Everybody who owns one of the actions: id and name."""
    owners = actions.filter(owner__isnull=False).order_by("owner__name", "owner")
    return [(str(pk), name) for pk, name in owners.values_list("owner", "owner__name").distinct()]


def _state(action: Action, on: date) -> str:
    if not action.is_open:
        return "Done"
    return "Overdue" if action.is_overdue(on) else "Open"
