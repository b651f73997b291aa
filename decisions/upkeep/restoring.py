"""A restore: into an empty place, from a backup that is whole, checked entry by entry afterwards.

It never writes over a database that holds something: the old one stays until somebody is sure.
Whoever has a checkpoint that is newer than the backup must say why entries are missing; that is
written on the trail, so that nobody can take a loss for a cutting away.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from decisions.audit import checks_of
from decisions.search import rebuild
from decisions.upkeep import dumps
from decisions.upkeep.backing_up import CHECKPOINTS, COPY, POSTGRESQL, ROWS, SQLITE
from decisions.upkeep.lines import byte_fields, kept_tables, row_digests
from decisions.upkeep.loading import load_rows, put_back
from decisions.upkeep.manifest import BadBackup, Manifest, applied_migrations, read_manifest
from decisions.workflow.erasing import erase_again
from forum import audit
from forum.audit.checks import guards_check
from forum.choices import ForumEvent
from forum.guards import install, lift
from forum.models import Forum
from forum.rules.checkpoints import Checkpoint, read_checkpoints


@dataclass
class Restored:
    """What a restore found, said line by line."""

    manifest: Manifest
    is_identical: bool | None
    """Whether every row is as it was; None: the release is newer, its tables differ."""
    problems: list[str] = field(default_factory=list)
    erased: int = 0


def restore(
    folder: Path,
    *,
    known: Iterable[Checkpoint] = (),
    recover: str = "",
    erased: Iterable[str] = (),
) -> Restored:
    """Put a backup into the empty database that the settings name, and check all of it."""
    manifest = read_manifest(folder)
    known = list(known)
    missing = list(_missing(manifest, known))
    if missing and not recover:
        raise BadBackup(
            f"{' '.join(missing)} Restore a newer backup; if there is none, say why with "
            "--recover: that stands on the trail then."
        )
    _insist_empty()
    _load(folder, manifest)
    restored = Restored(manifest, is_identical=_digests(manifest))
    if restored.is_identical is False:
        restored.problems.append("Rows are not as the backup says they were.")
    _bring_up_to_date(folder, manifest)
    restored.problems += _verified([*_own(folder), *_reached(manifest, known)])
    if missing and not restored.problems:
        _tell(manifest, missing, recover)
    restored.erased = erase_again({*manifest.erased, *erased})
    return restored


def _missing(manifest: Manifest, known: Iterable[Checkpoint]) -> Iterator[str]:
    """Where somebody knows of entries that are not in the backup."""
    for checkpoint in known:
        head = manifest.heads.get(checkpoint.forum)
        if head is None:
            yield f"The backup knows no forum {checkpoint.forum}."
        elif head["seq"] < checkpoint.seq:
            yield (
                f"The backup ends with entry {head['seq']}; your checkpoint is of entry "
                f"{checkpoint.seq}: {checkpoint.seq - head['seq']} entries would be lost."
            )


def _reached(manifest: Manifest, known: Iterable[Checkpoint]) -> list[Checkpoint]:
    """Those that the backup reaches: it must agree with them."""
    ends = {forum: head["seq"] for forum, head in manifest.heads.items()}
    return [each for each in known if each.seq <= ends.get(each.forum, 0)]


def _insist_empty() -> None:
    if connection.introspection.table_names():
        raise BadBackup(
            "There is a database already, and a restore never writes over one. Name an empty one: "
            "another file in TABLED_SQLITE, or a new database in DATABASE_URL."
        )


def _load(folder: Path, manifest: Manifest) -> None:
    wanted = {SQLITE: "sqlite", POSTGRESQL: "postgresql", ROWS: connection.vendor}
    if wanted[manifest.form] != connection.vendor:
        raise BadBackup(
            f"The backup was written for {manifest.form}. To move to another engine, make one "
            "with “manage.py backup --portable”."
        )
    if manifest.form == SQLITE:
        _load_copy(folder)
    elif manifest.form == POSTGRESQL:
        dumps.restore_dump(folder)
    else:
        load_rows(folder, manifest)


def _load_copy(folder: Path) -> None:
    place = Path(connection.settings_dict["NAME"])
    connection.close()
    for ending in ("-wal", "-shm"):
        place.with_name(place.name + ending).unlink(missing_ok=True)
    draft = place.with_name(place.name + ".restoring")
    shutil.copyfile(folder / COPY, draft)
    draft.chmod(0o600)
    draft.replace(place)


def _digests(manifest: Manifest) -> bool | None:
    """Whether every table comes to what it came to."""
    if manifest.form == POSTGRESQL:
        return dumps.table_digests() == manifest.tables
    if applied_migrations() != manifest.migrations or manifest.tables.keys() != {
        model._meta.db_table for model in kept_tables()
    }:
        return None
    return row_digests() == manifest.tables


def _bring_up_to_date(folder: Path, manifest: Manifest) -> None:
    """Files where this installation keeps them, tables of this release, nobody signed in."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        lift(connection)
        for model in kept_tables():
            for each in byte_fields(model):
                put_back(folder, model, each)
        install(connection)
    if manifest.form == ROWS:
        for forum in Forum.objects.all():
            rebuild(forum)
    Session.objects.all().delete()


def _own(folder: Path) -> list[Checkpoint]:
    text = (folder / CHECKPOINTS).read_text("utf-8")
    return read_checkpoints(text) if text.strip() else []


def _verified(checkpoints: list[Checkpoint]) -> Iterator[str]:
    """What verify_trail finds wrong, in every forum."""
    for problem in guards_check().problems:
        yield f"1 guards: {problem}"
    for forum in Forum.objects.all():
        for check in checks_of(forum, checkpoints):
            for problem in check.problems:
                yield f"{forum.slug}: {check.number} {check.name}: {problem}"


def _tell(manifest: Manifest, missing: Iterable[str], why: str) -> None:
    """Each forum that lost entries says so, as the first entry after the gap."""
    made = datetime.fromisoformat(manifest.made)
    for forum in Forum.objects.filter(pk__in=manifest.heads):
        with transaction.atomic():
            head = audit.trail_head(forum)
            audit.record(
                ForumEvent.RECOVERED,
                f"Restored from the backup of {made:%-d %B %Y, %H:%M} UTC, which ends with entry "
                f"{head.seq}. {' '.join(missing)} {why}",
                forum=forum,
                by=None,
                on=timezone.localdate(),
                backup_made=made,
                backup_ends_with=head.seq,
                why=why,
            )
