"""Asking named people to clear a paper, in their order or at once, and what each answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from forum.constraints import both_or_neither, one_of
from forum.models import ForumRecord
from papers.choices import ClearanceKind, ClearanceState
from papers.models.paper import Clearance, Paper


class ClearanceRequestQuerySet(QuerySet["ClearanceRequest"]):
    def waiting(self) -> ClearanceRequestQuerySet:
        """Not answered, for papers that can still be cleared."""
        return self.filter(state=ClearanceState.WAITING, paper__tabled_at__isnull=True)

    def unanswered(self) -> ClearanceRequestQuerySet:
        """Waiting, or returned and not asked for again."""
        open_states = [ClearanceState.WAITING, ClearanceState.RETURNED]
        return self.filter(state__in=open_states, followed_by__isnull=True)

    def in_turn(self) -> ClearanceRequestQuerySet:
        """Waiting, with no earlier step of the same paper unanswered or returned before it."""
        earlier = ClearanceRequest.objects.unanswered().filter(
            paper=OuterRef("paper"), step__lt=OuterRef("step")
        )
        return self.waiting().filter(~Exists(earlier))


class ClearanceRequest(ForumRecord):
    """One person is asked to clear a paper, in one capacity, as one step of a chain.

    Steps of the same number are asked at once; a higher one waits for all lower ones.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="clearance_requests")
    kind = models.CharField(max_length=20, choices=ClearanceKind.choices)
    step = models.PositiveSmallIntegerField(default=1)
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="clearance_requests"
    )
    post = models.CharField(max_length=160)
    """As it was when asked: what is printed and written on the trail."""
    due_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=300, blank=True)
    """What to look at."""
    version = models.PositiveIntegerField()
    """The version that was asked about."""
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    """The request whose place it takes: passed on to this person, or asked again."""
    reminded_on = models.DateField(null=True, blank=True)
    """The last day on which a reminder was written."""
    state = models.CharField(
        max_length=20, choices=ClearanceState.choices, default=ClearanceState.WAITING
    )
    answer = models.CharField(max_length=500, blank=True)
    """The note of who cleared it, or the reason why it was returned or passed on."""
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_on = models.DateField(null=True)
    clearance = models.OneToOneField(
        Clearance, models.PROTECT, null=True, blank=True, related_name="request"
    )

    objects = ClearanceRequestQuerySet.as_manager()

    class Meta:
        ordering = ["step", "recorded_at"]
        constraints = [
            one_of("kind", ClearanceKind),
            one_of("state", ClearanceState),
            both_or_neither("answered_at", "answered_by"),
            both_or_neither("answered_at", "answered_on"),
            models.CheckConstraint(
                condition=Q(state=ClearanceState.WAITING, answered_at__isnull=True)
                | (~Q(state=ClearanceState.WAITING) & Q(answered_at__isnull=False)),
                name="papers_clearancerequest_answered_once_not_waiting",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClearanceState.RETURNED) | ~Q(answer=""),
                name="papers_clearancerequest_returned_with_a_reason",
                violation_error_message="Say what is to be mended.",
            ),
            models.CheckConstraint(
                condition=Q(state=ClearanceState.GIVEN, clearance__isnull=False)
                | (~Q(state=ClearanceState.GIVEN) & Q(clearance__isnull=True)),
                name="papers_clearancerequest_given_with_a_clearance",
            ),
            models.UniqueConstraint(
                fields=["paper", "kind", "asked_of"],
                condition=Q(state=ClearanceState.WAITING),
                name="papers_clearancerequest_asked_once",
                violation_error_message="This person is asked for it already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} clearance, {self.post}"

    @property
    def is_waiting(self) -> bool:
        return self.state == ClearanceState.WAITING
