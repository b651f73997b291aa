"""Raw SQL, as somebody at a database prompt would write it: past the models, the rules, the steps.

Every attack on a guard is tried twice: with the guards, where it is refused, and without them,
where it goes through and is undone. An attack that nothing lets through would prove nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from forum.guards import install, lift

Write = Callable[[], int]

sqlite_only = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3",
    reason="a way of SQLite's own",
)
postgresql_only = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql",
    reason="a way of PostgreSQL's own",
)


def run(sql: str, *values: object) -> int:
    """Run a statement; answer with the number of rows it touched (-1: not told)."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [_stored(value) for value in values])
        return cursor.rowcount


def insert(table: str, *, verb: str = "INSERT", **values: object) -> int:
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(["%s"] * len(values))
    return run(f"{verb} INTO {table} ({names}) VALUES ({places})", *values.values())


def copy(row: Model, *, verb: str = "INSERT", **changes: object) -> int:
    """Insert the row once more, under a new identity, with some columns changed."""
    values = {**columns(row), row._meta.pk.column: uuid4(), **changes}
    return insert(row._meta.db_table, verb=verb, **values)


def replace(row: Model, **changes: object) -> int:
    """Write over the row in the one statement that SQLite has for it."""
    return copy(row, verb="REPLACE", **{row._meta.pk.column: row.pk, **changes})


def change(row: Model, *, verb: str = "UPDATE", **changes: object) -> int:
    names = ", ".join(f'"{name}" = %s' for name in changes)
    pk = row._meta.pk.column
    sql = f"{verb} {row._meta.db_table} SET {names} WHERE {pk} = %s"
    return run(sql, *changes.values(), row.pk)


def remove(row: Model) -> int:
    return run(f"DELETE FROM {row._meta.db_table} WHERE {row._meta.pk.column} = %s", row.pk)


def columns(row: Model) -> dict[str, object]:
    """The row as the database holds it."""
    names = [field.column for field in row._meta.concrete_fields]
    quoted = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {quoted} FROM {row._meta.db_table} WHERE {row._meta.pk.column} = %s",
            [_stored(row.pk)],
        )
        return dict(zip(names, cursor.fetchone(), strict=True))


def try_both(write: Write, guard: str = "guard_") -> None:
    """Refused with the guards, goes through without them."""
    assert_refused(write, guard)
    assert_unguarded(write)


def assert_refused(write: Write, guard: str = "guard_") -> None:
    """The write is refused by the guard, and the transaction goes on."""
    _settle_constraints()
    with pytest.raises(IntegrityError, match=guard), transaction.atomic():
        write()


def assert_unguarded(write: Write) -> None:
    """Without guards the write goes through; then it is undone, and the guards stand again."""
    with unguarded():
        assert write() != 0, "The attack touches nothing."


@contextmanager
def unguarded() -> Iterator[None]:
    """Without any guard, until the end of the block; what was done in it is undone."""
    with transaction.atomic():
        savepoint = transaction.savepoint()
        _settle_constraints()
        lift(connection)
        yield
        transaction.savepoint_rollback(savepoint)


def guard_again() -> None:
    """Put the guards up in the middle of a block without any."""
    _settle_constraints()
    install(connection)


def _settle_constraints() -> None:
    """What PostgreSQL still has to check stands in the way of DROP and TRUNCATE."""
    if not is_sqlite():
        connection.check_constraints()


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _stored(value: object) -> object:
    """As the engine keeps it: SQLite has no UUID, and Django stores its bare digits."""
    if isinstance(value, Model):
        value = value.pk
    if isinstance(value, UUID):
        return value.hex if is_sqlite() else str(value)
    return value
