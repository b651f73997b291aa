"""One forum's record copied into many more, in SQL: as many councils as England has.

Every identity is made anew from the old one and the number of the copy, so that what points to
what stays so. PostgreSQL only; the guards are lifted while it runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import connection, models

from forum.models import Forum, ForumRecord, Person, TrailHead
from forum.models.search import SearchText

APART = {"slug", "email", "name"}
"""Text that may stand only once in the installation: the number of the copy goes behind it."""


def copy_forum(forum: Forum, copies: int) -> int:
    """Copy everything that belongs to the forum so many times; how many rows came of it."""
    ours = list(_models())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        return sum(_copy(cursor, model, ours, forum, copies) for model in ours)


def _models() -> Iterator[type[models.Model]]:
    yield Forum
    yield Person
    yield TrailHead
    yield SearchText
    for model in apps.get_models():
        if issubclass(model, ForumRecord) and not model._meta.abstract:
            yield model


def _copy(cursor, model: type[models.Model], ours: list, forum: Forum, copies: int) -> int:
    fields = [
        field
        for field in model._meta.concrete_fields
        if not field.generated and not isinstance(field, models.AutoField)
    ]
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(model, field, ours) for field in fields)
    table = model._meta.db_table
    cursor.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} r "
        f"CROSS JOIN generate_series(1, %s) AS n WHERE {_belongs(model)}",
        [copies, *[str(forum.pk)] * _belongs(model).count("%s")],
    )
    return cursor.rowcount


def _value(model: type[models.Model], field: models.Field, ours: Iterable[type]) -> str:
    column = f'r."{field.column}"'
    points = isinstance(field, models.ForeignKey) and field.related_model in ours
    is_key = isinstance(field, models.UUIDField)
    if points or is_key:
        return f"md5({column}::text || n)::uuid"
    if model in (Forum, Person) and field.column in APART:
        return f"{column} || '-' || n"
    if field.unique:
        return f"{column} || '-' || n"
    return column


def _belongs(model: type[models.Model]) -> str:
    if model is Forum:
        return "r.id = %s"
    if model is Person:
        held = ("forum_rolegrant", "forum_appointment")
        return " OR ".join(
            f"r.id IN (SELECT person_id FROM {table} WHERE forum_id = %s)" for table in held
        )
    return "r.forum_id = %s"
