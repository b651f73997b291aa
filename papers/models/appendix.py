"""What stands behind a paper: its appendices, with a summary in words and a public version."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from forum.constraints import nothing_withheld
from forum.models import ForumRecord, StoredFile
from papers.models.paper import Paper


class AppendixQuerySet(models.QuerySet["Appendix"]):
    def with_files(self) -> AppendixQuerySet:
        """With what is known of their files, and without the bytes of these."""
        files = self.select_related("file", "public_file")
        return files.defer("file__content", "public_file__content")


class Appendix(ForumRecord):
    """One appendix of a paper; from the moment the paper is tabled it is fixed."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="appendices")
    position = models.PositiveSmallIntegerField(default=1)
    letter = models.CharField(max_length=12, blank=True)
    """As printed: "A", "1"; empty where the paper gives it none."""
    title = models.CharField(max_length=300)
    summary = models.TextField()
    """What it says, in plain Markdown, for who cannot read the file. Public but for [[words]]."""
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="appendices"
    )
    alt = models.CharField(max_length=1000, blank=True)
    """Of a picture: what it shows."""
    tables = models.JSONField(default=list, blank=True)
    """What the file says, as blocks: the sheets of a spreadsheet, the text of a Word file."""
    is_exempt = models.BooleanField(default=False)
    exempt_reason = models.CharField(max_length=300, blank=True)
    exempt_approved_by_post = models.CharField(max_length=160, blank=True)
    """Who approved leaving it out of the public version, by post."""
    public_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="public_appendices"
    )
    """What the public is given in place of an exempt file, if anything."""
    public_tables = models.JSONField(default=list, blank=True)

    objects = AppendixQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "appendices"
        constraints = [
            nothing_withheld("title"),
            models.UniqueConstraint(
                fields=["paper", "position"],
                name="papers_appendix_position_once",
                violation_error_message="Another appendix stands at this place.",
            ),
            models.CheckConstraint(
                condition=Q(is_exempt=False)
                | (~Q(exempt_reason="") & ~Q(exempt_approved_by_post="")),
                name="papers_appendix_exempt_with_reason",
                violation_error_message="Say why it is exempt, and which post approved that.",
            ),
            models.CheckConstraint(
                condition=Q(is_exempt=True) | Q(public_file__isnull=True),
                name="papers_appendix_public_file_of_an_exempt_one",
                violation_error_message="Only an exempt appendix has a public version of its own.",
            ),
        ]

    def __str__(self) -> str:
        return f"Appendix {self.letter}: {self.title}" if self.letter else self.title

    def get_absolute_url(self) -> str:
        return reverse("papers:appendix_edit", args=[self.forum.slug, self.pk])
