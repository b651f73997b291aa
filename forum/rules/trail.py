"""How an entry of the audit trail is written down and linked, so that anybody can check it again.

An entry's body is canonical JSON: sorted keys, no spaces, no floating point, dates as YYYY-MM-DD,
times as YYYY-MM-DDTHH:MM:SS.ffffffZ, money in pounds as text. Its hash is SHA-256 over the name of
the format, a line feed and the body in UTF-8. `prev` inside the body is the hash of the entry
before.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

FORMAT = "tabled-trail/v1"


def canonical(body: dict[str, object]) -> str:
    """The one way to write the body; TypeError for what has no single written form."""
    return json.dumps(
        _plain(body), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def entry_hash(body: str) -> str:
    """SHA-256 of the body as stored, in hexadecimal."""
    return hashlib.sha256(f"{FORMAT}\n{body}".encode()).hexdigest()


def as_written(text: str) -> str:
    """Text as the trail keeps it: composed letters, and nothing that UTF-8 cannot hold."""
    return unicodedata.normalize("NFC", text).replace("\0", "").encode("utf-8", "replace").decode()


def timestamp(moment: datetime) -> str:
    """A moment in UTC, always with six digits of a second and a Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    for kind, written in _WRITTEN:
        if isinstance(value, kind):
            return written(value)
    raise TypeError(f"{type(value).__name__} has no place on the trail")


# A datetime is a date too, so it comes first.
_WRITTEN: tuple[tuple[type, Callable], ...] = (
    (str, as_written),
    (Decimal, lambda amount: format(amount, "f")),
    (datetime, timestamp),
    (date, date.isoformat),
    (UUID, str),
)
