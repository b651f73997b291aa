"""Words that came in from outside, and what is proposed from them; nothing is a fact unasked."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from forum.constraints import both_or_neither, one_of
from forum.models import ForumRecord
from papers.choices import IntakeKind, ProposalKind
from papers.models.paper import Paper
from papers.rules.text.blocks import Block, blocks_from


class Intake(ForumRecord):
    """A Word file, or pasted text, as it came in for a paper: what was read, and the report."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="intakes")
    kind = models.CharField(max_length=10, choices=IntakeKind.choices)
    file = models.ForeignKey(
        "forum.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    """As it is spoken of: the name of the file, or "pasted text"."""
    typed = models.TextField(blank=True)
    """Pasted words as they came."""
    blocks = models.JSONField(default=list)
    """What was read."""
    report = models.JSONField(default=list)
    """What needs a human: code, sentence, who can mend it, and where it stands."""
    base = models.PositiveIntegerField()
    """The version of the paper that it was read beside."""
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(null=True)
    """The version that its text became, once it was taken."""
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-read_at"]
        constraints = [
            one_of("kind", IntakeKind),
            both_or_neither("taken_at", "taken_by"),
            both_or_neither("taken_at", "version"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("papers:intake_detail", args=[self.forum.slug, self.pk])

    @property
    def content_blocks(self) -> tuple[Block, ...]:
        """The text that was read."""
        return blocks_from(self.blocks)

    @property
    def is_taken(self) -> bool:
        return self.taken_at is not None


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> ProposalQuerySet:
        """Those that nobody has accepted or declined."""
        return self.filter(accepted_at__isnull=True, declined_at__isnull=True)


class Proposal(ForumRecord):
    """One thing that the words seem to say; a fact only once somebody accepts it."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="proposals")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=20, choices=ProposalKind.choices)
    label = models.CharField(max_length=120, blank=True)
    """Of which thing it is: "2(ii)", "Appendix A"; empty where there is only one."""
    words = models.TextField(blank=True)
    """The words as printed, from which it is proposed."""
    where = models.CharField(max_length=120, blank=True)
    value = models.JSONField(default=dict)
    """What would be entered, by the names of `papers.rules.proposing`."""
    is_sure = models.BooleanField(default=False)
    """Whether it is ticked from the start."""
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    about = models.UUIDField(null=True)
    """The record that accepting it made or changed."""
    declined_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    declined_why = models.CharField(max_length=300, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            one_of("kind", ProposalKind),
            both_or_neither("accepted_at", "accepted_by"),
            both_or_neither("declined_at", "declined_by"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(declined_at__isnull=True),
                name="papers_proposal_answered_once",
                violation_error_message="This was answered already.",
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True) | ~Q(declined_why=""),
                name="papers_proposal_declined_with_a_reason",
                violation_error_message="Say why it is declined.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.label}".strip()

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.declined_at is None
