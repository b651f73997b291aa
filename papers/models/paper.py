"""Matters, and the papers about them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from forum.choices import Role
from forum.constraints import both_or_neither, nothing_withheld, one_of
from forum.models import AddOnly, AgendaItem, Forum, ForumRecord
from papers.choices import ClearanceKind, Lateness, PaperKind, Purpose
from papers.rules.text.blocks import Block, blocks_from, identified
from papers.rules.text.redacting import public
from papers.rules.text.text_form import parse, plain


class Matter(ForumRecord):
    """One subject followed through the years: its papers, decisions and actions."""

    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "title"],
                name="papers_matter_title_once",
                violation_error_message="There is already a matter with this title.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("decisions:matter_detail", args=[self.forum.slug, self.pk])


class PaperQuerySet(models.QuerySet["Paper"]):
    def drafts(self) -> PaperQuerySet:
        """Papers that are not tabled yet."""
        return self.filter(tabled_at__isnull=True)

    def at_work(self, person: object) -> PaperQuerySet:
        """With what waits in them: comments to the author, and what the person did not save."""
        unresolved = Q(comments__reply_to__isnull=True, comments__resolved_at__isnull=True)
        unsaved = Q(working_copies__kept_by=person)
        return self.annotate(
            open_comments=models.Count("comments", filter=unresolved, distinct=True),
            unsaved=models.Count("working_copies", filter=unsaved, distinct=True),
        )

    def tabled(self) -> PaperQuerySet:
        """Papers that were put before the forum, the latest first."""
        return self.filter(tabled_at__isnull=False).order_by("-tabled_on", "title")

    def executive(self) -> PaperQuerySet:
        """Reports on which one office-holder decides."""
        return self.filter(kind=PaperKind.EXECUTIVE)

    def public(self) -> PaperQuerySet:
        """Papers that were tabled for a meeting whose agenda is published."""
        return self.filter(
            tabled_at__isnull=False, agenda_item__meeting__agenda_published_at__isnull=False
        )

    def public_of(self, forum: Forum) -> PaperQuerySet:
        """Those of one forum; said of each table, so that only what is of it is read."""
        at = "agenda_item__meeting"
        return self.public().filter(
            forum=forum, agenda_item__forum=forum, **{f"{at}__forum": forum}
        )

    def with_text(self) -> PaperQuerySet:
        """With the version as it stands, fetched for all of them at once."""
        present = PaperVersion.objects.filter(number=models.F("paper__version"))
        return self.prefetch_related(models.Prefetch("versions", present, "present"))

    def visible_to(self, person: object) -> PaperQuerySet:
        """What is public, and the drafts of the forums in which the person works."""
        public = Q(
            tabled_at__isnull=False, agenda_item__meeting__agenda_published_at__isnull=False
        )
        if not getattr(person, "is_authenticated", False):
            return self.filter(public)
        works = Q(
            forum__rolegrant_set__person=person,
            forum__rolegrant_set__role__in=[Role.CLERK, Role.OFFICER, Role.AUDITOR],
        )
        own = Q(author=person) | Q(clearance_requests__asked_of=person)
        return self.filter(public | works | own).distinct()


class Paper(ForumRecord):
    """A report to the forum; from the moment it is tabled its text is fixed."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="papers")
    title = models.CharField(max_length=300)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    kind = models.CharField(max_length=20, choices=PaperKind.choices, blank=True)
    """Which template it began with; empty for a paper from before there were kinds."""
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    author_post = models.CharField(max_length=160, blank=True)
    """The post as it was when the paper was written; empty where the paper does not say."""
    author_as_printed = models.CharField(max_length=200, blank=True)
    """Name and post as the paper prints them, where its author is nobody in this system."""
    written_on = models.DateField(null=True, blank=True)
    """The date that the paper bears; None where it bears none."""
    eligibility_as_printed = models.CharField(max_length=200, blank=True)
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    version = models.PositiveIntegerField(default=1)
    last_block = models.PositiveIntegerField(default=0)
    """The highest number that a block of it was ever given: none is given twice."""
    tabled_at = models.DateTimeField(null=True)
    tabled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    tabled_on = models.DateField(null=True)
    lateness = models.CharField(max_length=20, choices=Lateness.choices, default=Lateness.IN_TIME)
    late_reason = models.CharField(max_length=300, blank=True)

    objects = PaperQuerySet.as_manager()
    unanswered: list[ForumRecord]
    """Requests to clear it that nobody has answered, once they were fetched."""
    present: list[PaperVersion]
    """The version as it stands, once it was read."""

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            one_of("purpose", Purpose),
            one_of("kind", PaperKind, or_empty=True),
            one_of("lateness", Lateness),
            nothing_withheld("title"),
            both_or_neither("tabled_at", "tabled_by"),
            both_or_neither("tabled_at", "tabled_on"),
            models.CheckConstraint(
                condition=Q(tabled_at__isnull=True) | Q(agenda_item__isnull=False),
                name="papers_paper_tabled_under_an_item",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("papers:paper_detail", args=[self.forum.slug, self.pk])

    @property
    def meeting(self) -> object:
        """The meeting that the paper is for, once it is on an agenda."""
        return self.agenda_item.meeting if self.agenda_item else None

    @property
    def is_tabled(self) -> bool:
        return self.tabled_at is not None

    @property
    def is_public(self) -> bool:
        return (
            self.is_tabled and self.agenda_item is not None and self.agenda_item.meeting.is_public
        )

    @property
    def content(self) -> PaperVersion | None:
        """The version as it stands; None before the first is saved."""
        known: list[PaperVersion] | None = getattr(self, "present", None)
        if known is None or (known and known[0].number != self.version):
            known = self.present = list(self.versions.filter(number=self.version))
        return known[0] if known else None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The text as it stands, in blocks."""
        return self.content.content_blocks if self.content else ()

    @property
    def text(self) -> str:
        """The words of the text as it stands, with printed numbers before their paragraphs."""
        return plain(self.blocks)

    @property
    def public_text(self) -> str:
        """The same as the public reads it: without what is withheld."""
        return plain(public(self.blocks))

    @property
    def kind_of_paper(self) -> PaperKind:
        """What kind of paper it is; from before there were kinds, its purpose."""
        return PaperKind(self.kind or self.purpose)


class PaperVersion(AddOnly, ForumRecord):
    """The text of a paper as it was saved, by whom and when."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    """As one may type it (papers.rules.text.text_form); of old versions this is all there is."""
    blocks = models.JSONField(default=list, blank=True)
    """As papers.rules.text.blocks stores them."""
    note = models.CharField(max_length=200, blank=True)
    """Why it was saved, such as "Restored version 3"."""
    purpose = models.CharField(max_length=20, blank=True)
    """As it was then; empty in versions that did not hold it yet, like the next two."""
    kind = models.CharField(max_length=20, blank=True)
    eligibility_as_printed = models.CharField(max_length=200, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="papers_paperversion_once")
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("papers:version_detail", args=[self.forum.slug, self.pk])

    @property
    def content_blocks(self) -> tuple[Block, ...]:
        """The text in blocks, each with its id."""
        if self.blocks:
            return blocks_from(self.blocks)
        return identified(parse(self.text))


class Clearance(AddOnly, ForumRecord):
    """One version of a paper has been cleared; a later text needs it again."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="clearances")
    kind = models.CharField(
        max_length=20, choices=ClearanceKind.choices, default=ClearanceKind.FINANCE
    )
    version = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64, blank=True)
    """The SHA-256 of what was cleared (papers.rules.clearing); empty for one from before it was
    kept, which stands for its version."""
    cleared = models.JSONField(default=dict, blank=True)
    """What was cleared beside the text: what is asked, with its money."""
    post = models.CharField(max_length=160)
    note = models.CharField(max_length=500, blank=True)
    cleared_at = models.DateTimeField()
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cleared_on = models.DateField()

    class Meta:
        ordering = ["-cleared_at"]
        constraints = [one_of("kind", ClearanceKind)]

    def __str__(self) -> str:
        return f"{self.paper}, version {self.version}, cleared by {self.post}"
