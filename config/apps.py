"""What the wiring does once, when everything is loaded."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate

WOKEN = ("config.access", "config.checks", "config.events")
"""What is there for what it registers: checks, and what is written into the log."""


class SiteConfig(AppConfig):
    name = "config"
    verbose_name = "Tabled"

    def ready(self):
        for name in WOKEN:
            import_module(name)
        post_migrate.connect(make_cache_table, sender=apps.get_app_config("forum"))


def make_cache_table(*, using=DEFAULT_DB_ALIAS, **more):
    """The table of the cache that all servers share; nothing happens where it is there."""
    call_command("createcachetable", database=using, verbosity=0)
