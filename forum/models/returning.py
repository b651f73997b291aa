"""The book of business that must come back to an agenda."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from forum.choices import ReturningKind
from forum.constraints import both_or_neither, one_of
from forum.models.base import ForumRecord
from forum.models.meeting import Meeting


class ReturningBusinessQuerySet(models.QuerySet["ReturningBusiness"]):
    def waiting(self) -> ReturningBusinessQuerySet:
        return self.filter(settled_at__isnull=True)

    def to_report(self) -> ReturningBusinessQuerySet:
        """What was decided outside a meeting and waits to be reported at one."""
        return self.waiting().filter(kind=ReturningKind.OUTSIDE_DECISION)


class ReturningBusiness(ForumRecord):
    """What returns to every agenda until it is settled; upper apps write it down here."""

    kind = models.CharField(max_length=20, choices=ReturningKind.choices)
    sentence = models.CharField(max_length=400)
    about = models.UUIDField()
    """The record that waits: an outcome."""
    business = models.UUIDField()
    """What comes back to the agenda: what the outcome was about."""
    arose_at = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    due_meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="returning")
    due_on = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = ReturningBusinessQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at"]
        verbose_name_plural = "returning business"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"], name="forum_returningbusiness_once_per_record"
            ),
            one_of("kind", ReturningKind),
            both_or_neither("settled_at", "settled_by"),
        ]

    def __str__(self) -> str:
        return self.sentence
