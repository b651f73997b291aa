"""One forum's record copied into many more, in SQL: as many councils as England has.

Every identity is made anew from the old one and the number of the copy, so that what points to
what stays so. PostgreSQL only; the guards are lifted, and indexes come back after the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, models

from forum.guards.search_index import COLUMN
from forum.models import Forum, ForumRecord, Person, TrailHead
from forum.models.search import SearchText

APART = {"slug", "email", "name"}
"""Text that may stand only once in the installation: the number of the copy goes behind it."""
MANY = 1000
"""From so many rows on, the indexes of a table are taken down while it is filled."""
SEARCHED = SearchText._meta.db_table
_PLAIN_INDEXES = """
    SELECT format('%%I', i.indexrelid::regclass::text), pg_get_indexdef(i.indexrelid)
    FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
    WHERE i.indrelid = %s::regclass AND c.oid IS NULL AND NOT i.indisunique
"""


def copy_forum(forum: Forum, copies: int) -> int:
    """Copy everything that belongs to the forum so many times; how many rows came of it."""
    ours = list(_models())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        # What a text is found by is copied too: to work it out again would take minutes.
        cursor.execute(f"ALTER TABLE {SEARCHED} ALTER COLUMN {COLUMN} DROP EXPRESSION")
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
    columns = {f'"{field.column}"': _value(model, field, ours) for field in fields}
    if model is SearchText:
        columns[COLUMN] = _FOUND_BY
    names, values = ", ".join(columns), ", ".join(columns.values())
    table, own = model._meta.db_table, _belongs(model)
    named = [str(forum.pk)] * own.count("%s")
    cursor.execute(f"SELECT count(*) FROM {table} r WHERE {own}", named)
    if not (rows := cursor.fetchone()[0]):
        return 0
    with _without_indexes(cursor, table, rows * copies > MANY):
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} r "
            f"CROSS JOIN generate_series(1, %s) AS n WHERE {own}",
            [copies, *named],
        )
    return rows * copies


@contextmanager
def _without_indexes(cursor, table: str, is_great: bool) -> Iterator[None]:
    """An index is built in one go far sooner than row by row."""
    cursor.execute(_PLAIN_INDEXES, [table])
    plain = cursor.fetchall() if is_great else []
    for name, _ in plain:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _, definition in plain:
        cursor.execute(definition)


def _value(model: type[models.Model], field: models.Field, ours: Iterable[type]) -> str:
    column = f'r."{field.column}"'
    points = isinstance(field, models.ForeignKey) and field.related_model in ours
    is_key = isinstance(field, models.UUIDField)
    if points or is_key:
        return f"{_anew(f'{column}::text')}::uuid"
    if model in (Forum, Person) and field.column in APART:
        return f"{column} || '-' || n"
    if model is SearchText and field.column == "scope":
        return _SCOPE
    if field.unique:
        return f"{column} || '-' || n"
    return column


def _anew(text: str) -> str:
    """The identity of the copy, from the old one as text."""
    return f"md5({text} || n)"


def _scope(column: str) -> str:
    """The words of a scope with the forum and the matter of the copy."""
    for fact in ("forum", "matter"):
        word = f"substring({column} FROM '={fact}:([0-9a-f]{{32}})')"
        new = _anew(f"{word}::uuid::text")
        column = f"coalesce(replace({column}, {word}, {new}), {column})"
    return column


_SCOPE = _scope('r."scope"')
_FOUND_BY = (
    f"ts_delete(r.{COLUMN}, string_to_array(btrim(r.scope), ' ')) "
    f"|| array_to_tsvector(string_to_array(btrim({_SCOPE}), ' '))"
)


def _belongs(model: type[models.Model]) -> str:
    if model is Forum:
        return "r.id = %s"
    if model is Person:
        held = ("forum_rolegrant", "forum_appointment")
        return " OR ".join(
            f"r.id IN (SELECT person_id FROM {table} WHERE forum_id = %s)" for table in held
        )
    return "r.forum_id = %s"
