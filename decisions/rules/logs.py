"""The decision log of a financial year: made of the meetings whose minutes are published."""

from __future__ import annotations

from decisions.rules.law import GOOD_PRACTICE
from forum.rules.ruling import Ruling


def may_publish_year_log(*, year: str, meetings: int) -> Ruling:
    """A log of the year is published once it holds a meeting that everybody may read about."""
    if meetings:
        return Ruling()
    return Ruling.no(
        "no-published-minutes",
        f"No minutes of a meeting in {year} are published yet. Publish the minutes of one, then "
        "publish the log of the year.",
        who="the clerk",
        source=GOOD_PRACTICE,
    )
