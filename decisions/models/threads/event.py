"""One row of a matter's timeline: what happened, when, and how well the record shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from decisions.choices import MinutesStage
from decisions.rules.source_status import SourceStatus
from forum.choices import DayBasis, EvidenceGrade
from forum.models import Evidenced, Meeting


class Grade(StrEnum):
    """How well an event is evidenced; what a later paper claims is the weakest."""

    PAPER = "Paper"
    AGREED = "Agreed minutes"
    DRAFT = "Draft minutes"
    RECORD = "Recorded, not minuted yet"
    TRAIL = "Audit trail"
    NOTICE = "Decision notice"
    CLOSING = "Closing evidence"
    SHOWN = "Evidence named"
    MINUTE = "Minute"
    REPORT = "Report"
    CLAIM = "Later assertion"
    NONE = "No evidence stated"
    COMPUTED = "Worked out"


class EventKind(StrEnum):
    """What happened; of one day's events the asking comes first."""

    ASKED = "Asked"
    NAMED = "Source named"
    CLAIMED = "Said"
    MARKED = "Marked"
    DECIDED = "Decided"
    CONDITION = "Condition"
    ASKED_OUTSIDE = "Asked outside"
    DECIDED_OUTSIDE = "Decided outside"
    CARRIED_OUT = "Carrying out"
    SPENT = "Spent"
    HAPPENED = "Happened"
    SLIP = "Slip"
    CORRECTED = "Corrected"
    ACTION = "Action set"
    CLOSED = "Action closed"
    ENDS = "Authority ends"


@dataclass(frozen=True)
class Event:
    """One row of the timeline."""

    on: date | None
    kind: EventKind
    text: str
    grade: Grade
    evidence: str
    """Where the record shows it: "Item 5, agreed minutes of 4 July 2018"."""
    who: str = ""
    """The forum, a group, a post, or the owner of an action."""
    detail: str = ""
    url: str = ""
    status: SourceStatus | None = None
    """Where the funding source of the matter stood after it."""
    day_words: str = ""
    """The day as the record has it, where that is less than a day."""

    @property
    def day(self) -> str:
        """The day as pages and documents print it."""
        return self.day_words or (day_words(self.on) if self.on else "day not stated")


GRADES = {
    EvidenceGrade.MINUTE: Grade.MINUTE,
    EvidenceGrade.REPORT: Grade.REPORT,
    EvidenceGrade.LATER_ASSERTION: Grade.CLAIM,
}


def shown(record: Evidenced, meeting: Meeting | None, number: str) -> tuple[Grade, str]:
    """How a record that may have been entered long after is shown: by evidence, or by minutes."""
    if record.evidence_grade:
        grade = GRADES[EvidenceGrade(record.evidence_grade)]
        return grade, record.evidence_shown or _place(number, meeting)
    if meeting is None or meeting.is_historic:
        return Grade.NONE, record.evidence_shown or _place(number, meeting)
    return grade_of(meeting), minute(number, meeting)


def minute(number: str, meeting: Meeting) -> str:
    """Where the minutes of a meeting show it."""
    grade = grade_of(meeting)
    if not number:
        return f"Meeting of {meeting.day_printed}"
    if grade == Grade.RECORD:
        return f"Item {number}, meeting of {meeting.day_printed}; not minuted yet"
    return f"Item {number}, {grade.lower()} of {meeting.day_printed}"


def grade_of(meeting: Meeting) -> Grade:
    """How far the minutes of a meeting have come."""
    minutes = getattr(meeting, "minutes", None)
    if minutes is None or minutes.stage == MinutesStage.WRITING:
        return Grade.RECORD
    return Grade.DRAFT if minutes.stage == MinutesStage.DRAFT else Grade.AGREED


def meeting_words(meeting: Meeting | None) -> str:
    """The day of a meeting in words, where the record does not state it; else nothing."""
    if meeting is None or meeting.day_basis == DayBasis.STATED:
        return ""
    return meeting.day_printed


def day_words(day: date) -> str:
    """A day as pages and documents print it."""
    return f"{day:%-d %B %Y}"


def _place(number: str, meeting: Meeting | None) -> str:
    if meeting is None:
        return "not stated"
    item = f"item {number}, " if number else ""
    return f"{item}meeting of {meeting.day_printed}"
