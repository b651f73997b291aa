"""Identities as text: to make UUIDs of a hundred thousand takes longer than to read them."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Func

_PARTS = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))


class Key(Func):
    """The identity of a record as `str` writes it, made by the database."""

    output_field = CharField()
    template = "CAST(%(expressions)s AS text)"

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        """SQLite keeps it without its hyphens."""
        parts = (f"substr(%(expressions)s, {start}, {many})" for start, many in _PARTS)
        return super().as_sql(compiler, connection, template=" || '-' || ".join(parts), **more)
