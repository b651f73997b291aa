"""Accounts: a name or an address put right, and who is let in at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from forum import audit
from forum.choices import ForumEvent, NoticeKind, Role
from forum.locks import lock_row
from forum.models import Forum, Invitation, Person
from forum.models.people import account_of, forums_of, person_here
from forum.permissions import holds, require, require_site
from forum.rules.accounts import Account, may_correct, may_disable, may_enable
from forum.workflow.letters import write_letter
from forum.workflow.people.words import account_letter, address_letter

DETAILS = {"name": "name", "email": "email address", "post": "post"}
SITE = "the schools forums site"


@transaction.atomic
def correct_person(forum: Forum, person: Person, *, by: Person, on: date) -> Person:
    """Save the name, address or post of somebody as it should have been entered.

    Agreed minutes and registers keep the name that they were published with.
    """
    require(by, forum, Role.CLERK, Role.ADMINISTRATOR)
    before, changed = _held(person)
    if changed:
        may_correct(
            account_of(before, forum, by=by, on=on),
            as_administrator=holds(by, forum, Role.ADMINISTRATOR),
            new_address="email" in changed,
        ).insist()
        _save(before, person, changed, by=by, where=forum)
        _record_correction(person, changed, [forum], by=by, on=on)
    return person


@transaction.atomic
def correct_everywhere(person: Person, *, by: Person, on: date) -> Person:
    """The same for somebody of several forums, by the site administrator: each trail has it."""
    require_site(by)
    before, changed = _held(person)
    if changed:
        account = Account(is_self=by.pk == person.pk)
        new_address = "email" in changed
        may_correct(account, as_administrator=True, new_address=new_address).insist()
        _save(before, person, changed, by=by, where=None)
        _record_correction(person, changed, forums_of(person), by=by, on=on)
    return person


@transaction.atomic
def disable_account(forum: Forum, person: Person, *, by: Person, on: date) -> Person:
    """Lock somebody out: with the next thing they ask for, they are signed out."""
    require(by, forum, Role.ADMINISTRATOR)
    lock_row(forum)
    lock_row(person)
    may_disable(account_of(person, forum, by=by, on=on)).insist()
    return _set(person, [forum], is_active=False, by=by, on=on)


@transaction.atomic
def enable_account(forum: Forum, person: Person, *, by: Person, on: date) -> Person:
    """Let somebody in again."""
    require(by, forum, Role.ADMINISTRATOR)
    lock_row(person)
    may_enable(account_of(person, forum, by=by, on=on)).insist()
    return _set(person, [forum], is_active=True, by=by, on=on)


@transaction.atomic
def open_or_close_everywhere(person: Person, *, is_active: bool, by: Person, on: date) -> Person:
    """Lock somebody of several forums out, or let them in again: by the site administrator."""
    require_site(by)
    lock_row(person)
    if not is_active:
        may_disable(Account(is_self=by.pk == person.pk)).insist()
    return _set(person, forums_of(person), is_active=is_active, by=by, on=on)


def _held(person: Person) -> tuple[Person, list[str]]:
    """The person as they are kept, held; and what would be another thing."""
    before = Person.objects.get(pk=person.pk)
    lock_row(before)
    return before, [name for name in DETAILS if getattr(before, name) != getattr(person, name)]


def _save(
    before: Person, person: Person, changed: list[str], *, by: Person, where: Forum | None
) -> None:
    """Tell both addresses; a link that went to the old one no longer works."""
    person.validate_unique()
    person.validate_constraints()
    person.save(update_fields=changed)
    if "email" not in changed:
        return
    key, name = uuid4().hex, str(where or SITE)
    for to, is_new in ((before, False), (person, True)):
        letter = address_letter(name, is_new=is_new)
        _write(where, to, f"moved-{'to' if is_new else 'from'}:{key}", letter)
    _take_links_back(person, by=by)


def _set(
    person: Person, forums: Sequence[Forum], *, is_active: bool, by: Person, on: date
) -> Person:
    verb = "enabled" if is_active else "disabled"
    where = forums[0] if len(forums) == 1 else None
    # To a closed account nothing is written: before it is closed, and after it is open again.
    person.is_active = True
    letter = account_letter(str(where or SITE), is_active=is_active)
    _write(where, person, f"account-{verb}:{uuid4().hex}", letter)
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    if not is_active:
        _take_links_back(person, by=by)
    event = ForumEvent.ACCOUNT_ENABLED if is_active else ForumEvent.ACCOUNT_DISABLED
    record_about(event, f"account {verb}", person, forums, by=by, on=on)
    return person


def _write(forum: Forum | None, person: Person, key: str, letter: dict[str, str]) -> None:
    write_letter(forum, person, key=key, kind=NoticeKind.ACCOUNT, **letter)


def _take_links_back(person: Person, *, by: Person) -> None:
    waiting = Invitation.objects.waiting().filter(person=person)
    waiting.update(withdrawn_at=timezone.now(), withdrawn_by=by)


def _record_correction(
    person: Person, changed: list[str], forums: Sequence[Forum], *, by: Person, on: date
) -> None:
    what = ", ".join(DETAILS[field] for field in changed)
    record_about(ForumEvent.PERSON_CORRECTED, f"{what} corrected", person, forums, by=by, on=on)


def record_about(
    event: str, what: str, person: Person, forums: Sequence[Forum], *, by: Person | None, on: date
) -> None:
    """On each forum's trail; who it is, the sentence says by what they are there."""
    for forum in forums:
        here = person_here(forum, person, on=on)
        parts = [*(grant.get_role_display() for grant in here.grants), *here.seats]
        who = ", ".join(parts) or "Somebody of earlier days"
        audit.record(
            event, f"{who}: {what}", forum=forum, by=by, on=on, about=person, person=person.pk
        )
