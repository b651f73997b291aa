"""Letters waiting to go out, written in the transaction that gives rise to them."""

from __future__ import annotations

from django.db import models

from forum.models.base import ForumRecord


class OutboxMessage(ForumRecord):
    """One message to one address; the worker sends it, and tries again when that fails."""

    key = models.CharField(max_length=120, unique=True)
    """The same event never writes to the same address twice."""
    address = models.EmailField()
    subject = models.CharField(max_length=150)
    text = models.TextField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    sent = models.DateTimeField(null=True)
    given_up = models.BooleanField(default=False)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["next_try"]

    def __str__(self) -> str:
        return f"{self.subject} ({self.address})"
