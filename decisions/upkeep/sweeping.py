"""Files in the store that no row names: what a change that never came about left behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from decisions.upkeep.lines import byte_fields, kept_tables
from forum.files.shelf import Shelved, sweep

YOUNG = timedelta(days=1)
"""A file that was just put there may belong to a change that is not committed yet."""


def sweep_files(*, at: datetime) -> int:
    """Remove them; how many there were."""
    if not settings.FILES_APART:
        return 0
    named = set(_named())
    return sweep(named.__contains__, before=at - YOUNG)


def _named() -> Iterator[str]:
    for model in kept_tables():
        for field in byte_fields(model):
            kept = model._base_manager.exclude(**{field.name: None}).order_by("pk")
            for content in kept.values_list(field.name, flat=True).iterator(chunk_size=10):
                if isinstance(content, Shelved):
                    yield content.sha256
