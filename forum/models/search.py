"""The words that records are found by: made from the records, and made anew at any time."""

from __future__ import annotations

from django.db import models

from forum.choices import SearchKind
from forum.constraints import one_of
from forum.models.forum import Forum
from forum.models.meeting import Meeting
from forum.money import PenceField


class SearchText(models.Model):
    """One record as some of its readers read it; forum.search finds it and keeps it up to date."""

    id = models.BigAutoField(primary_key=True)
    # No index: what is found is found by its words, its forum being one of them.
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="search_texts", db_index=False)
    kind = models.CharField(max_length=10, choices=SearchKind.choices)
    about = models.UUIDField()
    """The paper, outcome, minute or executive decision."""
    part = models.PositiveSmallIntegerField(default=1)
    """Where different readers read different words of it, one row for each."""
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    """Whose publication opens it to everybody."""
    day = models.DateField(null=True)
    title = models.TextField()
    words = models.TextField()
    amount = PenceField(null=True)
    """What was agreed, or else asked."""
    scope = models.TextField()
    """Forum, readers, source, group, result and year, as words that no text can hold."""

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["about", "part"], name="forum_searchtext_once_for_its_readers"
            ),
            one_of("kind", SearchKind),
        ]

    def __str__(self) -> str:
        return self.title
