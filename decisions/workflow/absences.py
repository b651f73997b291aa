"""Telling the clerk and the chair who is needed at the next meeting and does not come."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from forum.choices import NoticeKind, Role
from forum.models import Forum, OfficeHolding, Person
from forum.models.absences import absences_at
from forum.workflow.letters import write_letter

BEFORE = timedelta(days=21)
"""Early enough to name somebody else before the agenda goes out."""


@transaction.atomic
def tell_of_absences(forum: Forum, *, on: date) -> int:
    """Write once about the next meeting, while there is time; how many absences were told of."""
    coming = forum.meeting_set.to_come(on).filter(held_on__lte=on + BEFORE)
    meeting = coming.filter(opened_at__isnull=True).order_by("held_on").first()
    missing = absences_at(meeting) if meeting else ()
    if meeting is None or not missing:
        return 0
    lines = "\n".join(f"- {each.text}" for each in missing)
    written = [
        write_letter(
            forum,
            person,
            key=f"absences:{meeting.pk}",
            subject=f"Not expected at the meeting of {meeting.held_on:%-d %B %Y}",
            text=f"Somebody is needed at {meeting} and not expected there:\n\n{lines}\n",
            kind=NoticeKind.ABSENCE,
            path=meeting.get_absolute_url(),
        )
        for person in _told(forum, on)
    ]
    return len(missing) if any(written) else 0


def _told(forum: Forum, on: date) -> list[Person]:
    """The clerk, and who holds the chair or the vice-chair."""
    clerks = forum.rolegrant_set.filter(role=Role.CLERK).select_related("person")
    chairs = OfficeHolding.objects.current(on).filter(forum=forum)
    chairs = chairs.select_related("appointment__person")
    people = [*(each.person for each in clerks), *(each.appointment.person for each in chairs)]
    return list({person.pk: person for person in people}.values())
