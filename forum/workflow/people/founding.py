"""Founding a forum, with the two people who take it from there; and the first of the site."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from forum.choices import Role
from forum.models import Forum, Invitation, Person
from forum.models.people import account_of
from forum.models.site import IN_CHARGE
from forum.permissions import require_site
from forum.rules.accounts import may_invite
from forum.rules.founding import may_be_called
from forum.workflow.people.inviting import issue, send_invitation
from forum.workflow.people.roles import enter_role, name_administrator
from forum.workflow.setup import found_forum


@transaction.atomic
def found_with_people(
    forum: Forum, *, clerk: Person, administrator: Person, by: Person, on: date
) -> Forum:
    """Set up a forum and ask in its clerk and its administrator, who do the rest."""
    require_site(by)
    taken = Forum.objects.filter(slug=forum.slug).exists()
    may_be_called(forum.slug, taken=taken).insist()
    found_forum(forum, by=by, on=on)
    # Nobody is administrator yet who could grant them.
    for person, role in ((administrator, Role.ADMINISTRATOR), (clerk, Role.CLERK)):
        enter_role(forum, person, role, by=by, on=on)
        if person.last_login is None:
            send_invitation(forum, person, by=by, on=on)
    return forum


@transaction.atomic
def invite_administrator(forum: Forum, person: Person, *, by: Person, on: date) -> Person:
    """Name an administrator for a forum that has none, and ask them in."""
    require_site(by)
    name_administrator(forum, person, by=by, on=on)
    if person.last_login is None:
        send_invitation(forum, person, by=by, on=on)
    return person


@transaction.atomic
def invite_first(forum: Forum, person: Person, *, by: Person, on: date) -> Invitation:
    """Send a clerk or an administrator another link, while the forum cannot do so itself."""
    require_site(by)
    if not person.role_grants.filter(forum=forum, role__in=IN_CHARGE).exists():
        raise PermissionDenied
    may_invite(account_of(person, forum, by=by, on=on)).insist()
    return send_invitation(forum, person, by=by, on=on)


@transaction.atomic
def first_administrator(email: str, name: str, *, at: datetime) -> tuple[Person, str]:
    """Make somebody site administrator, from the machine itself; the answer holds their link."""
    email = email.strip().lower()
    person = Person.objects.filter(email__iexact=email).first()
    person = person or Person.objects.create_user(email, name)
    person.is_site_administrator = True
    person.save(update_fields=["is_site_administrator"])
    _, token = issue(None, person, why="Site administrator", at=at)
    return person, token
