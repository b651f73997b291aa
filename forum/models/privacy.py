"""What is removed of people: how long a forum keeps what, and whose details were erased."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from forum.choices import Kept
from forum.constraints import one_of
from forum.models.base import AddOnly, ForumRecord, Record


class RetentionPeriod(ForumRecord):
    """For how many months a forum keeps something, where it differs from what is usual."""

    kind = models.CharField(max_length=10, choices=Kept.choices)
    months = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "kind"], name="forum_retentionperiod_once_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1), name="forum_retentionperiod_is_a_month_or_more"
            ),
            one_of("kind", Kept),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.months} months"


class Erasure(AddOnly, Record):
    """The contact details of a person were erased; done again after a restore."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="erasure")

    class Meta:
        ordering = ["recorded_at"]

    def __str__(self) -> str:
        return f"Erased on {self.recorded_at:%-d %B %Y}"
