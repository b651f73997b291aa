"""Locks on a row, for each engine.

PostgreSQL locks the row; SQLite has no row locks, and there every transaction that writes has
taken the one write lock when it began (`transaction_mode: IMMEDIATE`), which is stronger.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction

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
        key = connection.ops.quote_name(row._meta.pk.attname)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {table} WHERE {key} = %s {strength}", [row.pk])  # noqa: S608
    row.refresh_from_db()


def hold_person(person: models.Model) -> None:
    """Hold somebody while they are given a seat or a job, so that of two that exclude each other
    only one is given; a newcomer can be given nothing else meanwhile."""
    if not person._state.adding:
        lock_row(person)


@contextmanager
def one_view() -> Iterator[None]:
    """Read the database as it stands at one moment, without keeping anybody from writing."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
        return
    connection.ensure_connection()
    sqlite: Any = connection
    usual, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            sqlite.transaction_mode = usual
            yield
    finally:
        sqlite.transaction_mode = usual
