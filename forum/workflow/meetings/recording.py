"""What every step about a meeting does last: its entry on the trail, and its letter to members."""

from __future__ import annotations

from datetime import date
from typing import Any

from forum import audit
from forum.models import Appointment, AuditEntry, Meeting, Person
from forum.workflow.letters import write_letter


def record_about(
    event: str, sentence: str, meeting: Meeting, *, by: Person, on: date, **facts: Any
) -> AuditEntry:
    """Add the entry of a change to a meeting."""
    sentence = f"{meeting}: {sentence}"
    return audit.record(event, sentence, forum=meeting.forum, by=by, on=on, about=meeting, **facts)


def tell_members(meeting: Meeting, *, key: str, subject: str, text: str) -> None:
    """Write to everybody who holds a seat on the day of the meeting."""
    for person in members_of(meeting, meeting.held_on):
        subject_of_forum = f"{subject}: {meeting.forum.name}, {meeting.held_on:%-d %B %Y}"
        write_letter(meeting.forum, person, key=key, subject=subject_of_forum, text=text)


def members_of(meeting: Meeting, day: date) -> list[Person]:
    """Whoever holds a seat of the forum on the day, each once."""
    current = Appointment.objects.current(day).filter(forum=meeting.forum_id)
    holders = {each.person_id: each.person for each in current.select_related("person")}
    return list(holders.values())
