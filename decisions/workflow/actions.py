"""Actions on their way: passed on, put off, superseded, and reminded of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from decisions.choices import DecisionEvent
from decisions.models import Action
from decisions.models.facts import action_facts
from decisions.rules.actions import ChangeFacts, may_change_action, may_supersede
from decisions.workflow.coming_back import OF_ACTIONS, write_down_action
from decisions.workflow.following_up import is_still_unsettled
from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Meeting, Person
from forum.permissions import require
from forum.rules.ruling import Ruling
from forum.workflow.meetings import end_waiting


@dataclass(frozen=True)
class ActionChange:
    """How an action is to stand from now on, and why."""

    owner: Person | None
    owner_post: str
    due_on: date | None
    due_meeting: Meeting | None
    reason: str

    @property
    def due_day(self) -> date | None:
        return self.due_on or (self.due_meeting.held_on if self.due_meeting else None)


@transaction.atomic
def change_action(action: Action, change: ActionChange, *, by: Person, on: date) -> Action:
    """Pass an action on to another owner or post, or put its day off, with the reason."""
    require(by, action.forum, Role.CLERK)
    lock_row(action)
    action.refresh_from_db(fields=["closed_at", "closed_on"])
    ruling_on_change(action, change).insist()
    was_post, was_due = action.owner_post, action.due_words
    action.owner, action.owner_post = change.owner, change.owner_post
    action.due_on, action.due_meeting = change.due_on, change.due_meeting
    action.reminded_on = None
    action.save(update_fields=["owner", "owner_post", "due_on", "due_meeting", "reminded_on"])
    write_down_action(action)
    audit.record(
        DecisionEvent.ACTION_CHANGED,
        f"Action {action.reference}: {_changed(action, was_post, was_due)}. {change.reason}",
        forum=action.forum,
        by=by,
        on=on,
        about=action,
        matter=action.matter_id,
        owner=action.owner_id,
        owner_post=action.owner_post,
        due_on=action.due_on,
        due_meeting=action.due_meeting_id,
        reason=change.reason,
    )
    return action


@transaction.atomic
def supersede_action(
    action: Action, other: Action, *, reason: str, by: Person, on: date
) -> Action:
    """Close an action because another one takes its place."""
    require(by, action.forum, Role.CLERK)
    for each in sorted((action, other), key=lambda record: record.pk):
        lock_row(each)
        each.refresh_from_db(fields=["closed_at", "closed_on"])
    ruling_on_superseding(action, other, reason=reason).insist()
    action.superseded_by = other
    action.closed_at, action.closed_by, action.closed_on = timezone.now(), by, on
    action.evidence = f"Superseded by {other.reference}. {reason}"
    action.save(update_fields=["superseded_by", "closed_at", "closed_by", "closed_on", "evidence"])
    end_waiting(action.pk, by, *OF_ACTIONS)
    audit.record(
        DecisionEvent.ACTION_SUPERSEDED,
        f"Action {action.reference} superseded by {other.reference}. {reason}",
        forum=action.forum,
        by=by,
        on=on,
        about=action,
        matter=action.matter_id,
        superseded_by=other.pk,
        reason=reason,
    )
    return action


def ruling_on_change(action: Action, change: ActionChange) -> Ruling:
    """Whether the action may stand like this from now on."""
    is_change = (
        change.owner,
        change.owner_post,
        change.due_on,
        change.due_meeting,
    ) != (action.owner, action.owner_post, action.due_on, action.due_meeting)
    facts = ChangeFacts(change.owner is not None, change.due_day, change.reason, is_change)
    return may_change_action(action_facts(action), facts)


def ruling_on_superseding(action: Action, other: Action, *, reason: str) -> Ruling:
    """Whether the other action may take its place."""
    return may_supersede(
        action_facts(action),
        by=action_facts(other),
        reason=reason,
        settles_unsettled=is_still_unsettled(action),
    )


def _changed(action: Action, was_post: str, was_due: str) -> str:
    """What differs, in posts and days: "now with the Finance Manager, due 3 May 2026"."""
    said = []
    if action.owner_post != was_post:
        said.append(f"passed from {was_post or 'nobody'} to {action.owner_post or 'nobody'}")
    if action.due_words != was_due:
        said.append(f"due {action.due_words}, was {was_due}")
    return "; ".join(said) or "passed on to another holder of the post"
