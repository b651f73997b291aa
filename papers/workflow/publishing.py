"""Publishing the agenda: its document stored, its papers readable by all, its members told.

The pack is made in the background, from the papers as they stand at that moment.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from forum.choices import DocumentKind, NoticeKind, Role
from forum.models import Meeting, Person, PublishedDocument
from forum.permissions import require
from forum.workflow.documents import Publication, publish_document
from forum.workflow.letters import Letter
from forum.workflow.meetings import mark_published, ruling_on_agenda
from forum.workflow.meetings.recording import announce, tell_members
from papers.pdfs.agenda import agenda_pdf
from papers.workflow.packing import queue_pack


def publish_agenda(
    meeting: Meeting, *, reason: str = "", by: Person, on: date
) -> PublishedDocument:
    """Publish the agenda with the papers tabled so far; papers tabled later are added as late.

    `reason` is the chair's, where the notice is shorter than the constitution asks.
    """
    require(by, meeting.forum, Role.CLERK)
    ruling_on_agenda(meeting, on=on).insist()

    def then(document: PublishedDocument) -> None:
        mark_published(meeting, reason=reason, by=by, on=on, sha256=document.sha256)
        queue_pack(meeting, by, on)
        _tell(meeting)

    return publish_document(
        Publication(
            meeting.forum,
            DocumentKind.AGENDA,
            meeting.pk,
            f"Agenda of {meeting.held_on:%-d %B %Y}",
        ),
        render=lambda trail_line: agenda_pdf(meeting, trail_line=trail_line, on=on),
        then=then,
        by=by,
        on=on,
        hold=(meeting,),
    )


def _tell(meeting: Meeting) -> None:
    """Members are told, and asked whether they come; the public is told what is on the agenda."""
    letter = Letter(
        NoticeKind.AGENDA,
        key=f"agenda:{meeting.pk}",
        subject="Agenda published",
        text=(
            f"The agenda of the {meeting.get_kind_display().lower()} on "
            f"{meeting.held_on:%-d %B %Y} is published, with its papers.\n\n"
            f"{meeting.place or 'The place is not stated.'}\n"
        ),
    )
    asked = "Please say on the page of the meeting whether you are coming.\n"
    tell_members(meeting, replace(letter, text=f"{letter.text}\n{asked}"))
    items = "\n".join(f"- {item}" for item in meeting.items.all())
    announce(meeting, replace(letter, text=f"{letter.text}\n{items}\n"))
