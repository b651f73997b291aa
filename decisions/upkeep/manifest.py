"""What a backup says of itself: when, of what release, what is in it, and what it comes to."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

FORMAT = "tabled-backup/v1"
NAME = "manifest.json"
COMPLETE = "tabled-"
"""How the folder of a finished backup begins; an unfinished one begins otherwise."""
PIECE = 1024 * 1024


class BadBackup(Exception):
    """This is no backup that may be restored; the message says why."""


@dataclass
class Manifest:
    """The table of contents of a backup; it is written last."""

    made: str
    form: str
    """sqlite, postgresql or rows: what the database was written as."""
    version: str
    migrations: list[str]
    tables: dict[str, dict[str, Any]]
    """For each table the number of its rows and what they come to."""
    heads: dict[str, dict[str, Any]]
    """For each forum, by its identity, the number and the hash of its last entry."""
    wrong: list[str] = field(default_factory=list)
    """What was found wrong on the trails; such a backup is kept as evidence."""
    erased: list[str] = field(default_factory=list)
    """Whose details were erased by then."""
    files: dict[str, str] = field(default_factory=dict)
    """Every file of the backup with its SHA-256."""
    format: str = FORMAT

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.made)

    @property
    def rows(self) -> int:
        return sum(table["rows"] for table in self.tables.values())

    def write(self, folder: Path) -> None:
        """List the files, and write this beside them, through to the disk."""
        self.files = dict(_sums(folder))
        path = folder / NAME
        path.write_text(json.dumps(asdict(self), indent=1, sort_keys=True), "utf-8")
        for each in (path, *(folder / name for name in self.files), *_folders(folder)):
            to_disk(each)


def read_manifest(folder: Path) -> Manifest:
    """The contents of a backup, once every file in it is the one that was written."""
    try:
        manifest = Manifest(**json.loads((folder / NAME).read_text("utf-8")))
    except FileNotFoundError:
        raise BadBackup(f"{folder} is no backup: it has no {NAME}.") from None
    except (TypeError, ValueError) as error:
        raise BadBackup(f"{folder / NAME} cannot be read: {error}") from None
    if manifest.format != FORMAT:
        raise BadBackup(f"The backup is written as {manifest.format}; {FORMAT} is understood.")
    if problems := list(_differences(manifest.files, dict(_sums(folder)))):
        raise BadBackup("The backup is damaged: " + "; ".join(problems[:5]) + ".")
    return manifest


def newest(folder: Path) -> Path:
    """The backup itself, or the newest finished one in a folder of backups."""
    if (folder / NAME).exists():
        return folder
    found = sorted(path for path in folder.glob(f"{COMPLETE}*") if (path / NAME).exists())
    if not found:
        raise BadBackup(f"There is no finished backup in {folder}.")
    return found[-1]


def applied_migrations(*, using: str = "default") -> list[str]:
    """Every migration of the database, as "app.name"."""
    done = MigrationRecorder(connections[using]).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in done)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            found.update(piece)
    return found.hexdigest()


def to_disk(path: Path) -> None:
    """Wait until the file or the folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sums(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != NAME:
            yield path.relative_to(folder).as_posix(), sha256_of(path)


def _folders(folder: Path) -> list[Path]:
    return [*(path for path in folder.rglob("*") if path.is_dir()), folder]


def _differences(wanted: dict[str, str], found: dict[str, str]) -> Iterator[str]:
    for name in sorted(wanted.keys() | found.keys()):
        if name not in found:
            yield f"{name} is missing"
        elif name not in wanted:
            yield f"{name} does not belong to it"
        elif wanted[name] != found[name]:
            yield f"{name} is not as it was written"
