"""What somebody uploaded, once it was checked, byte for byte."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from forum.choices import FileKind
from forum.constraints import one_of
from forum.files.shelf import ShelvedField
from forum.models.base import AddOnly, ForumRecord


class StoredFile(AddOnly, ForumRecord):
    """A file that passed every check; pictures are kept as they were written anew."""

    name = models.CharField(max_length=120)
    """For people to read; a file is found by its identity."""
    kind = models.CharField(max_length=8, choices=FileKind.choices)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = ShelvedField()
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-stored_at"]
        constraints = [one_of("kind", FileKind)]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("forum:file_download", args=[self.forum.slug, self.pk])

    @property
    def is_picture(self) -> bool:
        return self.kind in (FileKind.PNG, FileKind.JPEG)
