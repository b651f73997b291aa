"""Everything that is held about one person, as they may ask for it (UK GDPR Article 15)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q

from decisions.upkeep.inventory import INVENTORY, NOT_OURS_TO_SHOW, Held
from forum.models import Person


class AsSaid(DjangoJSONEncoder):
    """Whatever has no form of its own is written as it is spoken of."""

    def default(self, o: Any) -> Any:
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def held_about(person: Person) -> dict[str, Any]:
    """Table by table, with what each is for, the rows that are about the person."""
    return {
        each.table: {
            "what for": each.what_for,
            "basis": each.basis,
            "kept": each.kept,
            "public": each.public,
            "rows": rows,
        }
        for each in INVENTORY
        if (rows := list(_rows(each, person)))
    }


def _rows(each: Held, person: Person) -> Iterator[dict[str, Any]]:
    model = apps.get_model(each.table)
    names = {field.name for field in model._meta.get_fields()}
    context = [name for name in ("forum", "meeting", "paper", "recorded_at") if name in names]
    for row in model._base_manager.filter(_theirs(each, person)).distinct():
        said = {name: _said(row, name) for name in (*each.fields, *context)}
        yield {"id": row.pk, **said}


def _theirs(each: Held, person: Person) -> Q:
    """The rows that are about the person, by any of the ways a row can be."""
    found = Q(pk__in=[])
    for way in each.whose:
        lookup, _, what = way.partition("=")
        if what in {"email", "name"}:
            found |= Q(**{f"{lookup}__iexact": getattr(person, what)})
        else:
            found |= Q(**{lookup: person.pk})
    return found


def _said(row: Model, name: str) -> Any:
    if name in NOT_OURS_TO_SHOW:
        return "kept, and shown to nobody"
    value = getattr(row, name)
    return str(value) if isinstance(value, Model) else value
