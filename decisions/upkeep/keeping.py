"""The folder of backups: which is the newest, and which are no longer needed."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from decisions.upkeep.manifest import COMPLETE, NAME

LEAST = 3
"""So many of the newest stay, however old they are."""


def newest_at(folder: Path) -> datetime | None:
    """When the newest finished backup was made; None without any."""
    made = [when for path in finished(folder) if (when := _made(path))]
    return max(made, default=None)


def forget_old(folder: Path, *, days: int, at: datetime) -> int:
    """Remove backups that are older than that, but never the newest three; says how many."""
    old = [
        path
        for path in finished(folder)[:-LEAST]
        if (when := _made(path)) and at - when > timedelta(days=days)
    ]
    for path in old:
        shutil.rmtree(path)
    return len(old)


def finished(folder: Path) -> list[Path]:
    """Every finished backup, the oldest first."""
    return sorted(path for path in folder.glob(f"{COMPLETE}*") if (path / NAME).exists())


def _made(path: Path) -> datetime | None:
    try:
        return datetime.fromisoformat(json.loads((path / NAME).read_text("utf-8"))["made"])
    except (KeyError, TypeError, ValueError):
        return None
