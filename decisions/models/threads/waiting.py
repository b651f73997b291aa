"""From when until when a decision that was agreed in principle waited for its source."""

from __future__ import annotations

from datetime import date

from decisions.models.threads.log_row import LogRow

Wait = tuple[date, date | None]


def waits_of(row: LogRow) -> tuple[Wait, ...]:
    """Each wait: the first from its day on, another from the day that what settled it is reversed.

    A wait that goes on has no end. The last one also ends where the decision is taken back.
    """
    found: list[Wait] = []
    begin = row.outcome.decided_on
    for link in row.settling:
        found.append((begin, link.decided_on))
        if link.reversed_on is None:
            return tuple(found)
        begin = link.reversed_on
    return (*found, (begin, row.taken_back.decided_on if row.taken_back else None))
