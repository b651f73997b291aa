"""The rows of a backup put into an empty database, on either engine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from decisions.upkeep.backing_up import read_rows
from decisions.upkeep.lines import AT_ONCE, BYTES_AT_ONCE, byte_fields, kept_tables
from decisions.upkeep.manifest import BadBackup, Manifest
from forum.files.shelf import Shelved, place


def load_rows(folder: Path, manifest: Manifest) -> None:
    """Make the tables, and put every row in as it was; the guards follow with "migrate"."""
    ours = our_migrations()
    if ours != sorted(manifest.migrations):
        raise BadBackup(
            f"The backup was made by release {manifest.version}, whose tables differ. Restore it "
            "with that release, and upgrade afterwards."
        )
    make_tables(ours)
    with transaction.atomic():
        for model in kept_tables():
            rows: Any = model._base_manager.all()
            for some in _some(_rows(folder, model), model):
                # As it was: no default and no moment of today is put in its place.
                rows._insert(some, fields=model._meta.concrete_fields, using="default", raw=True)
        _count_on()


def put_back(folder: Path, model: type[models.Model], field: models.Field) -> None:
    """Into rows that name their bytes elsewhere, the bytes themselves or where they lie now."""
    rows = model._base_manager.exclude(**{field.name: None}).values_list("pk", field.name)
    named = [
        (pk, content.sha256)
        for pk, content in rows.iterator(chunk_size=1)
        if isinstance(content, Shelved)
    ]
    for pk, sha256 in named:
        held = (folder / "files" / place(sha256)).read_bytes()
        models.QuerySet(model).filter(pk=pk).update(**{field.name: held})


def _rows(folder: Path, model: type[models.Model]) -> Iterator[models.Model]:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    for line in read_rows(folder, model):
        said = json.loads(line)
        yield model(**{name: _value(folder, fields[name], said[name]) for name in said})


def _value(folder: Path, field: models.Field, said: Any) -> Any:
    if isinstance(field, models.BinaryField) and isinstance(said, Mapping):
        return (folder / "files" / place(said["sha256"])).read_bytes()
    if isinstance(field, models.ForeignKey):
        return field.target_field.to_python(said)
    return said if isinstance(field, models.JSONField) else field.to_python(said)


def _some(rows: Iterator[models.Model], model: type[models.Model]) -> Iterator[list[models.Model]]:
    """The rows in lists that fit into memory and into one statement."""
    widest = len(model._meta.concrete_fields)
    most = connection.features.max_query_params or 10_000
    size = BYTES_AT_ONCE if byte_fields(model) else min(AT_ONCE, most // widest)
    while some := list(islice(rows, size)):
        yield some


def our_migrations() -> list[str]:
    """Every migration of this release, as "app.name"."""
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


def make_tables(migrations: Iterable[str]) -> None:
    """As the models of this release say; to replay every migration would take a minute."""
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed:
                editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for migration in migrations:
        recorder.record_applied(*migration.split(".", 1))


def _count_on() -> None:
    """Where numbers are given by the database, it goes on after the last one."""
    statements = connection.ops.sequence_reset_sql(no_style(), kept_tables())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
