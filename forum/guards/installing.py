"""Putting guards up, taking them down, and comparing them with what is declared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from forum.guards.declaring import POSTGRESQL, PREFIX, SQLITE, Guard
from forum.guards.identity import identity_guards

Stored = dict[tuple[str, str], str]
"""Every trigger of the database, by table and name, with all that decides what it does."""

_SQLITE_TRIGGERS = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'"
_POSTGRESQL_TRIGGERS = """
    SELECT c.relname, t.tgname, concat_ws(
        E'\\n', pg_get_triggerdef(t.oid, true), t.tgenabled, l.lanname, p.provolatile,
        p.prosecdef, array_to_string(p.proconfig, ';'), p.prosrc)
    FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_proc p ON p.oid = t.tgfoid
    JOIN pg_language l ON l.oid = p.prolang
    WHERE NOT t.tgisinternal AND n.nspname = current_schema()
"""
_POSTGRESQL_LEFT_OVER = """
    SELECT p.proname FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = current_schema() AND starts_with(p.proname::text, %s)
    AND NOT EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgfoid = p.oid)
"""


@dataclass(frozen=True)
class GuardsState:
    """Whether the database holds every guard exactly as it is declared."""

    declared: int
    problems: tuple[str, ...]

    @property
    def intact(self) -> bool:
        return self.declared > 0 and not self.problems


def declared_guards() -> list[Guard]:
    """Every guard that the apps declare, and the identity of every record."""
    declarations = [
        config.guards() for config in apps.get_app_configs() if hasattr(config, "guards")
    ]
    return [*identity_guards(), *(guard for guards in declarations for guard in guards)]


def guards_state(using: str = DEFAULT_DB_ALIAS) -> GuardsState:
    """For the health check and for starting up: compares the database with the declarations."""
    connection = connections[using]
    guards = [guard for guard in declared_guards() if guard.is_for(connection.vendor)]
    return GuardsState(len(guards), tuple(missing_or_changed(connection, guards)))


def missing_or_changed(
    connection: BaseDatabaseWrapper, guards: Iterable[Guard] | None = None
) -> list[str]:
    """One sentence for each guard that is not as declared, and each unknown trigger."""
    guards = declared_guards() if guards is None else guards
    stored, wanted = _stored(connection), _wanted(connection, guards)
    problems = []
    for (table, name), text in wanted.items():
        if (table, name) not in stored:
            problems.append(f"{name} on {table} is missing.")
        elif stored[table, name] != text:
            problems.append(f"{name} on {table} is changed.")
    guarded = {table for table, _ in wanted}
    strange = sorted(key for key in stored.keys() - wanted.keys() if key[0] in guarded)
    return problems + [f"{name} on {table} is not known." for table, name in strange]


def install(connection: BaseDatabaseWrapper, guards: Iterable[Guard] | None = None) -> list[str]:
    """Put up every guard that does not stand already; answers with the names of those."""
    guards = declared_guards() if guards is None else guards
    tables = set(connection.introspection.table_names())
    guards = [guard for guard in guards if guard.table in tables]
    with transaction.atomic(using=connection.alias):
        stored, wanted = _stored(connection), _wanted(connection, guards)
        ours = {key for key in stored if key[1].startswith(PREFIX)}
        standing = {key for key in ours if stored[key] == wanted.get(key)}
        _drop(connection, ours - standing)
        new = wanted.keys() - standing
        _create(connection, [guard for guard in guards if (guard.table, guard.name) in new])
    return sorted(name for _, name in new)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take every guard down: for migrations on SQLite, and for emptying the database of a test."""
    with transaction.atomic(using=connection.alias):
        _drop(connection, [key for key in _stored(connection) if key[1].startswith(PREFIX)])


def _stored(connection: BaseDatabaseWrapper) -> Stored:
    is_sqlite = connection.vendor == SQLITE
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE_TRIGGERS if is_sqlite else _POSTGRESQL_TRIGGERS)
        return {(table, name): text for table, name, text in cursor.fetchall()}


def _wanted(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> Stored:
    guards = [guard for guard in guards if guard.is_for(connection.vendor)]
    if connection.vendor == SQLITE:
        return {(guard.table, guard.name): guard.sqlite for guard in guards}
    path = f"search_path={_schema(connection)}, pg_temp"
    return {
        (guard.table, guard.name): "\n".join(
            [guard.trigger, "A", "plpgsql", "v", "f", path, guard.body]
        )
        for guard in guards
    }


def _create(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == SQLITE:
            for guard in guards:
                cursor.execute(guard.sqlite)
            return
        schema = _schema(connection)
        for guard in guards:
            cursor.execute(guard.function(schema))
            cursor.execute(guard.trigger)
            # ALWAYS: also where session_replication_role is set to replica.
            cursor.execute(f"ALTER TABLE {guard.table} ENABLE ALWAYS TRIGGER {guard.name}")


def _drop(connection: BaseDatabaseWrapper, keys: Iterable[tuple[str, str]]) -> None:
    with connection.cursor() as cursor:
        for table, name in keys:
            at = f" ON {table}" if connection.vendor == POSTGRESQL else ""
            cursor.execute(f"DROP TRIGGER {name}{at}")
        if connection.vendor == POSTGRESQL:
            cursor.execute(_POSTGRESQL_LEFT_OVER, [PREFIX])
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP FUNCTION {name}()")


def _schema(connection: BaseDatabaseWrapper) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        return cursor.fetchone()[0]
