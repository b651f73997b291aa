"""How a forum keeps to its duties, as rows for a spreadsheet: a line for each meeting."""

from __future__ import annotations

from collections.abc import Iterable

from decisions.models.looking.compliance import MeetingKept
from forum.rules.notice import Due
from forum.sheets import csv_text

HEADINGS = (
    "financial year",
    "meeting",
    "date",
    "stage",
    "notice asked for, working days",
    "last day to publish",
    "agenda published",
    "notice given, working days",
    "agenda",
    "papers",
    "papers late",
    "worst, working days late",
    "draft minutes due",
    "draft minutes published",
    "draft minutes",
)


def compliance_csv(meetings: Iterable[MeetingKept]) -> bytes:
    """Every published meeting with the days on which its agenda, papers and minutes came out."""
    return csv_text([HEADINGS, *(_row(each) for each in meetings)]).encode()


def _row(each: MeetingKept) -> tuple[object, ...]:
    meeting, facts, kept = each.meeting, each.facts, each.kept
    told = (
        each.year,
        meeting.get_kind_display(),
        meeting.held_on,
        meeting.stage.label,
    )
    if not each.has_clock:
        return (*told, *[None] * (len(HEADINGS) - len(told)))
    minutes = facts.minutes
    return (
        *told,
        facts.notice,
        kept.by,
        facts.published_on,
        kept.given,
        _state(facts.agenda),
        kept.papers,
        kept.papers_late,
        kept.worst,
        minutes.by if minutes else None,
        minutes.done_on if minutes else None,
        _state(minutes),
    )


def _state(due: Due | None) -> str:
    return due.state.value.replace("_", " ") if due else ""
