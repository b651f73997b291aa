"""When guards are put up and looked at: around every migration, and by the system check."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from forum.guards.declaring import SQLITE
from forum.guards.installing import guards_state, install, lift
from forum.guards.search_index import install_search_index


def watch_migrations(config: AppConfig) -> None:
    """Put the guards up after every migration, and check them with the database."""
    pre_migrate.connect(_lift_before_migrating, sender=config)
    post_migrate.connect(_install_after_migrating, sender=config)
    register(_check_guards, Tags.database)


def _lift_before_migrating(*, using: str, plan: list, **more: object) -> None:
    """SQLite rebuilds a table to change it: its triggers are lost, those that name it stop it."""
    if plan and connections[using].vendor == SQLITE:
        lift(connections[using])


def _install_after_migrating(*, using: str, **more: object) -> None:
    install(connections[using])
    install_search_index(connections[using])


def _check_guards(
    app_configs: object = None, databases: Iterable[str] | None = None, **more: object
) -> list[CheckMessage]:
    """A warning and not an error, because "migrate" checks first and then mends."""
    return [
        Warning(
            problem, hint="Run “manage.py migrate”, and find out who changed it.", id="forum.W001"
        )
        for using in databases or ()
        if "forum_trailhead" in connections[using].introspection.table_names()
        for problem in guards_state(using).problems
    ]
