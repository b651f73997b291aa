"""What is measured, put into a scratch database past the steps.

The agenda holds what the template floor holds: 40 items, 80 papers, 40 recommendations.
"""

from __future__ import annotations

import json
from datetime import timedelta

import django
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

django.setup()

from bench.packs import a_meeting_with_papers  # noqa: E402 (Django is set up above)
from bench.records import (  # noqa: E402
    HELD_ON,
    YEAR,
    Record,
    a_meeting,
    a_member,
    a_paper,
    a_record,
    an_entry,
    an_item,
    an_outcome,
    published,
    put,
)
from bench.words import paragraph  # noqa: E402
from decisions.models import MinuteItem, Minutes  # noqa: E402
from decisions.pdfs.minutes_record import minutes_record  # noqa: E402
from forum.choices import Presence  # noqa: E402
from forum.guards import install, lift, missing_or_changed  # noqa: E402
from forum.models import AgendaItem, Appointment, Attendance, PresenceInterval  # noqa: E402

ITEMS, SEATS, MINUTED = 40, 22, 8
MEETINGS, LOG_ITEMS, LOG_QUESTIONS = 8, 25, 5
"""A year of eight meetings with 125 outcomes each."""


def main() -> None:
    """Make the database, and print where things are in it."""
    call_command("migrate", verbosity=0)
    lift(connection)
    with transaction.atomic():
        places = pages() | a_year_of_decisions() | a_pack()
    install(connection)
    assert missing_or_changed(connection) == []
    print(json.dumps(places))


def pages() -> dict[str, str]:
    """A forum with an agenda that is published, and the minutes of a meeting before it."""
    record = a_record("borsetshire")
    members = [a_member(record, number) for number in range(SEATS)]
    agenda = a_meeting(record, HELD_ON + timedelta(days=90), held=False)
    for number in range(1, ITEMS + 1):
        item = an_item(record, agenda, number)
        put(record, a_paper(record, item, f"{number}, first"), "1")
        a_paper(record, item, f"{number}, second")
    minutes = a_minuted_meeting(record, members)
    record.keep()
    minutes.said = minutes_record(minutes.meeting)
    minutes.save(update_fields=["said"])
    return {
        "agenda": f"/{record.forum.slug}/meetings/{agenda.pk}/",
        "minutes": f"/{record.forum.slug}/meetings/{minutes.meeting.pk}/minutes/",
        "minutes_pk": str(minutes.pk),
        "clerk": str(record.clerk.pk),
    }


def a_minuted_meeting(record: Record, members: list[Appointment]) -> Minutes:
    """A meeting with everybody there whose minutes are some seven pages long."""
    meeting = a_meeting(record, HELD_ON)
    for each in members:
        attendance = record.add(
            Attendance,
            meeting=meeting,
            seat=each.seat,
            appointment=each,
            presence=Presence.PRESENT,
        )
        record.add(PresenceInterval, attendance=attendance, came=timezone.now())
    minutes = record.add(Minutes, meeting=meeting, **published(record))
    for number in range(1, MINUTED + 1):
        item = an_item(record, meeting, number)
        is_minuted(record, minutes, item)
        question = put(record, a_paper(record, item, f"minuted {number}"), "1")
        outcome = an_outcome(record, question, settled=number > 1)
        for position, each in enumerate(members, 1):
            an_entry(record, outcome.ballot, each, position)
    return minutes


def is_minuted(record: Record, minutes: Minutes, item: AgendaItem) -> None:
    text = "\n\n".join(paragraph(f"minute {item.number}/{part}", 2) for part in range(2))
    record.add(MinuteItem, minutes=minutes, agenda_item=item, text=text, published_text=text)


def a_pack() -> dict[str, str]:
    """A third forum, with a meeting whose papers make a pack."""
    record = a_record("ambridge")
    meeting = a_meeting_with_papers(record)
    record.keep()
    return {"pack": str(meeting.pk)}


def a_year_of_decisions() -> dict[str, str]:
    """Another forum, with 1,000 outcomes in one financial year."""
    record = a_record("felpersham")
    for number in range(MEETINGS):
        meeting = a_meeting(record, HELD_ON + timedelta(days=30 * number))
        record.add(Minutes, meeting=meeting, **published(record))
        for position in range(1, LOG_ITEMS + 1):
            item = an_item(record, meeting, position)
            paper = a_paper(record, item, f"{number}/{position}")
            for label in range(1, LOG_QUESTIONS + 1):
                an_outcome(record, put(record, paper, str(label)), settled=label > 1)
    record.keep()
    return {"log": str(record.forum.pk), "year": YEAR}


if __name__ == "__main__":
    main()
