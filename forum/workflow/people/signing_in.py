"""How somebody signs in, changed: their address by themselves, a lost phone by who helps them."""

from __future__ import annotations

from copy import copy
from datetime import date
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from forum.choices import ForumEvent, NoticeKind, Role
from forum.locks import lock_row
from forum.models import Forum, Person
from forum.models.people import account_of, forums_of
from forum.permissions import require, require_self
from forum.rules.accounts import may_help_in
from forum.workflow.letters import write_letter
from forum.workflow.people.accounts import SITE, record_about
from forum.workflow.people.words import address_letter, second_step_letter

REMOVED = "second step of signing in removed"


@transaction.atomic
def change_own_address(person: Person, address: str, *, by: Person, on: date) -> Person:
    """Write to somebody at another address from now on; that it is theirs, a code has shown."""
    require_self(by, person)
    lock_row(person)
    before = copy(person)
    person.email = address
    person.validate_unique()
    person.validate_constraints()
    person.save(update_fields=["email"])
    key = uuid4().hex
    for to, is_new in ((before, False), (person, True)):
        letter = address_letter(SITE, is_new=is_new)
        name = f"own-address-{'to' if is_new else 'from'}:{key}"
        write_letter(None, to, key=name, kind=NoticeKind.ACCOUNT, **letter)
    event, what = ForumEvent.PERSON_CORRECTED, "email address changed by themselves"
    record_about(event, what, person, forums_of(person), by=by, on=on)
    return person


@transaction.atomic
def remove_second_step(forum: Forum, person: Person, *, by: Person, on: date) -> None:
    """Let somebody who lost their phone set up another second step when they next sign in."""
    require(by, forum, Role.ADMINISTRATOR)
    lock_row(person)
    may_help_in(account_of(person, forum, by=by, on=on)).insist()
    _remove(person, str(forum))
    record_about(ForumEvent.SECOND_STEP_REMOVED, REMOVED, person, [forum], by=by, on=on)


@transaction.atomic
def remove_second_step_by_command(person: Person, *, on: date) -> None:
    """The same from the server's own command line, where there is nobody left to ask."""
    lock_row(person)
    _remove(person, SITE)
    forums = forums_of(person)
    record_about(ForumEvent.SECOND_STEP_REMOVED, REMOVED, person, forums, by=None, on=on)


def _remove(person: Person, where: str) -> None:
    """Passkeys, app and recovery codes go, and every session ends."""
    Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    key, letter = f"second-step-removed:{uuid4().hex}", second_step_letter(where)
    write_letter(None, person, key=key, kind=NoticeKind.ACCOUNT, **letter)
