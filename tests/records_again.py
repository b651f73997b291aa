"""A record written, forgotten, and taken in again: in one database, which is empty in between."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.db import transaction

from decisions.records.writing import canonical, record_file
from forum.models import Forum


def written(forum: Forum) -> bytes:
    """The whole file of a forum."""
    return b"".join(record_file(forum))


def told_and_forgotten(story: Callable[[], object]) -> bytes:
    """The file of the forum that a story is about, which is then as if it had never been."""
    with transaction.atomic():
        story()
        content = written(Forum.objects.get())
        transaction.set_rollback(True)
    return content


def changed(content: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The file with something in it changed, as somebody would change it by hand."""
    found = json.loads(content)
    change(found)
    return canonical(found).encode()
