"""On PostgreSQL: what lets another role run the application without owning its tables.

Run it as the owner, after each "migrate". The role must exist ("CREATE ROLE tabled_app LOGIN
PASSWORD …"); then DATABASE_URL of the web servers and workers names it, and that of "migrate",
"restore" and this command names the owner. Without --apply the statements are only printed.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from decisions.upkeep.role import grants


class Command(BaseCommand):
    """manage.py database_role ROLE [--apply]."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", metavar="ROLE")
        parser.add_argument("--apply", action="store_true", help="say it to the database")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("SQLite has no roles: keep its file readable to nobody else.")
        statements = list(grants(role))
        if not options["apply"]:
            for statement in statements:
                self.stdout.write(statement)
            return
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        self.stdout.write(f"{role} may add to the record and not rewrite it.")
