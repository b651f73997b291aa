"""A database of its own for a proof, and processes that meet at a barrier."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

import django
from django.core.management import call_command

FORK = multiprocessing.get_context("fork")
PATIENCE = 120


def set_stage() -> None:
    """Make an empty database, with its guards, that nothing else uses."""
    if name := os.environ.get("STRESS_DATABASE"):
        os.environ["DATABASE_URL"] = new_database(os.environ["DATABASE_URL"], name)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if os.environ.get("STRESS_QUICK"):
        _make_tables()
    call_command("migrate", verbosity=0)


def _make_tables() -> None:
    """As the models say: in a test there is no minute to replay every migration."""
    from decisions.upkeep.loading import make_tables, our_migrations  # noqa: PLC0415

    make_tables(our_migrations())


def lift_locks() -> None:
    """For a control: the same steps and guards without the locks that they take.

    SQLite has one lock, that of the transaction; there the steps run without one, and the guards,
    which share the lock of their statement, are lifted.
    """
    from django.db import connection  # noqa: PLC0415 (Django is set up by now)

    from forum.guards import declared_guards, install, lift  # noqa: PLC0415

    lift(connection)
    if connection.vendor == "postgresql":
        install(connection, [replace(guard, locks=()) for guard in declared_guards()])


def together(workers: list[Callable[[object], list]]) -> list[list]:
    """Run each worker in a process of its own; a barrier lets them begin each race at once."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    barrier = FORK.Barrier(len(workers), timeout=PATIENCE)
    results = FORK.SimpleQueue()

    def work(place: int, worker: Callable[[object], list]) -> None:
        results.put((place, worker(barrier)))

    processes = [FORK.Process(target=work, args=each) for each in enumerate(workers)]
    for process in processes:
        process.start()
    found = dict(results.get() for _ in processes)
    for process in processes:
        process.join()
    return [found[place] for place in sorted(found)]


def new_database(url: str, name: str) -> str:
    """An empty database on the server; how it is reached."""
    import psycopg2  # noqa: PLC0415

    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
