"""The pack of a meeting: how it is being made, the pieces it is made of, and who has read what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from forum.constraints import one_of
from forum.files.shelf import ShelvedField
from forum.models import AddOnly, ForumRecord, Meeting, PublishedDocument
from papers.choices import BuildState, PackVersion
from papers.models.paper import Paper

PERSON = settings.AUTH_USER_MODEL


class PackBuildQuerySet(models.QuerySet["PackBuild"]):
    def unfinished(self) -> PackBuildQuerySet:
        """Those that a worker has still to make."""
        return self.filter(state__in=[BuildState.WAITING, BuildState.RUNNING])

    def made(self) -> PackBuildQuerySet:
        return self.filter(state=BuildState.MADE)

    def published(self) -> PackBuildQuerySet:
        """Those that were published, the newest first, without what they hold."""
        return self.filter(document__isnull=False).order_by("-edition", "-supplement")

    def packs(self) -> PackBuildQuerySet:
        """Whole packs, no supplements."""
        return self.filter(supplement=0)

    def to_try(self, at: datetime) -> PackBuildQuerySet:
        """Those whose turn has come: asked for, failed a while ago, or left by a dead worker."""
        return self.unfinished().filter(next_try__lte=at)

    def without_bytes(self) -> PackBuildQuerySet:
        return self.defer("content", "document__content")


class PackBuild(ForumRecord):
    """One document to be made in the background: a pack or a supplement, in one version."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="pack_builds")
    version = models.CharField(max_length=10, choices=PackVersion.choices)
    edition = models.PositiveSmallIntegerField()
    """Of the pack: 1, 2, ...; of a supplement: the edition of the pack that holds it too."""
    supplement = models.PositiveSmallIntegerField(default=0)
    """Which supplement it is (S1, S2, ...); 0: the whole pack."""
    is_draft = models.BooleanField(default=False)
    """Made before the agenda is out, for those who work here; never published."""
    state = models.CharField(max_length=10, choices=BuildState.choices, default=BuildState.WAITING)
    pieces_done = models.PositiveSmallIntegerField(default=0)
    pieces = models.PositiveSmallIntegerField(default=0)
    """How many pieces it is made of; 0 until that is known."""
    pages = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    """When it is somebody's turn to make it: whoever makes it moves this on with each piece."""
    failure = models.CharField(max_length=500, blank=True)
    """Why it was not made the last time, for the clerk."""
    holds = models.JSONField(default=dict)
    """The parts and the papers that it holds (papers.rules.editions)."""
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    document = models.OneToOneField(
        PublishedDocument, models.PROTECT, null=True, related_name="pack_build"
    )
    content = ShelvedField(null=True)
    """The bytes of a draft, which is not published."""

    objects = PackBuildQuerySet.as_manager()

    class Meta:
        ordering = ["-edition", "-supplement", "version"]
        constraints = [
            one_of("version", PackVersion),
            one_of("state", BuildState),
            models.UniqueConstraint(
                fields=["meeting", "version", "edition", "supplement", "is_draft"],
                name="papers_packbuild_edition_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=BuildState.MADE)
                | Q(is_draft=True, document__isnull=True)
                | Q(is_draft=False, document__isnull=False),
                name="papers_packbuild_made_is_published_unless_a_draft",
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=True) | Q(state=BuildState.MADE, is_draft=False),
                name="papers_packbuild_published_when_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, for the meeting of {self.meeting.held_on:%-d %B %Y}"

    @property
    def name(self) -> str:
        """What it is called: "Pack, edition 2", "Supplement S1", "Draft pack 3"."""
        if self.supplement:
            return f"Supplement S{self.supplement}"
        return f"{'Draft pack' if self.is_draft else 'Pack, edition'} {self.edition}"

    @property
    def called(self) -> str:
        """As it is spoken of in a sentence: "edition 2 of the pack"."""
        if self.supplement or self.is_draft:
            return self.name[0].lower() + self.name[1:]
        return f"edition {self.edition} of the pack"

    @property
    def first_page(self) -> int:
        """The number on its first page."""
        leaves = self.holds.get("leaves", [])
        return leaves[0]["number"] if leaves else 1

    @property
    def is_full(self) -> bool:
        return self.version == PackVersion.FULL

    @property
    def is_made(self) -> bool:
        return self.state == BuildState.MADE

    @property
    def is_unfinished(self) -> bool:
        return self.state in (BuildState.WAITING, BuildState.RUNNING)


class Piece(ForumRecord):
    """A part of packs as it was printed once: the PDF of one HTML document."""

    sha256 = models.CharField(max_length=64)
    """Of the HTML, and of the fonts and styles that it was printed with."""
    pages = models.PositiveSmallIntegerField()
    content = ShelvedField()
    """Ready to be joined (forum.pdf.ready)."""
    used = models.DateTimeField()
    """When a pack was last made with it; what nobody uses is thrown away."""

    class Meta:
        ordering = ["-used"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "sha256"], name="papers_piece_once")
        ]

    def __str__(self) -> str:
        return f"Piece of {self.pages} pages"


class PaperRead(ForumRecord):
    """A member has marked a paper as read, as it stood then; nobody else is shown it."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="reads")
    seen: Any = models.JSONField(default=dict)
    """The paper as it stood (papers.rules.editions)."""
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(PERSON, models.PROTECT, related_name="papers_read")

    class Meta:
        ordering = ["-read_at"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "read_by"], name="papers_paperread_once")
        ]

    def __str__(self) -> str:
        return f"{self.paper}, read"


class PackOpening(AddOnly, ForumRecord):
    """Somebody opened a pack or a supplement for the first time; the clerk is shown how many."""

    document = models.ForeignKey(PublishedDocument, models.PROTECT, related_name="openings")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(PERSON, models.PROTECT, related_name="packs_opened")

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "opened_by"], name="papers_packopening_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document}, opened"
