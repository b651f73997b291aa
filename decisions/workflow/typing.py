"""What the clerk types while the meeting runs: kept as typed, forgotten once it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from decisions.models import TypedSoFar
from forum.choices import Role
from forum.models import Forum, Person
from forum.permissions import require


@transaction.atomic
def save_typed(
    forum: Forum, about: UUID, form: str, typed: Mapping[str, Sequence[str]], *, by: Person
) -> TypedSoFar:
    """Keep what stands in a form that is not sent yet; it decides nothing and is on no trail."""
    require(by, forum, Role.CLERK)
    kept, _ = TypedSoFar.objects.update_or_create(
        about=about,
        form=form,
        defaults={
            "forum": forum,
            "typed": {name: list(values) for name, values in typed.items()},
            "typed_at": timezone.now(),
            "typed_by": by,
        },
    )
    return kept


@transaction.atomic
def forget_typed(forum: Forum, about: UUID, form: str, *, by: Person) -> None:
    """Forget what was typed into a form, now that the form is sent or given up."""
    require(by, forum, Role.CLERK)
    TypedSoFar.objects.filter(forum=forum, about=about, form=form).delete()
