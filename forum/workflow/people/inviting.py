"""Asking somebody in: a link in a letter, that works once and for seven days."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from forum import audit
from forum.choices import ForumEvent, NoticeKind, Role
from forum.locks import lock_row
from forum.models import Forum, Invitation, Person
from forum.models.people import account_of, person_here
from forum.permissions import require
from forum.rules.accounts import LIFE, may_accept, may_invite
from forum.rules.ruling import Ruling
from forum.workflow.letters import write_letter
from forum.workflow.people.words import invitation_letter


@transaction.atomic
def invite(forum: Forum, person: Person, *, by: Person, on: date) -> Invitation:
    """Send somebody of the forum a link; one that was sent before no longer works."""
    require(by, forum, Role.CLERK, Role.ADMINISTRATOR)
    lock_row(person)
    may_invite(account_of(person, forum, by=by, on=on)).insist()
    return send_invitation(forum, person, by=by, on=on)


@transaction.atomic
def invite_all(forum: Forum, people: Iterable[Person], *, by: Person, on: date) -> int:
    """Send a link to each of these people; the answer counts them."""
    return len([invite(forum, person, by=by, on=on) for person in people])


def send_invitation(forum: Forum, person: Person, *, by: Person | None, on: date) -> Invitation:
    """Write the invitation and its letter; the step that calls this has asked who and whether."""
    now = timezone.now()
    _take_back(person, forum, by=by, at=now)
    here = person_here(forum, person, on=on)
    why = ", ".join([*(grant.get_role_display() for grant in here.grants), *here.seats])
    invitation, token = issue(forum, person, why=why, at=now)
    letter = invitation_letter(forum, invitation, token)
    key = f"invitation:{invitation.pk}"
    write_letter(forum, person, key=key, kind=NoticeKind.ACCOUNT, **letter)
    audit.record(
        ForumEvent.INVITATION_SENT,
        f"Invitation sent: {invitation.why}",
        forum=forum,
        by=by,
        on=on,
        about=invitation,
        person=person.pk,
        expires_on=invitation.expires.date(),
    )
    return invitation


def issue(
    forum: Forum | None, person: Person, *, why: str, at: datetime
) -> tuple[Invitation, str]:
    """A new invitation with the words of its link, which are kept nowhere else."""
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        forum=forum,
        person=person,
        why=why[:200],
        token_hash=hashed(token),
        invited=at,
        expires=at + LIFE,
    ).keep()
    return invitation, token


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Person, on: date) -> None:
    """Take a link back that was not used; it no longer works."""
    forum = invitation.forum
    if forum is None:
        raise PermissionDenied
    require(by, forum, Role.CLERK, Role.ADMINISTRATOR)
    lock_row(invitation)
    taken_back = _take_back(invitation.person, forum, by=by, at=timezone.now())
    if taken_back:
        audit.record(
            ForumEvent.INVITATION_WITHDRAWN,
            f"Invitation withdrawn: {invitation.why}",
            forum=forum,
            by=by,
            on=on,
            about=invitation,
            person=invitation.person_id,
        )


@transaction.atomic
def accept_invitation(invitation: Invitation, *, at: datetime) -> Person:
    """Take the link up; from here the person signs in by a code sent to the same address."""
    lock_row(invitation)
    ruling_on_accepting(invitation, at=at).insist()
    invitation.accepted = at
    invitation.save(update_fields=["accepted"])
    if invitation.forum is not None:
        audit.record(
            ForumEvent.INVITATION_ACCEPTED,
            f"Invitation accepted: {invitation.why}",
            forum=invitation.forum,
            by=invitation.person,
            on=timezone.localdate(at),
            about=invitation,
            person=invitation.person_id,
        )
    return invitation.person


def ruling_on_accepting(invitation: Invitation | None, *, at: datetime) -> Ruling:
    """Whether the link still works."""
    if invitation is None:
        return may_accept(is_known=False, is_over=True, has_run_out=False, is_active=False)
    return may_accept(
        is_known=True,
        is_over=invitation.accepted is not None or invitation.withdrawn_at is not None,
        has_run_out=invitation.runs_out_by(at),
        is_active=invitation.person.is_active,
    )


def invitation_of(token: str) -> Invitation | None:
    """The invitation that a link belongs to."""
    found = Invitation.objects.select_related("person", "forum")
    return found.filter(token_hash=hashed(token)).first()


def hashed(token: str) -> str:
    """What is kept of a link: it cannot be told from this."""
    return sha256(token.encode()).hexdigest()


def _take_back(person: Person, forum: Forum | None, *, by: Person | None, at: datetime) -> int:
    """Links that were sent before; a person replaces them in their own name."""
    waiting = Invitation.objects.waiting().filter(person=person, forum=forum)
    return waiting.update(withdrawn_at=at, withdrawn_by=by or person)
