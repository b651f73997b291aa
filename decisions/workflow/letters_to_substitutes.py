"""Write to a group from which nobody is expected to vote: its substitutes, and who is silent."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse

from decisions.models.ballots.letters_to_substitutes import Letters, letters_about
from decisions.rules.letters_to_substitutes import may_write_letters
from forum import audit
from forum.choices import ForumEvent, NoticeKind, Role
from forum.locks import lock_row
from forum.models import Person
from forum.permissions import require
from forum.rules.ruling import Ruling
from forum.workflow.letters import write_letter
from papers.models import Question


@transaction.atomic
def write_to_substitutes(question: Question, *, by: Person, on: date) -> Letters:
    """Put the letters about a question in the outbox; nobody gets one about it twice."""
    meeting = question.placement.meeting
    require(by, question.forum, Role.CLERK)
    lock_row(meeting)
    lock_row(question)
    letters = letters_about(question)
    ruling_on_letters(letters).insist()
    for letter in letters.to_send:
        write_letter(
            question.forum,
            letter.person,
            key=letter.key,
            subject=letter.subject,
            text=letter.text,
            kind=NoticeKind.COMING,
            path=reverse("forum:meeting_reply", args=[question.forum.slug, meeting.pk]),
        )
    number = len(letters.to_send)
    audit.record(
        ForumEvent.LETTERS_SENT,
        f"{number} {'letter' if number == 1 else 'letters'} put in the outbox about {question}: "
        f"no vote was expected from {', '.join(letters.seats_written_about)}",
        forum=question.forum,
        by=by,
        on=on,
        about=meeting,
        matter=question.placement.recommendation.matter_id,
        question=question.pk,
        letters=[
            {"seat": letter.seat.pk, "to": str(letter.addressee)} for letter in letters.to_send
        ],
    )
    return letters


def ruling_on_letters(letters: Letters) -> Ruling:
    """Whether there is a letter to put in the outbox."""
    return may_write_letters(
        where=f"{letters.asked.what}, {letters.asked.group}",
        stage=letters.question.placement.meeting.stage,
        people=len(letters.letters),
        with_address=letters.with_address,
        to_send=len(letters.to_send),
    )
