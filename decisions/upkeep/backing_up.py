"""A backup: database, files and checkpoints as they stood at one moment, checked before it counts.

It is written into a folder with another name, read again, and gets its own name only when what was
read is what the database held. It may be made while people work.
"""

from __future__ import annotations

import gzip
import logging
import shutil
import sqlite3
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections, models

from decisions.upkeep import dumps
from decisions.upkeep.lines import (
    byte_fields,
    digest,
    kept_tables,
    lines_of,
    row_digests,
    sha256_of_bytes,
)
from decisions.upkeep.manifest import (
    COMPLETE,
    BadBackup,
    Manifest,
    applied_migrations,
    to_disk,
)
from forum.audit.taking import as_taken
from forum.audit.verifier import verify
from forum.files.shelf import Shelved, place
from forum.locks import one_view
from forum.models import AuditEntry, Erasure, TrailHead
from forum.rules.trail import FORMAT as TRAIL
from forum.rules.trail import timestamp

logger = logging.getLogger("tabled.upkeep")
SQLITE, POSTGRESQL, ROWS = "sqlite", "postgresql", "rows"
COPY = "database.sqlite3"
CHECKPOINTS = "checkpoints.txt"
ALIAS = "backup"
"""Under this name the copy of a SQLite database is read."""


def back_up(into: Path, *, at: datetime, portable: bool = False) -> tuple[Path, Manifest]:
    """Write one backup into the folder of backups, and say where it is and what is in it."""
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{COMPLETE}{at:%Y%m%d-%H%M%S-%f}"
    folder = into / f"unfinished-{name}"
    folder.mkdir(mode=0o700)
    try:
        manifest = _written(folder, form_for(portable=portable), at)
        manifest.write(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finished = folder.rename(into / name)
    to_disk(into)
    said = {"event": "backup", "outcome": "ok", "count": manifest.rows}
    logger.info("Backup of %d rows made as %s", manifest.rows, manifest.form, extra=said)
    return finished, manifest


def form_for(*, portable: bool) -> str:
    """How the database is written: as its own engine does best, or as rows for either engine."""
    if portable:
        return ROWS
    if connection.vendor == "sqlite":
        return SQLITE
    return ROWS if dumps.cannot_dump() else POSTGRESQL


def _written(folder: Path, form: str, at: datetime) -> Manifest:
    writers = {SQLITE: _write_sqlite, POSTGRESQL: _write_dump, ROWS: _write_rows}
    return writers[form](folder, at)


def _write_sqlite(folder: Path, at: datetime) -> Manifest:
    """SQLite's own backup, which waits for nobody; everything else is read from the copy."""
    path = folder / COPY
    connection.ensure_connection()
    copy = sqlite3.connect(path)
    try:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        (state,) = copy.execute("PRAGMA integrity_check").fetchone()
    finally:
        copy.close()
    if state != "ok":
        raise BadBackup(f"The copy of the database is not whole: {state}")
    with read_as(path) as using:
        manifest = _manifest(SQLITE, at, row_digests(using=using), using=using)
        _write_files(folder, using=using)
    _write_checkpoints(folder, manifest)
    return manifest


def _write_dump(folder: Path, at: datetime) -> Manifest:
    with one_view():
        dumps.dump(folder, snapshot=dumps.export_snapshot())
        manifest = _manifest(POSTGRESQL, at, dumps.table_digests())
        _write_files(folder)
    if dumps.dump_digests(folder) != manifest.tables:
        raise BadBackup("The dump does not hold what the database held. Do not rely on it.")
    _write_checkpoints(folder, manifest)
    return manifest


def _write_rows(folder: Path, at: datetime) -> Manifest:
    """A file of lines for each table, read again before it counts."""
    (folder / "rows").mkdir()
    with one_view():
        manifest = _manifest(ROWS, at, row_digests())
        for model in kept_tables():
            if not manifest.tables[model._meta.db_table]["rows"]:
                continue
            with gzip.open(rows_file(folder, model), "wt", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in lines_of(model))
        _write_files(folder, also_held=True)
    for model in kept_tables():
        table = model._meta.db_table
        if digest(read_rows(folder, model)) != manifest.tables[table]:
            raise BadBackup(f"{table} was not written as it stands. Do not rely on this backup.")
    _write_checkpoints(folder, manifest)
    return manifest


def rows_file(folder: Path, model: type[models.Model]) -> Path:
    """Where the rows of a table are written."""
    return folder / "rows" / f"{model._meta.db_table}.jsonl.gz"


def read_rows(folder: Path, model: type[models.Model]) -> Iterator[str]:
    """The lines of a table as they were written; an empty one has no file."""
    if not rows_file(folder, model).exists():
        return
    with gzip.open(rows_file(folder, model), "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.removesuffix("\n")


class read_as:  # noqa: N801 (it is used as a word: with read_as(path) as using)
    """Another SQLite file as a database of Django, for reading only."""

    def __init__(self, path: Path):
        ours = connections.databases["default"]
        options = ours["OPTIONS"] | {"init_command": "PRAGMA query_only=ON;"}
        self.database = ours | {"NAME": path, "OPTIONS": options}

    def __enter__(self) -> str:
        connections.databases[ALIAS] = self.database
        return ALIAS

    def __exit__(self, *how: object) -> None:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]


def _manifest(form: str, at: datetime, tables: dict, *, using: str = "default") -> Manifest:
    heads = TrailHead.objects.using(using).order_by("pk")
    erased = Erasure.objects.using(using).order_by("person").values_list("person", flat=True)
    return Manifest(
        made=at.isoformat(),
        form=form,
        version=version(),
        migrations=applied_migrations(using=using),
        tables=tables,
        heads={str(head.pk): {"seq": head.seq, "hash": head.hash} for head in heads},
        wrong=[problem for head in heads for problem in _trail_problems(head, using)],
        erased=[str(person) for person in erased],
    )


def _trail_problems(head: TrailHead, using: str) -> Iterator[str]:
    """What the verifier that auditors use finds wrong on a trail."""
    entries = AuditEntry.objects.using(using).filter(forum=head.pk).order_by("seq")
    checks = verify(
        {
            "forum": str(head.pk),
            "head": {"seq": head.seq, "hash": head.hash},
            "entries": map(as_taken, entries.iterator(chunk_size=2000)),
        }
    )
    for number, problems in checks.problems.items():
        for problem in problems[:5]:
            yield f"trail of {head.pk}, check {number}: {problem}"


def version() -> str:
    """The release that is running."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))
    return project["project"]["version"]


def _write_files(folder: Path, *, using: str = "default", also_held: bool = False) -> None:
    """The files that rows name and do not hold; for another engine, those that they hold too."""
    for content in _contents(using):
        if also_held or isinstance(content, Shelved):
            path = folder / "files" / place(sha256_of_bytes(content))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bytes(content))


def _contents(using: str) -> Iterator[Any]:
    for model in kept_tables():
        for field in byte_fields(model):
            rows = model._base_manager.using(using).exclude(**{field.name: None}).order_by("pk")
            yield from rows.values_list(field.name, flat=True).iterator(chunk_size=1)


def _write_checkpoints(folder: Path, manifest: Manifest) -> None:
    """As an auditor keeps them, so that verify_trail --against reads the file."""
    blocks = (
        f"{TRAIL}\n{forum}\n{head['seq']}\n{head['hash']}\n{timestamp(manifest.made_at)}\n"
        for forum, head in manifest.heads.items()
    )
    (folder / CHECKPOINTS).write_text("\n".join(blocks), "utf-8")
