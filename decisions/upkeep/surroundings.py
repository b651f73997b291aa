"""What the application stands on: backups, disks, clocks, the mail server, the store of files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.db import connection
from django.utils import timezone

from decisions.upkeep.keeping import newest_at
from decisions.upkeep.looked import WATCH, WELL, WRONG, Looked
from forum.files.shelf import fetched, shelve
from forum.models import AuditEntry

BACKUP_EVERY = timedelta(hours=26)
FREE = 10
"""Percent of a disk that stay free."""
APART = timedelta(seconds=10)
"""So far the clocks of two machines may differ."""
PROBE = b"This file shows that the store can be written to and read."


def backup_line(at: datetime) -> Iterator[Looked]:
    """The newest backup that this machine knows of."""
    folder = Path(settings.BACKUPS)
    made = newest_at(folder) if folder.is_dir() else None
    if made is None:
        yield WRONG, f"there is none in {folder}: run “manage.py backup”"
    elif at - made > BACKUP_EVERY:
        yield WRONG, f"the newest is of {made:%-d %B %Y %H:%M} UTC"
    else:
        yield WELL, f"the newest is of {made:%-d %B %Y %H:%M} UTC"


def disk_lines() -> Iterator[Looked]:
    """Room where the application and its backups write."""
    places = {Path(settings.VAR_DIR), Path(settings.BACKUPS)}
    if connection.vendor == "sqlite":
        places.add(Path(connection.settings_dict["NAME"]).parent)
    for place in sorted(_that_exists(each) for each in places):
        usage = shutil.disk_usage(place)
        free = usage.free * 100 // usage.total
        yield (WELL if free >= FREE else WRONG), f"{free} % free at {place}"


def clock_line(at: datetime) -> Iterator[Looked]:
    """The database's clock beside ours, and no entry of the trail from the future."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - timezone.now())
        if apart > APART:
            yield WRONG, f"the database's differs by {apart.total_seconds():.0f} seconds"
            return
    ahead = AuditEntry.objects.filter(recorded_at__gt=at + APART).count()
    if ahead:
        yield WRONG, f"{ahead} entries of the trail are of later than now: it was set back"
    else:
        yield WELL, "agrees with the record"


def mail_line() -> Iterator[Looked]:
    """The mail server lets us in; nothing is sent."""
    opened = mail.get_connection()
    if not hasattr(opened, "host"):
        yield WATCH, "letters leave by no mail server: they are written to files or kept"
        return
    opened.open()
    opened.close()
    yield WELL, f"{opened.host} lets us in"


def files_line() -> Iterator[Looked]:
    """The store of files takes and gives back."""
    if not settings.FILES_APART:
        yield WELL, "in the database"
        return
    if fetched(shelve(PROBE).sha256) == PROBE:
        yield WELL, "the store takes and gives back"


def _that_exists(place: Path) -> Path:
    while not place.exists():
        place = place.parent
    return place
