"""A trail to take away: entry by entry, as the verifier that needs no Tabled reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from forum.audit import trail_head
from forum.models import AuditEntry, Forum
from forum.rules.trail import FORMAT, timestamp

_AT_ONCE = 2000


def trail_lines(forum: Forum) -> Iterator[str]:
    """JSON, one object a line: whose trail it is and its head, then every entry."""
    head = trail_head(forum)
    yield _line(
        {
            "format": FORMAT,
            "forum": str(forum.pk),
            "head": {"seq": head.seq, "hash": head.hash},
        }
    )
    entries = AuditEntry.objects.filter(forum=forum, seq__lte=head.seq).order_by("seq")
    for entry in entries.iterator(chunk_size=_AT_ONCE):
        yield _line(as_taken(entry))


def as_taken(entry: AuditEntry) -> dict[str, object]:
    """The entry with the bytes that were hashed, and what repeats them."""
    return {
        "seq": entry.seq,
        "prev": entry.prev,
        "hash": entry.hash,
        "body": entry.body,
        "idem_key": entry.idem_key,
        "event": entry.event,
        "sentence": entry.sentence,
        "recorded_at": timestamp(entry.recorded_at),
        "happened_on": entry.happened_on.isoformat(),
        "actor": _id(entry.actor),
        "about": _id(entry.about),
        "matter": _id(entry.matter),
    }


def _id(value: object) -> str | None:
    return str(value) if value else None


def _line(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n"
