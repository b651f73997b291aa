"""What was published, byte for byte."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from forum.choices import DocumentKind
from forum.constraints import one_of
from forum.files.shelf import ShelvedField
from forum.models.base import AddOnly, AddOnlyQuerySet, ForumRecord

FULL = "full"
"""How the period of a document ends that holds what is exempt from publication."""


class PublishedDocumentQuerySet(AddOnlyQuerySet):
    def for_everybody(self) -> PublishedDocumentQuerySet:
        """All but those that are published to members and those inside only."""
        return self.exclude(period__endswith=FULL)


class PublishedDocument(AddOnly, ForumRecord):
    """A document as it was published: stored bytes and their SHA-256, never made again."""

    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    about = models.UUIDField()
    """The meeting, paper or matter that it is the document of."""
    period = models.CharField(max_length=9, blank=True)
    """The financial year of a decision log; of a pack its version, of a supplement its number."""
    edition = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=300)
    content = ShelvedField()
    sha256 = models.CharField(max_length=64)
    trail_seq = models.PositiveBigIntegerField()
    trail_hash = models.CharField(max_length=64)
    """The head of the trail that the document prints: the last entry before it was published."""
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_on = models.DateField()

    objects: ClassVar = PublishedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "period", "edition"],
                name="forum_publisheddocument_edition_once",
            ),
            one_of("kind", DocumentKind),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_full(self) -> bool:
        """Whether it holds what is exempt from publication."""
        return self.period.endswith(FULL)
