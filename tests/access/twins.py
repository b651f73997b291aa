"""A second forum that is the first one's twin: a copy of every row, with identities of its own.

Whatever stands in one forum has its counterpart in the other, so that each id of a request can be
swapped for that of its twin. Made without guards, which would be a second lock on the same door.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import uuid4

from django.apps import apps
from django.core import serializers
from django.db import models

from forum.models import Forum, Person

APPS = ("forum", "papers", "decisions")
AN_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
COUNTED = 10_000_000
"""By how much the number of a row without an id of its own is raised."""


@dataclass(frozen=True)
class Twins:
    """Which id of the second forum stands for which of the first."""

    ids: dict[str, str]
    forum: Forum

    def of(self, row: models.Model) -> models.Model:
        """The row of the second forum that was copied from this one."""
        return type(row)._base_manager.get(pk=self.ids[str(row.pk)])


def record_models() -> list[type[models.Model]]:
    """Every kind of row that belongs to a forum, and the people."""
    found = [model for name in APPS for model in apps.get_app_config(name).get_models()]
    return [model for model in found if model in {Person, Forum} or has_forum(model)]


def has_forum(model: type[models.Model]) -> bool:
    return any(field.name == "forum" for field in model._meta.concrete_fields)


def rows_of(model: type[models.Model], forum: Forum) -> models.QuerySet:
    every = model._base_manager.all()
    if model is Forum:
        return every.filter(pk=forum.pk)
    return every.filter(forum=forum) if has_forum(model) else every


def copy_forum(forum: Forum, slug: str, name: str) -> Twins:
    """Write every row of the forum, and everybody in the place, once more."""
    written = {model: rows_of(model, forum) for model in record_models()}
    ids = {
        str(row.pk): str(uuid4())
        for rows in written.values()
        for row in rows.only("pk")
        if AN_ID.fullmatch(str(row.pk))
    }
    for model, rows in written.items():
        model._base_manager.bulk_create(_copies(model, rows, ids, (slug, name)))
    return Twins(ids, Forum.objects.get(pk=ids[str(forum.pk)]))


def _copies(model, rows, ids, called):
    text = serializers.serialize("json", rows)
    swapped = AN_ID.sub(lambda found: ids.setdefault(found[0], str(uuid4())), text)
    for record in serializers.deserialize("json", swapped):
        copy = record.object
        if isinstance(copy.pk, int):
            copy.pk += COUNTED
        for field in _unique_words(model):
            renamed = f"{called[0]}.{getattr(copy, field.name)}"
            setattr(copy, field.name, renamed[: field.max_length])
        if model is Forum:
            copy.slug, copy.name = called
        yield copy


def _unique_words(model):
    """Texts of which there may be no second."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.unique and isinstance(field, models.CharField)
    ]
