"""Entries of the audit trail as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from decisions.choices import DecisionEvent
from forum.choices import ForumEvent
from forum.models import AuditEntry, Forum
from papers.choices import PaperEvent

LABELS = dict([*ForumEvent.choices, *PaperEvent.choices, *DecisionEvent.choices])


@dataclass(frozen=True)
class TrailRow:
    """One entry, with its event in words and its actor as a number that names nobody."""

    entry: AuditEntry

    @property
    def label(self) -> str:
        """The code itself, for an event of a later version."""
        return LABELS.get(self.entry.event, self.entry.event)

    @property
    def who(self) -> str:
        return str(self.entry.actor)[:8] if self.entry.actor else "the system"


def entries_of(
    forum: Forum, *, event: str = "", matter: UUID | None = None
) -> QuerySet[AuditEntry]:
    """The forum's entries, newest first; of one event or about one matter where asked for."""
    entries = AuditEntry.objects.filter(forum=forum).order_by("-seq")
    if event:
        entries = entries.filter(event=event)
    return entries.filter(matter=matter) if matter else entries


def rows_of(entries: Iterable[AuditEntry]) -> list[TrailRow]:
    """As the page shows them."""
    return [TrailRow(entry) for entry in entries]
