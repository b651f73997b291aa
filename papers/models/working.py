"""What is being written and not saved yet, and what others say to the author about it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse

from forum.constraints import both_or_neither
from forum.models import ForumRecord
from papers.models.paper import Paper
from papers.rules.text.blocks import Block, blocks_from


class WorkingCopyQuerySet(models.QuerySet["WorkingCopy"]):
    def of(self, person: object) -> WorkingCopy | None:
        """What the person typed and did not save."""
        return self.filter(kept_by=person).first()

    def by_others(self, person: object, *, since: datetime) -> WorkingCopyQuerySet:
        """Who else is writing just now."""
        found = self.exclude(kept_by=person).filter(kept_at__gte=since)
        return found.select_related("kept_by")


class WorkingCopy(ForumRecord):
    """What one person typed into a paper and has not saved: no version, and no decision."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="working_copies")
    base = models.PositiveIntegerField()
    """The version that it was written from."""
    title = models.CharField(max_length=300, blank=True)
    purpose = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    eligibility = models.CharField(max_length=200, blank=True)
    blocks = models.JSONField(default=list)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="working_copies"
    )

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        ordering = ["-kept_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "kept_by"], name="papers_workingcopy_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper}, written from version {self.base}"

    @property
    def content_blocks(self) -> tuple[Block, ...]:
        return blocks_from(self.blocks)

    @property
    def is_saved(self) -> bool:
        """Whether the paper says all of it already."""
        paper = self.paper
        lines = (paper.title, paper.purpose, paper.eligibility_as_printed)
        typed = (self.title, self.purpose, self.eligibility)
        return typed == lines and self.content_blocks == paper.blocks


def unsaved(paper: Paper) -> list[WorkingCopy]:
    """What people typed into the paper that is not in it yet; tabled, it never will be."""
    copies = paper.working_copies.select_related("kept_by", "paper__forum")
    return [each for each in copies if not each.is_saved]


class CommentQuerySet(models.QuerySet["PaperComment"]):
    def with_replies(self) -> CommentQuerySet:
        """What began a conversation, the oldest first, with everything that was answered."""
        return (
            self.filter(reply_to__isnull=True)
            .select_related("made_by", "resolved_by")
            .prefetch_related("replies__made_by")
        )

    def unresolved(self) -> CommentQuerySet:
        return self.filter(reply_to__isnull=True, resolved_at__isnull=True)


class PaperComment(ForumRecord):
    """What a colleague says to the author about a block, or about the whole paper."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="comments")
    version = models.PositiveIntegerField()
    """The version that was read."""
    block = models.CharField(max_length=12, blank=True)
    """The id of the block; empty for the whole paper."""
    about = models.CharField(max_length=300, blank=True)
    """How the block began when the comment was made, so that it is known once it is gone."""
    text = models.TextField()
    reply_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    post = models.CharField(max_length=160, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [both_or_neither("resolved_at", "resolved_by")]

    def __str__(self) -> str:
        return f"Comment on {self.about or self.paper}"

    def get_absolute_url(self) -> str:
        listed = reverse("papers:comment_list", args=[self.forum.slug, self.paper_id])
        return f"{listed}#comment-{self.reply_to_id or self.pk}"

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None


def of_block(paper: Paper, block: str) -> CommentQuerySet:
    """The conversations about one block; about the whole paper, where it is empty."""
    return paper.comments.with_replies().filter(block=block)
