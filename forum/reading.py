"""How much is read at once: what PostgreSQL is told where it guesses wrong, and Python."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def by_the_index() -> Iterator[None]:
    """Look into the index, also for a word that is nearly everywhere.

    It does not count the unpacking of texts, and would rather unpack all of them.
    """
    with _without("enable_seqscan"):
        yield


@contextmanager
def at_once() -> Iterator[None]:
    """Read each table once, and not row by row: for all of a forum, named of every table.

    It takes it for chance that all rows of a forum hang on rows of the same forum, expects next
    to none where there are ten thousand, and would look each of them up.
    """
    with _without("enable_nestloop"):
        yield


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """All that is made meanwhile is kept: looking for rubbish in it would take half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _without(way: str) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL {way} = off")
        yield
        cursor.execute(f"SET LOCAL {way} = on")
