"""How an entry of the audit trail is written down and linked, so that anybody can check it again.

An entry's body is canonical JSON: sorted keys, no spaces, no floating point, dates as YYYY-MM-DD,
times as YYYY-MM-DDTHH:MM:SS.ffffffZ, money as whole pence. Its hash is SHA-256 over the format's
name, a line feed and the body in UTF-8. `prev` inside the body is the hash of the entry before.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
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


def timestamp(moment: datetime) -> str:
    """A moment in UTC, always with six digits of a second and a Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return timestamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no place on the trail")


def _text(value: str) -> str:
    return (
        unicodedata.normalize("NFC", value).replace("\0", "").encode("utf-8", "replace").decode()
    )
