"""What a site administrator sees of each forum: its name, and who takes care of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from forum.choices import Role
from forum.models.forum import Forum
from forum.models.invitation import Invitation
from forum.models.people import PersonHere
from forum.models.person import RoleGrant

IN_CHARGE = (Role.CLERK, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class ForumOfSite:
    """A forum with its clerks and its administrators."""

    forum: Forum
    people: tuple[PersonHere, ...]

    @property
    def has_administrator(self) -> bool:
        """Whether somebody can grant roles there."""
        return any(
            grant.role == Role.ADMINISTRATOR and each.person.is_active
            for each in self.people
            for grant in each.grants
        )


def forums_of_site() -> list[ForumOfSite]:
    """Every forum, in three queries however many there are."""
    forums = list(Forum.objects.all())
    grants = RoleGrant.objects.filter(role__in=IN_CHARGE).select_related("person")
    newest: dict[tuple[UUID | None, UUID], Invitation] = {}
    for invitation in Invitation.objects.order_by("invited"):
        newest[invitation.forum_id, invitation.person_id] = invitation
    by_forum: dict[UUID, dict[UUID, list[RoleGrant]]] = {}
    for grant in grants.order_by("role"):
        by_forum.setdefault(grant.forum_id, {}).setdefault(grant.person_id, []).append(grant)
    return [
        ForumOfSite(
            forum,
            tuple(
                PersonHere(held[0].person, tuple(held), (), newest.get((forum.pk, person)))
                for person, held in by_forum.get(forum.pk, {}).items()
            ),
        )
        for forum in forums
    ]


def forum_of_site(forum: Forum) -> ForumOfSite:
    """The same of one forum."""
    return next(each for each in forums_of_site() if each.forum == forum)
