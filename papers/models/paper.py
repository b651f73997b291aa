"""Matters, and the papers about them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from forum.choices import Role
from forum.constraints import both_or_neither, one_of
from forum.models import AddOnly, AgendaItem, ForumRecord
from papers.choices import ClearanceKind, Lateness, Purpose


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

    def tabled(self) -> PaperQuerySet:
        """Papers that were put before the forum, the latest first."""
        return self.filter(tabled_at__isnull=False).order_by("-tabled_on", "title")

    def public(self) -> PaperQuerySet:
        """Papers that were tabled for a meeting whose agenda is published."""
        return self.filter(
            tabled_at__isnull=False, agenda_item__meeting__agenda_published_at__isnull=False
        )

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
        return self.filter(public | works | Q(author=person)).distinct()


class Paper(ForumRecord):
    """A report to the forum; from the moment it is tabled its text is fixed."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="papers")
    title = models.CharField(max_length=300)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    author_post = models.CharField(max_length=160, blank=True)
    """The post as it was when the paper was written; empty where the paper does not say."""
    eligibility_as_printed = models.CharField(max_length=200, blank=True)
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    version = models.PositiveIntegerField(default=1)
    tabled_at = models.DateTimeField(null=True)
    tabled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    tabled_on = models.DateField(null=True)
    lateness = models.CharField(max_length=20, choices=Lateness.choices, default=Lateness.IN_TIME)
    late_reason = models.CharField(max_length=300, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            one_of("purpose", Purpose),
            one_of("lateness", Lateness),
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
    def text(self) -> str:
        """The whole text as it is edited: "## heading" lines and what stands under them."""
        parts = []
        for section in self.sections.all():
            head = f"## {section.number} {section.heading}".replace("##  ", "## ").rstrip()
            parts.append(f"{head}\n\n{section.text}".strip() if section.heading else section.text)
        return "\n\n".join(parts)


class Section(ForumRecord):
    """A heading of a paper with the text under it, in plain Markdown."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=12, blank=True)
    """As printed, beside our own order."""
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.heading or f"Section {self.position}"


class PaperVersion(AddOnly, ForumRecord):
    """The text of a paper as it was saved, by whom and when."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="papers_paperversion_once")
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class Clearance(AddOnly, ForumRecord):
    """One version of a paper has been cleared; a later text needs it again."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="clearances")
    kind = models.CharField(
        max_length=20, choices=ClearanceKind.choices, default=ClearanceKind.FINANCE
    )
    version = models.PositiveIntegerField()
    post = models.CharField(max_length=160)
    note = models.CharField(max_length=300, blank=True)
    cleared_at = models.DateTimeField()
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cleared_on = models.DateField()

    class Meta:
        ordering = ["-cleared_at"]
        constraints = [one_of("kind", ClearanceKind)]

    def __str__(self) -> str:
        return f"{self.paper}, version {self.version}, cleared by {self.post}"
