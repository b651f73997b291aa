"""Invitations: a link that lets somebody in for the first time."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from forum.constraints import both_or_neither
from forum.models.base import Record
from forum.models.forum import Forum


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self) -> InvitationQuerySet:
        """Those that were neither taken up nor taken back; they may have run out."""
        return self.filter(accepted__isnull=True, withdrawn_at__isnull=True)


class Invitation(Record):
    """One person asked in, by a link that works once and for seven days.

    No ForumRecord: how somebody signs in is no part of a forum's record, and leaves with no file.
    """

    forum = models.ForeignKey(Forum, models.PROTECT, null=True, related_name="invitations")
    """None for somebody who is to look after the site."""
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations"
    )
    why = models.CharField(max_length=200)
    """What they are asked to be: "Clerk", "Maintained primary headteacher 1"."""
    token_hash = models.CharField(max_length=64, unique=True)
    """The link itself is only in the letter."""
    invited = models.DateTimeField()
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited"]
        constraints = [
            both_or_neither("withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                condition=Q(accepted__isnull=True) | Q(withdrawn_at__isnull=True),
                name="forum_invitation_accepted_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.why}"

    def runs_out_by(self, at: datetime) -> bool:
        """Whether it was left lying for too long."""
        return self.accepted is None and self.expires <= at
