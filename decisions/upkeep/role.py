"""On PostgreSQL, a role for the application that may add to the record and not rewrite it.

The owner of a table can lift its guards. So the application works as another role, which may
neither alter a table nor change or remove rows that are only ever added; the owner migrates.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from decisions.upkeep.looked import WATCH, WELL, WRONG, Looked
from forum.guards import declared_guards

TRAIL, HEAD = "forum_auditentry", "forum_trailhead"
MIGRATIONS = "django_migrations"
LOCKED = {"decisions_registerentry": "id"}
"""Whoever votes holds their line of the register; PostgreSQL lets only those hold a row who may
change some column of it. The guard refuses the change itself."""
ADDED_TO = "_add_only_"
"""Part of the name of every guard of a table that is only ever added to."""


def add_only_tables() -> set[str]:
    """The tables whose guards refuse every change, as they are declared."""
    return {guard.table for guard in declared_guards() if ADDED_TO in f"{guard.name}_"}


def grants(role: str) -> Iterator[str]:
    """What the owner says once, and again after each upgrade; the same again does no harm."""
    name, schema = quoted(role), quoted(_schema())
    tables = set(connection.introspection.table_names())
    yield f"GRANT USAGE ON SCHEMA {schema} TO {name};"
    yield f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC;"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {name};"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {name};"
    only_added = add_only_tables()
    for table in sorted(tables):
        yield f"GRANT {_rights(table, only_added)} ON {quoted(table)} TO {name};"


def role_line() -> Iterator[Looked]:
    """Whether the application could rewrite the trail if its guards were lifted."""
    if connection.vendor != "postgresql":
        yield WELL, "SQLite has none: the file belongs to the application alone"
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, tableowner, 'MEMBER'), "
            "has_table_privilege(%s, 'UPDATE') OR has_table_privilege(%s, 'DELETE') "
            "OR has_table_privilege(%s, 'TRUNCATE') FROM pg_tables "
            "WHERE tablename = %s AND schemaname = current_schema()",
            [TRAIL, TRAIL, TRAIL, TRAIL],
        )
        is_owner, may_rewrite = cursor.fetchone()
    if is_owner:
        yield WATCH, "it owns the tables: see “manage.py database_role”"
    elif may_rewrite:
        yield WRONG, "it may rewrite the audit trail: run “manage.py database_role” as the owner"
    else:
        yield WELL, "it may add to the record and not rewrite it"


def quoted(name: str) -> str:
    """A name as PostgreSQL reads it."""
    return '"' + name.replace('"', '""') + '"'


def _rights(table: str, only_added: set[str]) -> str:
    if table == MIGRATIONS:
        return "SELECT"
    if table == HEAD:
        return "SELECT, INSERT, UPDATE (seq, hash)"
    if table in LOCKED:
        return f"SELECT, INSERT, UPDATE ({LOCKED[table]})"
    if table in only_added:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return cursor.fetchone()[0]
