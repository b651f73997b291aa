"""What every step about a meeting does last: its entry on the trail, and its letter to members."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from forum import audit
from forum.models import Appointment, AuditEntry, Meeting, Person
from forum.workflow.letters import Letter, write_letters, write_news


def record_about(
    event: str, sentence: str, meeting: Meeting, *, by: Person, on: date, **facts: Any
) -> AuditEntry:
    """Add the entry of a change to a meeting."""
    sentence = f"{meeting}: {sentence}"
    return audit.record(event, sentence, forum=meeting.forum, by=by, on=on, about=meeting, **facts)


def tell_members(meeting: Meeting, letter: Letter) -> None:
    """Write to everybody who holds a seat on the day of the meeting, as often as they chose.

    Where the letter names no page, it leads to that of the meeting.
    """
    of_meeting = about_meeting(meeting, letter)
    write_letters(meeting.forum, members_of(meeting, meeting.held_on), of_meeting)


def about_meeting(meeting: Meeting, letter: Letter) -> Letter:
    """The letter with its forum and its day in the subject, and a page to read on."""
    joint = "" if letter.subject.endswith("?") else ":"
    subject = f"{letter.subject}{joint} {meeting.forum.name}, {meeting.held_on:%-d %B %Y}"
    return replace(letter, subject=subject, path=letter.path or meeting.get_absolute_url())


def members_of(meeting: Meeting, day: date) -> list[Person]:
    """Whoever holds a seat of the forum on the day, each once."""
    current = Appointment.objects.current(day).filter(forum=meeting.forum_id)
    holders = {each.person_id: each.person for each in current.select_related("person")}
    return list(holders.values())


def announce(meeting: Meeting, letter: Letter, *, paper: UUID | None = None) -> None:
    """Tell whoever of the public follows the forum, once what the letter tells of is public."""
    if meeting.is_public:
        write_news(meeting, about_meeting(meeting, letter), about=paper)
