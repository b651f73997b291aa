"""Decisions outside a meeting, as the meeting that reports them minutes them."""

from __future__ import annotations

from dataclasses import dataclass

from decisions.models.outcomes.outcome import Outcome
from decisions.models.threads.log import log_rows
from decisions.models.threads.log_row import LogRow
from forum.choices import ReturningKind
from forum.models import Meeting, ReturningBusiness


@dataclass(frozen=True)
class OutsideReported:
    """What was asked of all members outside a meeting, why, and what came of it."""

    meeting: Meeting
    rows: tuple[LogRow, ...]

    @property
    def because(self) -> str:
        return self.meeting.called_because.strip().rstrip(".")


def outside_reported(meeting: Meeting) -> tuple[OutsideReported, ...]:
    """The decisions outside a meeting that this meeting has on its agenda to be reported."""
    reported = ReturningBusiness.objects.filter(
        kind=ReturningKind.OUTSIDE_DECISION, due_meeting=meeting
    ).select_related("arose_at__forum")
    asked = [each.arose_at for each in reported if each.arose_at]
    if not asked:
        return ()
    rows = log_rows(Outcome.objects.filter(question__placement__meeting__in=asked))
    return tuple(
        OutsideReported(each, tuple(row for row in rows if row.meeting.pk == each.pk))
        for each in asked
    )
