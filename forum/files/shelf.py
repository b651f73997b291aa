"""Where the bytes of files lie: in their row, or in a store that all servers share.

Where TABLED_FILES names a store, a row keeps only the name of its bytes, which is their SHA-256.
They are put there before the row is written, so that no row names what is not there; what a row
that never came about left behind is swept later. Nothing lies on an application server.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models

logger = logging.getLogger("tabled.files")
MARK = b"\0tabled-shelf/v1 "
"""How a row begins that names bytes elsewhere; no kind of file that is kept begins with NUL."""


class ShelfAway(Exception):
    """The store does not answer, or has not what a row names."""

    def __init__(self) -> None:
        super().__init__(
            "The files of this site cannot be reached at the moment. Nothing is lost: try again "
            "in a few minutes, and tell the administrator if it stays so."
        )


class Shelved:
    """Bytes that lie in the store; they are fetched when somebody asks for them."""

    def __init__(self, sha256: str):
        self.sha256 = sha256

    def __bytes__(self) -> bytes:
        return fetched(self.sha256)

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shelved) and other.sha256 == self.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)


class ShelvedField(models.BinaryField):
    """Bytes of a file, wherever this installation keeps them; to be read with bytes(...)."""

    def deconstruct(self) -> Any:
        """The database sees bytes either way, so that migrations do too."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs

    def from_db_value(self, value: Any, *where: object) -> Any:
        return value if value is None else as_kept(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(_placed(value), connection, prepared)


def as_kept(value: Any) -> Any:
    """The bytes that stand in a row, or those in the store that it names."""
    if bytes(value[: len(MARK)]) != MARK:
        return value
    return Shelved(bytes(value[len(MARK) :]).decode("ascii"))


def shelve(content: bytes) -> Shelved:
    """Put bytes into the store under their SHA-256; the same bytes again do no harm."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        default_storage.save(place(sha256), ContentFile(content))
    except Exception as error:
        # Whatever the store says, it is not there: nothing may be written that names it.
        raise ShelfAway from error
    return Shelved(sha256)


def fetched(sha256: str) -> bytes:
    """The bytes of that name; never others."""
    try:
        with default_storage.open(place(sha256)) as file:
            content = file.read()
    except Exception as error:
        raise ShelfAway from error
    if hashlib.sha256(content).hexdigest() != sha256:
        logger.error("Stored bytes %s do not match their hash", sha256)
        raise ShelfAway
    return content


def place(sha256: str) -> str:
    """Where bytes lie in the store: in one of 256 folders."""
    return f"{sha256[:2]}/{sha256}"


def _placed(value: Any) -> Any:
    """What stands in the row."""
    if value is None or isinstance(value, Shelved):
        return value if value is None else MARK + value.sha256.encode("ascii")
    content = bytes(value)
    if content.startswith(MARK):
        raise ValueError("A file cannot begin like the name of another.")
    if not settings.FILES_APART:
        return content
    return MARK + shelve(content).sha256.encode("ascii")


def sweep(named: Callable[[str], bool], *, before: datetime) -> int:
    """Remove from the store what no row names and what was put there before; says how many.

    What is named again meanwhile was put there again, and is newer.
    """
    gone = 0
    for folder in default_storage.listdir("")[0]:
        for name in default_storage.listdir(folder)[1]:
            where = f"{folder}/{name}"
            if not named(name) and default_storage.get_modified_time(where) < before:
                default_storage.delete(where)
                gone += 1
    return gone
