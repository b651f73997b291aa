"""The one door to the audit trail: write an entry, or check the chain."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from forum.locks import lock_row
from forum.models import AuditEntry, Forum, Person, TrailHead
from forum.rules.trail import FORMAT, as_written, canonical, entry_hash, timestamp


def record(  # noqa: PLR0913 (one entry is one sentence with all that belongs to it)
    event: str,
    sentence: str,
    *,
    forum: Forum,
    by: Person | None,
    on: date,
    about: Any = None,
    matter: Any = None,
    idem_key: str = "",
    **facts: Any,
) -> AuditEntry:
    """Add one entry in the caller's transaction, worded as it should read in ten years.

    The sentence names seats, posts and papers, never persons; `on` is the day the thing happened,
    which may be long before it is recorded. Money in facts is Decimal pounds.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An entry is written in the transaction of its change.")
    head = trail_head(forum)
    lock_row(head)
    key = idem_key or uuid.uuid4().hex
    seq = head.seq + 1
    moment = _not_before_last(forum, head.seq)
    actor = getattr(by, "pk", None)
    about_id, matter_id = getattr(about, "pk", about), getattr(matter, "pk", matter)
    body = canonical(
        {
            "format": FORMAT,
            "forum": forum.pk,
            "seq": seq,
            "prev": head.hash,
            "recorded_at": moment,
            "happened_on": on,
            "event": str(event),
            "sentence": sentence,
            "actor": actor,
            "about": about_id,
            "matter": matter_id,
            "idem_key": key,
            "facts": facts,
        }
    )
    entry = AuditEntry(
        forum=forum,
        seq=seq,
        prev=head.hash,
        body=body,
        hash=entry_hash(body),
        idem_key=key,
        event=str(event),
        sentence=as_written(sentence),
        recorded_at=moment,
        happened_on=on,
        actor=actor,
        about=about_id,
        matter=matter_id,
    )
    entry.save(force_insert=True)
    TrailHead.objects.filter(pk=head.pk).update(seq=entry.seq, hash=entry.hash)
    return entry


def trail_head(forum: Forum) -> TrailHead:
    """The tip of the forum's trail."""
    head, _ = TrailHead.objects.get_or_create(forum=forum)
    return head


def checkpoint(forum: Forum) -> str:
    """The state of a trail on five lines, to be kept outside the system."""
    head = trail_head(forum)
    return "\n".join(
        [FORMAT, str(forum.pk), str(head.seq), head.hash, timestamp(datetime.now(UTC))]
    )


def head_line(forum: Forum) -> str:
    """What a published document prints at its foot: the last entry before it is published."""
    head = trail_head(forum)
    return f"Audit trail {head.seq} · {head.hash[:16]}…{head.hash[-8:]}"


def _not_before_last(forum: Forum, seq: int) -> datetime:
    """The server's time, which never goes back along the chain."""
    now = datetime.now(UTC)
    last = (
        AuditEntry.objects.filter(forum=forum, seq=seq)
        .values_list("recorded_at", flat=True)
        .first()
    )
    return max(now, last) if last else now
