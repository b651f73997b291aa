"""The book of business that must come back to an agenda."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from forum.choices import ReturningKind
from forum.constraints import both_or_neither, one_of
from forum.models.base import ForumRecord
from forum.models.meeting import AgendaItem, Meeting
from forum.rules.returning import AHEAD, BY_A_PERSON, ReturningFacts

LONG_AGO = timedelta(days=400)
"""No forum meets less than once a year: by then the first meeting after the end is over."""


class ReturningBusinessQuerySet(models.QuerySet["ReturningBusiness"]):
    def waiting(self) -> ReturningBusinessQuerySet:
        return self.filter(settled_at__isnull=True)

    def to_report(self) -> ReturningBusinessQuerySet:
        """What was decided outside a meeting and waits to be reported at one."""
        return self.waiting().filter(kind=ReturningKind.OUTSIDE_DECISION)

    def to_bring(self) -> ReturningBusinessQuerySet:
        """What waits and is put on an agenda as it is, not as a recommendation."""
        kinds = (*BY_A_PERSON, ReturningKind.OUTSIDE_DECISION)
        return self.waiting().filter(kind__in=kinds)

    def near(self, day: date) -> ReturningBusinessQuerySet:
        """All but the authorities whose end is nowhere near the day."""
        far = Q(due_on__gt=day + AHEAD) | Q(due_on__lt=day - LONG_AGO)
        return self.exclude(far, kind=ReturningKind.EXPIRING_AUTHORITY)


class ReturningBusiness(ForumRecord):
    """What returns to every agenda until it is settled; upper apps write it down here."""

    kind = models.CharField(max_length=20, choices=ReturningKind.choices)
    sentence = models.CharField(max_length=400)
    subject = models.CharField(max_length=300, blank=True)
    """What an item of an agenda about it is called; several with one subject share an item."""
    about = models.UUIDField()
    """The record that waits: an outcome, an action, a meeting."""
    business = models.UUIDField()
    """What comes back to the agenda: what the outcome was about."""
    arose_at = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    """None for what somebody was asked between meetings."""
    due_meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="returning")
    due_on = models.DateField(null=True)
    """The last day of an authority; the day by which something is to be done."""
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    owner_post = models.CharField(max_length=160, blank=True)
    """Who answers for it at the meeting, and in which post."""
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="returning")
    """The item that it was put under last."""
    announced_on = models.DateField(null=True)
    """The day on which a letter said that it comes."""
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_because = models.CharField(max_length=300, blank=True)
    """Why it need not come back, where a person says so."""

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

    @property
    def due_day(self) -> date | None:
        """The day that it is due, or that of its meeting, which may have moved."""
        return self.due_meeting.held_on if self.due_meeting else self.due_on

    @property
    def is_authority(self) -> bool:
        return self.kind == ReturningKind.EXPIRING_AUTHORITY

    def together(self) -> ReturningBusinessQuerySet:
        """It, and the authorities of its subject that end on the same day."""
        waiting = ReturningBusiness.objects.waiting().filter(forum=self.forum_id, kind=self.kind)
        if not self.is_authority:
            return waiting.filter(pk=self.pk)
        return waiting.filter(business=self.business, due_on=self.due_on)

    def facts(self) -> ReturningFacts:
        """What the rule of coming back looks at."""
        return ReturningFacts(ReturningKind(self.kind), self.due_day)
