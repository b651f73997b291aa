"""Doors to people: only those with a part in the forum are there for its clerk."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from forum.models import Forum, Invitation, Person, RoleGrant, RoleProposal
from forum.models.people import with_a_part_in


def person_for(forum: Forum, pk: object) -> Person:
    """Somebody with a seat or a role in the forum, now or once."""
    return get_object_or_404(with_a_part_in(forum), pk=pk)


def grant_for(slug: str, pk: object) -> RoleGrant:
    """A job that somebody holds in the forum."""
    grants = RoleGrant.objects.select_related("forum", "person")
    return get_object_or_404(grants, forum__slug=slug, pk=pk)


def proposal_for(slug: str, pk: object) -> RoleProposal:
    """Somebody proposed as administrator of the forum."""
    proposals = RoleProposal.objects.select_related("forum", "person")
    return get_object_or_404(proposals, forum__slug=slug, pk=pk)


def invitation_for(slug: str, pk: object) -> Invitation:
    """An invitation that the forum sent."""
    sent = Invitation.objects.select_related("forum", "person")
    return get_object_or_404(sent, forum__slug=slug, pk=pk)
