"""Every row as one line of JSON, the same from either engine, and what a table comes to.

A table's digest is the sum of its lines' SHA-256: the order of the rows does not matter to it, one
changed byte does. Bytes of files stand in it by their own SHA-256, wherever they lie.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from forum.files.shelf import Shelved

Table = type[models.Model]
NOT_KEPT = ("django_session", "forum_searchtext", "forum_ratecount")
"""Made anew after a restore, or better not brought back: everybody signs in again."""
AT_ONCE = 500
BYTES_AT_ONCE = 4
"""Of rows that hold files, which may be large."""


def kept_tables() -> list[Table]:
    """Every table that a backup keeps row by row, as the models of this release tell."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table not in NOT_KEPT
    ]


def lines_of(model: Table, *, using: str = "default") -> Iterator[str]:
    """Each row of the table as a line."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.using(using).order_by("pk").values_list(*names)
    at_once = BYTES_AT_ONCE if byte_fields(model) else AT_ONCE
    for row in rows.iterator(chunk_size=at_once):
        said = {name: _said(value) for name, value in zip(names, row, strict=True)}
        yield json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def byte_fields(model: Table) -> list[models.BinaryField]:
    """The fields of a table that hold files."""
    return [
        field for field in model._meta.concrete_fields if isinstance(field, models.BinaryField)
    ]


class Sum:
    """How many lines were added, and what their hashes add up to."""

    def __init__(self) -> None:
        self.rows, self.total = 0, 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self.total += int.from_bytes(hashlib.sha256(line).digest())

    @property
    def said(self) -> dict[str, Any]:
        return {"rows": self.rows, "digest": f"{self.total % 2**256:064x}"}


def digest(lines: Iterable[str | bytes]) -> dict[str, Any]:
    """What these lines come to."""
    found = Sum()
    for line in lines:
        found.add(line.encode() if isinstance(line, str) else line)
    return found.said


def row_digests(*, using: str = "default") -> dict[str, dict[str, Any]]:
    """What every table comes to, by its name in the database."""
    return {model._meta.db_table: digest(lines_of(model, using=using)) for model in kept_tables()}


def sha256_of_bytes(content: Any) -> str:
    """The name of the bytes of a file, which need not be fetched for it."""
    if isinstance(content, Shelved):
        return content.sha256
    return hashlib.sha256(bytes(content)).hexdigest()


def _said(value: Any) -> Any:
    """A value as JSON has it."""
    if value is None or isinstance(value, str | bool | int | dict | list):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value) if isinstance(value, UUID) else {"sha256": sha256_of_bytes(value)}
