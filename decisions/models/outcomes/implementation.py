"""Whether a decision was carried out: apart from the decision, and only ever added to."""

from __future__ import annotations

from django.db import models

from decisions.choices import ImplementationState
from decisions.models.outcomes.outcome import Outcome
from forum.constraints import one_of
from forum.models import AddOnly, ForumRecord


class Implementation(AddOnly, ForumRecord):
    """How far a decision was carried out, as somebody said on a day; the last word counts."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="implementations")
    state = models.CharField(max_length=20, choices=ImplementationState.choices)
    said_on = models.DateField()
    """The day that it is true of."""
    words = models.TextField(blank=True)
    evidence = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["said_on", "recorded_at"]
        constraints = [one_of("state", ImplementationState)]

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {self.said_on:%-d %B %Y}"
