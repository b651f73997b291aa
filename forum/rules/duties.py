"""Separation of duties: which jobs one person may hold beside each other, and who grants them.

Whoever keeps the record does not audit it; whoever runs the system neither decides nor writes
what is decided, and a second administrator stands behind the granting of that job where there is
one. It is what an internal auditor asks of a system with which public money is decided (Accounts
and Audit Regulations 2015, regulation 3: a sound system of internal control).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forum.choices import Role
from forum.rules.ruling import Reason, Ruling

ADMINISTRATOR = "the administrator"
SITE = "the site administrator"
CLERK = "the clerk"
CONTROL = "Accounts and Audit Regulations 2015, regulation 3: internal control"
KEEPS_AND_AUDITS = frozenset({Role.CLERK, Role.AUDITOR})
ASKS_AND_AUDITS = frozenset({Role.OFFICER, Role.AUDITOR})
WITH_CONTENT = frozenset({Role.CLERK, Role.OFFICER, Role.AUDITOR})
"""The jobs that read what is not published yet; an administrator holds none of them."""


@dataclass(frozen=True)
class Duties:
    """What somebody is in a forum already."""

    roles: frozenset[str] = frozenset()
    has_vote: bool = False
    """They sit now or later, or stand in for somebody who does."""
    is_active: bool = True
    is_site_administrator: bool = False


def may_hold(duties: Duties, role: Role) -> Ruling:
    """Whether somebody may be given the job beside what they are already."""
    return Ruling.of([*_as_such(duties, role), *_apart(duties, role)])


def may_sit(duties: Duties) -> Ruling:
    """Whether somebody may be given a seat, or stand in for the holder of one."""
    return Ruling.of(_sitting(duties))


def may_grant(role: Role, *, other_administrators: int) -> Ruling:
    """Where there is a second administrator, both are behind the granting of that job."""
    if role == Role.ADMINISTRATOR and other_administrators:
        return Ruling.no(
            "needs-second-administrator",
            "Where a forum has two administrators, one proposes a third and another agrees.",
            who=ADMINISTRATOR,
            source=CONTROL,
        )
    return Ruling()


def may_confirm(*, is_proposer: bool) -> Ruling:
    """What one administrator proposed, another one agrees to."""
    if is_proposer:
        return Ruling.no(
            "proposed-it-yourself",
            "You proposed this yourself: another administrator has to agree to it.",
            who=ADMINISTRATOR,
            source=CONTROL,
        )
    return Ruling()


def may_end_role(role: Role, *, others: int) -> Ruling:
    """Somebody in the forum can always grant roles; without a clerk it is only pointed out."""
    return Ruling.of(_last_administrator(role, others), _last_clerk(role, others))


def may_name_administrator(*, administrators: int) -> Ruling:
    """From outside a forum an administrator is named only where it has none."""
    if administrators:
        return Ruling.no(
            "has-administrator",
            "This forum has an administrator, who grants its roles.",
            who=ADMINISTRATOR,
            source=CONTROL,
        )
    return Ruling()


def _as_such(duties: Duties, role: Role) -> Iterator[Reason]:
    if role in duties.roles:
        yield Reason("holds-it-already", "They hold this role here already.", ADMINISTRATOR)
    if not duties.is_active:
        yield Reason(
            "account-disabled", "Their account is disabled: enable it first.", ADMINISTRATOR
        )


def _apart(duties: Duties, role: Role) -> Iterator[Reason]:
    together = duties.roles | {role}
    if role in KEEPS_AND_AUDITS and together >= KEEPS_AND_AUDITS:
        yield Reason(
            "clerk-and-auditor",
            "The same person cannot be clerk and auditor of one forum.",
            ADMINISTRATOR,
            CONTROL,
        )
    if role in ASKS_AND_AUDITS and together >= ASKS_AND_AUDITS:
        yield Reason(
            "officer-and-auditor",
            "The same person cannot be officer and auditor of one forum: who asks for money does "
            "not audit it.",
            ADMINISTRATOR,
            CONTROL,
        )
    if _runs(together) and together & WITH_CONTENT:
        yield Reason(
            "administrator-and-another-role",
            "An administrator runs the system and holds no other role in the forum: end the one "
            "before you grant the other.",
            ADMINISTRATOR,
            CONTROL,
        )
    if _runs({role}) and duties.has_vote:
        yield Reason(
            "administrator-with-a-seat",
            "They have a seat in this forum or stand in for one; an administrator has no vote.",
            ADMINISTRATOR,
            CONTROL,
        )
    if duties.is_site_administrator and role in WITH_CONTENT:
        yield Reason(
            "site-administrator-and-another-role",
            "A site administrator runs every forum here, so they are not clerk, officer or "
            "auditor of one.",
            SITE,
            CONTROL,
        )


def _sitting(duties: Duties) -> Iterator[Reason]:
    if _runs(duties.roles):
        yield Reason(
            "administrator-has-no-seat",
            "They are an administrator of this forum, and an administrator has no vote: another "
            "administrator ends that role first.",
            ADMINISTRATOR,
            CONTROL,
        )
    if duties.is_site_administrator:
        yield Reason(
            "site-administrator-has-no-seat",
            "They are a site administrator, who has no vote in any forum here.",
            SITE,
            CONTROL,
        )


def _runs(roles: frozenset[str] | set[str]) -> bool:
    return Role.ADMINISTRATOR in roles


def _last_administrator(role: Role, others: int) -> Iterator[Reason]:
    if role == Role.ADMINISTRATOR and not others:
        yield Reason(
            "last-administrator",
            "This is the only administrator of the forum: grant the role to somebody else first.",
            ADMINISTRATOR,
            CONTROL,
        )


def _last_clerk(role: Role, others: int) -> Iterator[Reason]:
    if role == Role.CLERK and not others:
        yield Reason(
            "last-clerk",
            "The forum has no other clerk: nobody can call a meeting until there is one.",
            ADMINISTRATOR,
        )
