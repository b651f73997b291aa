"""How often something was done: counted in the database, so that all servers count together."""

from __future__ import annotations

from django.db import connection, models, transaction

AGAIN = """
    UPDATE forum_ratecount
    SET used = CASE WHEN until <= %(now)s THEN 1 ELSE used + 1 END,
        until = CASE WHEN until <= %(now)s THEN %(end)s ELSE until END
    WHERE key = %(key)s RETURNING used, until
"""
FIRST = """
    INSERT INTO forum_ratecount (key, used, until) VALUES (%(key)s, 1, %(end)s)
    ON CONFLICT (key) DO UPDATE SET
        used = CASE WHEN forum_ratecount.until <= %(now)s THEN 1
            ELSE forum_ratecount.used + 1 END,
        until = CASE WHEN forum_ratecount.until <= %(now)s THEN %(end)s
            ELSE forum_ratecount.until END
    RETURNING used, until
"""


class RateCount(models.Model):
    """How often one person, or one network, has done one thing in the window that runs."""

    key = models.CharField(max_length=64, primary_key=True)
    """A keyed hash of who and what, so that no address stands here."""
    used = models.PositiveIntegerField()
    until = models.PositiveBigIntegerField()
    """When the window ends, in milliseconds since 1970."""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.used} until {self.until}"


def count_use(key: str, *, now: int, window: int) -> tuple[int, int]:
    """Count one more; how many that makes in the window that runs, and when it ends.

    Each statement counts by itself, so that of many at once every one is counted. The row is
    looked for first because on SQLite a guard lets no INSERT name a key that is there; and there
    nobody comes between the two, as the transaction holds the one write lock.
    """
    given: dict[str, str | int] = {"key": key, "now": now, "end": now + window}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(AGAIN, given)
        found = cursor.fetchone()
        if found is None:
            cursor.execute(FIRST, given)
            found = cursor.fetchone()
    return found


def forget_past_counts(now: int) -> int:
    """Drop what was counted in windows that are over; how many that were."""
    dropped, _ = RateCount.objects.filter(until__lte=now).delete()
    return dropped
