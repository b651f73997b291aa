"""What bodies outside the forum did with what it resolved: asked, decided, overtaken."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from decisions.choices import DECIDED_OUTSIDE, ExternalBody, ExternalResult
from decisions.models.outcomes.outcome import Outcome
from forum.constraints import not_before, not_negative, one_of
from forum.models import ForumRecord
from forum.money import PenceField


class ExternalStepQuerySet(models.QuerySet["ExternalStep"]):
    def pending(self) -> ExternalStepQuerySet:
        """Steps whose body has not answered yet."""
        return self.filter(result=ExternalResult.PENDING)

    def overtaking(self) -> ExternalStepQuerySet:
        """Steps whose outcome stands in place of the forum's."""
        return self.filter(overtakes=True)


class ExternalStep(ForumRecord):
    """A body outside the forum is asked about an outcome, and decides it for itself."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="external_steps")
    body = models.CharField(max_length=20, choices=ExternalBody.choices)
    body_words = models.CharField(max_length=160, blank=True)
    """How the record names it: "Cabinet", "Executive Member for Children's Services"."""
    asked = models.TextField()
    """What it was asked: to allow a transfer, to agree what the forum is only consulted on."""
    asked_on = models.DateField(null=True)
    """None where the record does not say."""
    result = models.CharField(
        max_length=20, choices=ExternalResult.choices, default=ExternalResult.PENDING
    )
    decided_on = models.DateField(null=True)
    amount = PenceField(null=True)
    """The amount that it decided; None where it decided none."""
    text = models.TextField(blank=True)
    """What it decided, in its own words."""
    overtakes = models.BooleanField(default=False)
    """Whether its outcome stands in place of the forum's."""
    evidence = models.CharField(max_length=300, blank=True)

    objects = ExternalStepQuerySet.as_manager()

    class Meta:
        ordering = ["asked_on", "recorded_at"]
        constraints = [
            one_of("body", ExternalBody),
            one_of("result", ExternalResult),
            not_negative("amount"),
            not_before("decided_on", "asked_on"),
            models.CheckConstraint(
                condition=~Q(body=ExternalBody.OTHER) | ~Q(body_words=""),
                name="decisions_externalstep_other_body_is_named",
                violation_error_message="Say which body was asked.",
            ),
            models.CheckConstraint(
                condition=~Q(result=ExternalResult.PENDING)
                | Q(decided_on__isnull=True, amount__isnull=True, text=""),
                name="decisions_externalstep_pending_has_decided_nothing",
            ),
            models.CheckConstraint(
                condition=Q(overtakes=False) | Q(result__in=DECIDED_OUTSIDE),
                name="decisions_externalstep_overtakes_by_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_name}: {self.get_result_display().lower()}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:external_detail", args=[self.forum.slug, self.pk])

    @property
    def body_name(self) -> str:
        """The body as the record names it, else by its kind."""
        return self.body_words or self.get_body_display()

    @property
    def is_pending(self) -> bool:
        return self.result == ExternalResult.PENDING
