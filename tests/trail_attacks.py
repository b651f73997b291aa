"""Attacks on the trail at a database prompt: each must be refused, and go through unguarded."""

from uuid import uuid4

from django.db import models

from forum.models import START, AuditEntry, TrailHead
from tests import raw
from tests.factories import a_forum
from tests.raw import change, columns, insert, remove


def following(trail, **changes):
    """What the next entry would hold, but for the changes."""
    last = trail[-1]
    values = {"seq": last.seq + 1, "prev": last.hash, "hash": "f" * 64, "idem_key": "next"}
    return {**columns(last), "id": uuid4(), **values, **changes}


def add(trail, *, verb="INSERT", **changes):
    return insert("forum_auditentry", verb=verb, **following(trail, **changes))


def head_of(trail):
    return TrailHead.objects.get(forum=trail[0].forum_id)


TRAIL = {
    "entry changed": lambda t: change(t[1], body="{}"),
    "sentence changed": lambda t: change(t[2], sentence="Nothing happened."),
    "hash changed": lambda t: change(t[2], hash="e" * 64),
    "trail renumbered": lambda t: raw.run("UPDATE forum_auditentry SET seq = seq + 10"),
    "entry changed by a queryset": lambda t: models.QuerySet(AuditEntry).update(sentence="No."),
    "entries changed in bulk": lambda t: models.QuerySet(AuditEntry).bulk_update(t, ["sentence"]),
    "first entry removed": lambda t: remove(t[0]),
    "last entry removed": lambda t: remove(t[2]),
    "trail removed": lambda t: raw.run("DELETE FROM forum_auditentry"),
    "entry moved to another forum": lambda t: change(t[2], forum_id=a_forum("other")),
    "entry first in another forum": lambda t: add(t, forum_id=a_forum("other")),
    "head set back": lambda t: change(head_of(t), seq=2, hash=t[1].hash),
    "head set on": lambda t: change(head_of(t), seq=4, hash="f" * 64),
    "head of another hash": lambda t: change(head_of(t), hash="f" * 64),
    "head removed": lambda t: remove(head_of(t)),
}


NEXT = {
    "number left out": ({"seq": 5}, "takes the next number"),
    "number of nothing": ({"seq": 0}, "takes the next number"),
    "trail begun again": ({"seq": 5, "prev": START}, "takes the next number"),
    "another entry before": ({"prev": "e" * 64}, "names the hash of the entry before"),
    "nothing before": ({"prev": START}, "names the hash of the entry before"),
}
"""What an entry that does not follow is added with, and what it is told."""

REPLACED = {
    "id": lambda t: {"id": t[0].pk},
    "number": lambda t: {"seq": t[2].seq, "prev": t[1].hash},
    "hash": lambda t: {"hash": t[0].hash},
    "key": lambda t: {"idem_key": t[0].idem_key},
}
"""What SQLite would write over with REPLACE, by each unique key."""


def replica(write):
    """As a superuser who asks that no ordinary trigger fires."""
    raw.run("SET LOCAL session_replication_role = replica")
    return write()


POSTGRESQL = {
    "emptied": lambda t: raw.run("TRUNCATE forum_auditentry"),
    "emptied with what hangs on it": lambda t: raw.run("TRUNCATE forum_auditentry CASCADE"),
    "removed in passing": lambda t: raw.run(
        "WITH gone AS (DELETE FROM forum_auditentry WHERE seq = 3 RETURNING 1) "
        "SELECT count(*) FROM gone"
    ),
    "merged away": lambda t: raw.run(
        "MERGE INTO forum_auditentry e USING (SELECT 3 AS seq) s ON e.seq = s.seq "
        "WHEN MATCHED THEN DELETE"
    ),
    "written on conflict": lambda t: raw.run(
        "INSERT INTO forum_auditentry SELECT * FROM forum_auditentry WHERE seq = 3 "
        "ON CONFLICT (id) DO UPDATE SET sentence = 'No.'"
    ),
    "removed as a replica": lambda t: replica(lambda: remove(t[2])),
    "changed as a replica": lambda t: replica(lambda: change(t[2], sentence="No.")),
}
