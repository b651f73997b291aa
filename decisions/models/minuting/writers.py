"""Who wrote the minutes of a meeting, as the trail tells."""

from __future__ import annotations

from decisions.choices import DecisionEvent
from decisions.models.minuting.minutes import Minutes
from forum.models import AuditEntry, Person

WRITING = (
    DecisionEvent.MINUTES_DRAFTED,
    DecisionEvent.MINUTES_SAVED,
    DecisionEvent.MINUTES_PUBLISHED,
)


def has_written(minutes: Minutes, person: Person) -> bool:
    """Whether any of it is in the person's hand, or was published by them as a draft."""
    entries = AuditEntry.objects.filter(forum=minutes.forum_id, about=minutes.pk)
    return entries.filter(actor=person.pk, event__in=WRITING).exists()
