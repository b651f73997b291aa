"""How long a forum keeps what is personal and no part of its record.

The law names no number: personal data is kept no longer than it is needed (UK GDPR Article
5(1)(e)), so each forum settles it, within bounds. What was published, voted or minuted is kept
for good (Article 17(3)(b) and (d)) and is none of these kinds.
"""

from __future__ import annotations

from datetime import date, timedelta

from forum.choices import Kept
from forum.rules.ruling import Ruling

LAW = "UK GDPR Article 5(1)(e): storage limitation"
USUAL = {
    Kept.LETTERS: 12,
    Kept.REPLIES: 24,
    Kept.DRAFTS: 6,
    Kept.READING: 24,
    Kept.CONTACTS: 24,
}
"""Months; a forum may settle others."""
MOST = 120
"""Ten years: what is needed longer belongs into the record."""
SIGNED_IN = timedelta(hours=12)
"""The longest that anybody stays signed in; where and with what is kept no longer than that."""


def may_keep(months: int) -> Ruling:
    """Whether a kind may be kept for so many months."""
    if 1 <= months <= MOST:
        return Ruling()
    return Ruling.no(
        "months-out-of-range",
        f"Keep it for 1 to {MOST} months.",
        who="The administrator",
        source=LAW,
    )


def keeps_from(day: date, months: int) -> date:
    """What is older than this day was kept long enough on the day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(years, month + 1, last)
        except ValueError:
            continue
    return date(years, month + 1, min(day.day, 28))
