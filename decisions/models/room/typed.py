"""What was typed into the forms of a running meeting and not sent: what it is about, and how it
reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.datastructures import MultiValueDict

from decisions.models.ballots.ballot import Ballot
from decisions.models.ballots.overriding import TypedSoFar
from decisions.models.minuting.minutes import MinuteItem
from forum.models import AgendaItem, Forum, ForumRecord, Meeting
from papers.models import Question

FORMS: Mapping[str, type[ForumRecord]] = {
    "open": Question,
    "procedure": AgendaItem,
    "close": Ballot,
    "outcome": Question,
    "action": Meeting,
    "minute": MinuteItem,
    "interest": Meeting,
}
"""The forms of the clerk's screen, each with what it is about."""


class Typed:
    """All that is kept of some forms, read once."""

    def __init__(self, kept: Iterable[TypedSoFar]) -> None:
        self._kept = {(each.about, each.form): each for each in kept}

    def into(self, about: UUID | None, form: str) -> MultiValueDict | None:
        """What was typed into a form, as if it were sent; None where nothing was."""
        kept = self._kept.get((about, form)) if about else None
        return MultiValueDict(kept.typed) if kept else None

    def at(self, about: UUID | None, form: str) -> datetime | None:
        """When it was typed."""
        kept = self._kept.get((about, form)) if about else None
        return kept.typed_at if kept else None


def typed_about(*records: object) -> Typed:
    """What is kept of the forms about these records."""
    ids = [pk for pk in (getattr(record, "pk", None) for record in records) if pk]
    return Typed(TypedSoFar.objects.filter(about__in=ids))


def is_typed_about(forum: Forum, about: UUID, form: str) -> bool:
    """Whether there is such a form about such a record of the forum."""
    kind = FORMS.get(form)
    return kind is not None and kind._default_manager.filter(forum=forum, pk=about).exists()
