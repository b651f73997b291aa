"""Actions: set, progressed, closed."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from decisions.choices import DecisionEvent
from decisions.models import Action, ActionNote, Outcome
from decisions.models.ballots.ballot_facts import has_agreed_minutes
from decisions.models.facts import action_facts
from decisions.models.following.holders import is_own
from decisions.rules.actions import may_close_action, may_set_action
from decisions.workflow.coming_back import OF_ACTIONS, write_down_action
from forum import audit
from forum.choices import Role
from forum.locks import lock_row
from forum.models import Forum, Meeting, Person
from forum.permissions import holds, require, require_own
from forum.rules.ruling import Ruling
from forum.workflow.meetings import end_waiting


@transaction.atomic
def set_action(action: Action, *, by: Person, on: date) -> Action:
    """Set an action with one owner in a post and a day or meeting that it is due."""
    require(by, action.forum, *_setters(action))
    lock_row(action.meeting or action.forum)
    ruling_on_setting(action.meeting).insist()
    action.reference = action.reference or _reference_of(action, on)
    if action.owner and not action.owner_post:
        action.owner_post = action.owner.post
    action.keep()
    write_down_action(action)
    audit.record(
        DecisionEvent.ACTION_SET,
        f"Action {action.reference}: {action.text.rstrip('. ')}. "
        f"Owner: {action.owner_post or 'not stated'}. "
        f"Due: {action.due_words}.",
        forum=action.forum,
        by=by,
        on=on,
        about=action,
        matter=action.matter_id,
        owner=action.owner_id,
        due_on=action.due_on,
        due_meeting=action.due_meeting_id,
        settles=action.settles_id,
        origin=action.origin,
        outcome=action.outcome_id,
        brings_report=action.brings_report,
    )
    return action


@transaction.atomic
def note_progress(action: Action, *, text: str, by: Person, on: date) -> ActionNote:
    """Note progress; the owner and the clerk do this, as often as there is something to say."""
    require_own(by, action.forum, is_own=is_own(action, by))
    note = ActionNote(
        forum=action.forum,
        action=action,
        text=text,
        noted_at=timezone.now(),
        noted_by=by,
        noted_on=on,
    ).keep()
    audit.record(
        DecisionEvent.ACTION_PROGRESS,
        f"Action {action.reference}: {text}",
        forum=action.forum,
        by=by,
        on=on,
        about=action,
        matter=action.matter_id,
    )
    return note


@transaction.atomic
def close_action(action: Action, *, evidence: str, by: Person, on: date) -> Action:
    """Close an action with the evidence that it was done."""
    require_own(by, action.forum, is_own=is_own(action, by))
    lock_row(action)
    ruling_on_closing(action, evidence=evidence, on=on).insist()
    end_waiting(action.pk, by, *OF_ACTIONS)
    action.closed_at, action.closed_by, action.closed_on = timezone.now(), by, on
    action.evidence = evidence
    action.save(update_fields=["closed_at", "closed_by", "closed_on", "evidence"])
    audit.record(
        DecisionEvent.ACTION_CLOSED,
        f"Action {action.reference} closed: {evidence}",
        forum=action.forum,
        by=by,
        on=on,
        about=action,
        matter=action.matter_id,
        evidence=evidence,
    )
    return action


def ruling_on_setting(meeting: Meeting | None) -> Ruling:
    """Whether an action may still be set at the meeting; between meetings it always may."""
    is_agreed = meeting is not None and has_agreed_minutes(meeting)
    return may_set_action(minutes_are_agreed=is_agreed)


def ruling_on_closing(action: Action, *, evidence: str, on: date) -> Ruling:
    """Whether the action may be closed on this evidence."""
    return may_close_action(
        action_facts(action),
        evidence=evidence,
        on=on,
        settles_unsettled=is_still_unsettled(action),
    )


def next_reference(meeting: Meeting) -> str:
    """The next free reference of the meeting's actions: "Jul18-A2"."""
    return _next(meeting.forum, f"{meeting.held_on:%b%y}-A")


def _next(forum: Forum, stem: str) -> str:
    """The next free reference that begins like this."""
    taken = {
        int(reference.removeprefix(stem))
        for reference in Action.objects.filter(
            forum=forum, reference__startswith=stem
        ).values_list("reference", flat=True)
        if reference.removeprefix(stem).isdigit()
    }
    return f"{stem}{max(taken, default=0) + 1}"


def is_still_unsettled(action: Action) -> bool:
    """Whether it is to settle a funding source that no decision has settled or taken back."""
    waits = Outcome.objects.unsettled()
    return action.settles_id is not None and waits.filter(pk=action.settles_id).exists()


def may_follow_up(action: Action, person: object) -> bool:
    """Whether the person may say how the action goes: whose it is, and the clerk."""
    is_theirs = isinstance(person, Person) and person.is_active and is_own(action, person)
    return is_theirs or holds(person, action.forum, Role.CLERK)


def _reference_of(action: Action, on: date) -> str:
    """Of a meeting's action "Jul18-A2"; between meetings, by the month, "Jul18-B1"."""
    if action.meeting is not None:
        return next_reference(action.meeting)
    return _next(action.forum, f"{on:%b%y}-B")


def _setters(action: Action) -> tuple[Role, ...]:
    """At a meeting the clerk sets actions; between meetings officers do as well."""
    return (Role.CLERK,) if action.meeting else (Role.CLERK, Role.OFFICER)
