"""The audit trail: one chain per forum, only ever added to."""

from __future__ import annotations

from django.db import models

from forum.models.base import AddOnly, ForumRecord
from forum.models.forum import Forum

START = "0" * 64
"""What stands before the first entry of a chain."""


class TrailHead(models.Model):
    """The tip of a forum's trail; whoever writes an entry holds this row."""

    forum = models.OneToOneField(
        Forum, models.PROTECT, primary_key=True, related_name="trail_head"
    )
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=START)

    class Meta:
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:8]}…{self.hash[-4:]}"


class AuditEntry(AddOnly, ForumRecord):
    """One thing that happened, in the words of the day, linked to the entry before it."""

    seq = models.PositiveBigIntegerField()
    prev = models.CharField(max_length=64)
    body = models.TextField()
    """Canonical JSON: exactly the bytes that are hashed."""
    hash = models.CharField(max_length=64)
    idem_key = models.CharField(max_length=64)

    event = models.CharField(max_length=40)
    sentence = models.TextField()
    happened_on = models.DateField()
    actor = models.UUIDField(null=True)
    about = models.UUIDField(null=True)
    matter = models.UUIDField(null=True)
    """The five above repeat the body, for searching; `verify_trail` compares them with it."""

    class Meta:
        ordering = ["forum", "seq"]
        default_permissions = ("view",)
        verbose_name_plural = "audit entries"
        constraints = [
            models.UniqueConstraint(fields=["forum", "seq"], name="forum_auditentry_seq_once"),
            models.UniqueConstraint(fields=["forum", "hash"], name="forum_auditentry_hash_once"),
            models.UniqueConstraint(
                fields=["forum", "idem_key"], name="forum_auditentry_idem_key_once"
            ),
        ]
        indexes = [
            models.Index(fields=["forum", "matter"]),
            models.Index(fields=["forum", "about"]),
        ]

    def __str__(self) -> str:
        return f"{self.seq}. {self.sentence}"
