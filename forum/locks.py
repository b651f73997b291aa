"""Locks on a row, for each engine.

PostgreSQL locks the row; SQLite has no row locks, and there every transaction that writes has taken
the one write lock when it began (`transaction_mode: IMMEDIATE`), which is stronger.
"""

from __future__ import annotations

from django.db import connection, models

SHARE = "FOR SHARE"
"""Many may hold it at once, none together with UPDATE: votes on one ballot."""
UPDATE = "FOR NO KEY UPDATE"
"""One at a time: tabling, closing, agreeing."""


def lock_row(row: models.Model, strength: str = UPDATE) -> None:
    """Hold the row until the transaction ends, and read it again as it now stands."""
    if not connection.in_atomic_block:
        raise RuntimeError("A row is locked inside a transaction.")
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(row._meta.db_table)
        key = connection.ops.quote_name(row._meta.pk.column)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {table} WHERE {key} = %s {strength}", [row.pk])  # noqa: S608
    row.refresh_from_db()
