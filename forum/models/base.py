"""What every record has: an identity that survives export and import, and its forum."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone


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
