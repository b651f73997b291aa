"""Setting up a forum: its constitution, and the jobs in the system."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from forum import audit
from forum.choices import ForumEvent, Role
from forum.models import Constitution, Forum, Person, RoleGrant, TrailHead
from forum.permissions import require
from forum.rules.constitution import changes
from forum.rules.ruling import Ruling


@transaction.atomic
def found_forum(forum: Forum, *, by: Person | None, on: date) -> Forum:
    """Set up a forum, with the first entry of its trail."""
    forum.keep()
    TrailHead.objects.create(forum=forum)
    audit.record(
        ForumEvent.FORUM_FOUNDED,
        f"{forum.name} of {forum.authority} set up",
        forum=forum,
        by=by,
        on=on,
        about=forum,
    )
    return forum


@transaction.atomic
def grant_role(
    forum: Forum, person: Person, role: Role, *, by: Person | None, on: date
) -> RoleGrant:
    """Give a person a job in the system; nobody is both clerk and auditor of one forum."""
    if by is not None:
        require(by, forum, Role.ADMINISTRATOR)
    _may_hold(forum, person, role).insist()
    grant = RoleGrant(forum=forum, person=person, role=role).keep()
    audit.record(
        ForumEvent.ROLE_GRANTED,
        f"The role of {Role(role).label.lower()} granted",
        forum=forum,
        by=by,
        on=on,
        about=grant,
        person=person.pk,
        role=str(role),
    )
    return grant


@transaction.atomic
def set_constitution(constitution: Constitution, *, by: Person, on: date) -> Constitution:
    """Set the forum's rules from a day on; earlier days keep the rules they had."""
    forum, day = constitution.forum, constitution.in_force_from
    require(by, forum, Role.CLERK, Role.ADMINISTRATOR)
    before = forum.constitution_on(day)
    constitution.keep()
    changed = [change.setting.label for change in changes(before.settings, constitution.settings)]
    what = f": {', '.join(changed)}" if changed else ", with nothing changed"
    audit.record(
        ForumEvent.CONSTITUTION_SET,
        f"Constitution set from {day:%-d %B %Y}{what}",
        forum=forum,
        by=by,
        on=on,
        about=constitution,
        in_force_from=day,
        adopted_where=constitution.adopted_where,
        before=before.settings,
        after=constitution.settings,
    )
    return constitution


def _may_hold(forum: Forum, person: Person, role: Role) -> Ruling:
    apart = {Role.CLERK: Role.AUDITOR, Role.AUDITOR: Role.CLERK}.get(Role(role))
    if apart and RoleGrant.objects.filter(forum=forum, person=person, role=apart).exists():
        return Ruling.no(
            "clerk-and-auditor",
            "The same person cannot be clerk and auditor of one forum.",
            who="The administrator",
        )
    return Ruling()
