"""Jobs in the system: granted, proposed where two administrators stand behind it, and ended."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from forum import audit
from forum.choices import ForumEvent, NoticeKind, Role
from forum.locks import hold_person, lock_row
from forum.models import Forum, Person, RoleGrant, RoleProposal
from forum.models.people import administrators, duties_of
from forum.permissions import require, require_site
from forum.rules.duties import (
    may_confirm,
    may_end_role,
    may_grant,
    may_hold,
    may_name_administrator,
)
from forum.workflow.letters import write_letter
from forum.workflow.people.inviting import send_invitation
from forum.workflow.people.words import role_letter


@transaction.atomic
def grant_role(
    forum: Forum, person: Person, role: Role, *, by: Person | None, on: date
) -> RoleGrant:
    """Give a person a job in the system; what must be held apart stays apart."""
    if by is not None:
        require(by, forum, Role.ADMINISTRATOR)
        others = administrators(forum, but=by)
        may_grant(Role(role), other_administrators=others).insist()
    return enter_role(forum, person, Role(role), by=by, on=on)


@transaction.atomic
def give_role(
    forum: Forum, person: Person, role: Role, *, by: Person, on: date
) -> RoleGrant | RoleProposal:
    """Grant the role, or propose it where a second administrator has to agree."""
    if may_grant(role, other_administrators=administrators(forum, but=by)).allowed:
        grant = grant_role(forum, person, role, by=by, on=on)
        _tell(grant, by=by, on=on)
        return grant
    return propose_role(forum, person, role, by=by, on=on)


@transaction.atomic
def propose_role(
    forum: Forum, person: Person, role: Role, *, by: Person, on: date
) -> RoleProposal:
    """Propose somebody as administrator; nothing is granted before another one agrees."""
    require(by, forum, Role.ADMINISTRATOR)
    may_hold(duties_of(person, forum, on=on), role).insist()
    _known(person)
    proposal = RoleProposal(
        forum=forum,
        person=person,
        role=role,
        proposed_at=timezone.now(),
        proposed_by=by,
        proposed_on=on,
    ).keep()
    _record(ForumEvent.ROLE_PROPOSED, "proposed", proposal, by=by, on=on)
    return proposal


@transaction.atomic
def confirm_role(proposal: RoleProposal, *, by: Person, on: date) -> RoleGrant:
    """The second administrator agrees, and the role is granted."""
    require(by, proposal.forum, Role.ADMINISTRATOR)
    lock_row(proposal)
    may_confirm(is_proposer=proposal.proposed_by_id == by.pk).insist()
    forum, person, role = proposal.forum, proposal.person, Role(proposal.role)
    proposal.delete()
    grant = enter_role(forum, person, role, by=by, on=on)
    _tell(grant, by=by, on=on)
    return grant


@transaction.atomic
def refuse_role(proposal: RoleProposal, *, by: Person, on: date) -> None:
    """An administrator, also the one who proposed it, lets the proposal drop."""
    require(by, proposal.forum, Role.ADMINISTRATOR)
    lock_row(proposal)
    _record(ForumEvent.ROLE_REFUSED, "not granted", proposal, by=by, on=on)
    proposal.delete()


@transaction.atomic
def end_role(grant: RoleGrant, *, by: Person, on: date) -> None:
    """Take a job in the system from somebody; it is gone with the next thing they ask for.

    The row goes, so that nothing can take an ended role for one that is held; who held it, from
    when and until when, the trail keeps.
    """
    require(by, grant.forum, Role.ADMINISTRATOR)
    lock_row(grant.forum)
    lock_row(grant)
    role = Role(grant.role)
    others = Person.objects.holding(grant.forum, role).exclude(pk=grant.person_id).count()
    may_end_role(role, others=others).insist()
    _record(ForumEvent.ROLE_ENDED, "ended", grant, by=by, on=on)
    letter = role_letter(grant.forum, role.label, is_granted=False)
    write_letter(
        grant.forum, grant.person, key=f"role-ended:{grant.pk}", kind=NoticeKind.ACCOUNT, **letter
    )
    grant.delete()


@transaction.atomic
def name_administrator(forum: Forum, person: Person, *, by: Person, on: date) -> RoleGrant:
    """The site administrator names an administrator for a forum that has none."""
    require_site(by)
    lock_row(forum)
    may_name_administrator(administrators=administrators(forum)).insist()
    return enter_role(forum, person, Role.ADMINISTRATOR, by=by, on=on)


def enter_role(
    forum: Forum, person: Person, role: Role, *, by: Person | None, on: date
) -> RoleGrant:
    """Enter a job in the system; the step that calls this has asked who grants it."""
    _known(person)
    hold_person(person)
    may_hold(duties_of(person, forum, on=on), role).insist()
    grant = RoleGrant(forum=forum, person=person, role=role).keep()
    _record(ForumEvent.ROLE_GRANTED, "granted", grant, by=by, on=on)
    return grant


def _tell(grant: RoleGrant, *, by: Person, on: date) -> None:
    """Write to whoever has the job now: how to come in, where they never did."""
    if grant.person.last_login is None:
        send_invitation(grant.forum, grant.person, by=by, on=on)
        return
    letter = role_letter(grant.forum, Role(grant.role).label, is_granted=True)
    write_letter(
        grant.forum, grant.person, key=f"role:{grant.pk}", kind=NoticeKind.ACCOUNT, **letter
    )


def _known(person: Person) -> None:
    if person._state.adding:
        person.save()


def _record(
    event: str, verb: str, about: RoleGrant | RoleProposal, *, by: Person | None, on: date
) -> None:
    audit.record(
        event,
        f"The role of {Role(about.role).label.lower()} {verb}",
        forum=about.forum,
        by=by,
        on=on,
        about=about,
        person=about.person_id,
        role=str(about.role),
    )
