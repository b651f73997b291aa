"""What every record has: an identity that survives export and import, and its forum."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from forum.choices import EvidenceGrade
from forum.constraints import one_of


class Record(models.Model):
    """Anything that is kept: known by a UUID, dated by the server's clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def keep(self) -> Self:
        """Save it once its constraints hold, so that a breach is a sentence and not a crash."""
        self.validate_unique()
        self.validate_constraints()
        self.save()
        return self


class ForumRecord(Record):
    """A record that belongs to one forum; its parents belong to the same (held by guards)."""

    forum = models.ForeignKey("forum.Forum", models.PROTECT, related_name="%(class)s_set")

    class Meta:
        abstract = True


class AddOnlyQuerySet(models.QuerySet):
    """Rows that are only ever added; the database refuses the rest as well."""

    def update(self, **kwargs: object) -> int:
        raise TypeError(f"{self.model.__name__} rows are only ever added.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError(f"{self.model.__name__} rows are only ever added.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        return self.update()


class AddOnly(models.Model):
    """A row that is written once."""

    objects: ClassVar = AddOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} rows are only ever added.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(f"{type(self).__name__} rows are only ever added.")


class Evidenced(models.Model):
    """Something that may have been entered long after it happened, from what shows it."""

    evidence_grade = models.CharField(max_length=20, choices=EvidenceGrade.choices, blank=True)
    """How well it is evidenced; empty: recorded here when it happened."""
    evidence_shown = models.CharField(max_length=300, blank=True)
    """Where it is shown: "review of 27 March 2019, paragraph 25"."""

    class Meta:
        abstract = True
        constraints = [one_of("evidence_grade", EvidenceGrade, or_empty=True)]

    @property
    def evidence_words(self) -> str:
        """The grade and the place: "Later assertion: review of 27 March 2019, paragraph 25"."""
        if not self.evidence_grade:
            return self.evidence_shown
        grade = EvidenceGrade(self.evidence_grade).label
        return f"{grade}: {self.evidence_shown}" if self.evidence_shown else grade
