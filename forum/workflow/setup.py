"""Setting up a forum: its constitution, the jobs in the system, its schools."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from forum import audit
from forum.choices import ForumEvent, Role
from forum.models import Constitution, Forum, Person, RoleGrant, School, TrailHead
from forum.permissions import require
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
    forum = constitution.forum
    require(by, forum, Role.CLERK, Role.ADMINISTRATOR)
    constitution.keep()
    audit.record(
        ForumEvent.CONSTITUTION_SET,
        f"Constitution set from {constitution.in_force_from:%-d %B %Y}",
        forum=forum,
        by=by,
        on=on,
        about=constitution,
        quorum_percent=constitution.quorum_percent,
        quorum_base=constitution.quorum_base,
        notice_working_days=constitution.notice_working_days,
        chair_casting_vote=constitution.chair_casting_vote,
        nil_funding_declaration=constitution.nil_funding_declaration,
        finance_clearance=constitution.finance_clearance,
    )
    return constitution


@transaction.atomic
def add_school(school: School, *, by: Person, on: date) -> School:
    """Enter a school of the authority."""
    require(by, school.forum, Role.CLERK, Role.ADMINISTRATOR)
    school.keep()
    audit.record(
        ForumEvent.SCHOOL_ADDED,
        f"{school.name} entered: {school.get_establishment_display().lower()}, "
        f"{school.get_phase_display().lower()}",
        forum=school.forum,
        by=by,
        on=on,
        about=school,
    )
    return school


@transaction.atomic
def convert_school(school: School, *, converted_on: date, by: Person, on: date) -> School:
    """Enter the day a school became an academy; its members lose their seats that day."""
    require(by, school.forum, Role.CLERK, Role.ADMINISTRATOR)
    school.converted_on = converted_on
    school.save(update_fields=["converted_on"])
    audit.record(
        ForumEvent.SCHOOL_CONVERTED,
        f"{school.name} became an academy on {converted_on:%-d %B %Y}",
        forum=school.forum,
        by=by,
        on=on,
        about=school,
        converted_on=converted_on,
    )
    return school


def _may_hold(forum: Forum, person: Person, role: Role) -> Ruling:
    apart = {Role.CLERK: Role.AUDITOR, Role.AUDITOR: Role.CLERK}.get(Role(role))
    if apart and RoleGrant.objects.filter(forum=forum, person=person, role=apart).exists():
        return Ruling.no(
            "clerk-and-auditor",
            "The same person cannot be clerk and auditor of one forum.",
            who="The administrator",
        )
    return Ruling()
