"""The actions of a forum: what is overdue, what is open, what was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce

from decisions.choices import DecisionEvent
from decisions.models.ballots.ballot_facts import has_agreed_minutes
from decisions.models.following.action import Action, ActionQuerySet
from decisions.models.following.holders import Holding, holdings, theirs
from decisions.models.outcomes.outcome import Outcome
from forum.models import AuditEntry, Forum, Meeting, Person


class ActionState(models.TextChoices):
    """Which actions a reader wants to see; without a word, those that are open."""

    OVERDUE = "overdue", "Overdue"
    CLOSED = "closed", "Closed"
    ALL = "all", "All"


@dataclass(frozen=True)
class ActionRow:
    """An action with its state on a day, as a tag says it, and who answers for it."""

    action: Action
    state: str
    holding: Holding


@dataclass(frozen=True)
class ActionPage:
    """One action with what has become of it."""

    row: ActionRow
    changes: tuple[AuditEntry, ...]
    """When it was passed on or put off, and why."""
    supersedes: tuple[Action, ...]
    """The actions whose place it took."""


def rows_of(actions: Iterable[Action], forum: Forum, *, on: date) -> list[ActionRow]:
    """Each action with its state on the day."""
    return [
        ActionRow(each.action, _state(each.action, on), each)
        for each in holdings(actions, forum, on=on)
    ]


def actions_page(action: Action, *, on: date) -> ActionPage:
    """The action as its page shows it."""
    changes = AuditEntry.objects.filter(
        forum=action.forum, about=action.pk, event=DecisionEvent.ACTION_CHANGED
    )
    (row,) = rows_of([action], action.forum, on=on)
    return ActionPage(row, tuple(changes.order_by("seq")), tuple(action.supersedes.all()))


def meeting_that_minutes(outcome: Outcome) -> Meeting | None:
    """The meeting whose minutes can still record what follows from its decision."""
    meeting = outcome.meeting
    return None if meeting.is_historic or has_agreed_minutes(meeting) else meeting


def of_person(forum: Forum, person: Person) -> ActionQuerySet:
    """The open actions of a person, with those of the post that they took over; due first."""
    due = Coalesce("due_on", "due_meeting__held_on")
    own = theirs(Action.objects.open().filter(forum=forum), person).annotate(due=due)
    return with_owners(own.order_by(F("due").asc(nulls_first=True), "reference"))


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
    return actions.select_related(
        "owner", "due_meeting", "meeting", "matter", "forum", "superseded_by"
    )


def owners_of(actions: ActionQuerySet) -> list[tuple[str, str]]:
    """Everybody who owns one of the actions: id and name."""
    owners = actions.filter(owner__isnull=False).order_by("owner__name", "owner")
    return [(str(pk), name) for pk, name in owners.values_list("owner", "owner__name").distinct()]


def _state(action: Action, on: date) -> str:
    if not action.is_open:
        return "Superseded" if action.superseded_by_id else "Done"
    return "Overdue" if action.is_overdue(on) else "Open"
