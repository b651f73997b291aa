from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from forum.choices import DocumentKind, ForumEvent, Presence
from forum.models import AgendaItem, AuditEntry, Meeting, OutboxMessage, PublishedDocument
from forum.models.quorum import quorum_of
from forum.rules.ruling import Refused
from forum.workflow.attendance import take_attendance
from forum.workflow.documents import Publication, publish_document
from forum.workflow.letters import send_letters, write_letter
from forum.workflow.meetings import (
    add_item,
    call_meeting,
    close_meeting,
    mark_published,
    open_meeting,
)
from tests.factories import BEFORE, MEETING_DAY

pytestmark = pytest.mark.django_db


def sentences(event):
    return list(AuditEntry.objects.filter(event=event).values_list("sentence", flat=True))


@pytest.fixture
def agenda(meeting, clerk):
    for title in ("Apologies", "Growth fund", "Any other business"):
        add_item(
            AgendaItem(forum=meeting.forum, meeting=meeting, title=title), by=clerk, on=BEFORE
        )
    return meeting


@pytest.fixture
def published(agenda, clerk):
    return mark_published(agenda, by=clerk, on=BEFORE, sha256="")


def test_second_meeting_of_a_day_is_refused(forum, clerk):
    call_meeting(Meeting(forum=forum, held_on=MEETING_DAY), by=clerk, on=BEFORE)

    with pytest.raises(ValidationError, match="already a meeting on this day"):
        call_meeting(Meeting(forum=forum, held_on=MEETING_DAY), by=clerk, on=BEFORE)
    assert forum.meeting_set.count() == 1


def test_officer_may_not_call_a_meeting(forum, officer):
    with pytest.raises(PermissionDenied):
        call_meeting(Meeting(forum=forum, held_on=MEETING_DAY), by=officer, on=BEFORE)


def test_short_notice_needs_the_reason_of_the_chair(agenda, clerk):
    with pytest.raises(Refused) as refused:
        mark_published(agenda, by=clerk, on=date(2026, 1, 14), sha256="")
    assert refused.value.ruling.codes == {"short-notice"}

    mark_published(agenda, reason="Urgent", by=clerk, on=date(2026, 1, 14), sha256="")
    assert agenda.is_public


def test_meeting_is_opened_and_closed_once(published, clerk):
    open_meeting(published, by=clerk, on=MEETING_DAY)
    with pytest.raises(Refused) as refused:
        close_meeting(published, open_ballots=1, by=clerk, on=MEETING_DAY)
    assert refused.value.ruling.codes == {"ballots-open"}

    close_meeting(published, open_ballots=0, by=clerk, on=MEETING_DAY)
    with pytest.raises(Refused):
        open_meeting(published, by=clerk, on=MEETING_DAY)
    assert sentences(ForumEvent.MEETING_CLOSED) == ["Ordinary meeting of 15 January 2026: closed"]


def test_attendance_gives_the_quorum(meeting, clerk, primary_head, secondary_head, special_head):
    here, away, _ = (
        each.appointments.get() for each in (primary_head, secondary_head, special_head)
    )

    take_attendance(
        meeting, {here: Presence.PRESENT, away: Presence.APOLOGIES}, by=clerk, on=MEETING_DAY
    )

    quorum = quorum_of(meeting)
    assert (quorum.needed, quorum.present, quorum.met) == (2, 1, False)
    assert sentences(ForumEvent.ATTENDANCE_TAKEN) == [
        "Attendance on 15 January 2026: 1 present, 2 needed for a quorum"
    ]


def a_publication(meeting):
    return Publication(meeting.forum, DocumentKind.AGENDA, meeting.pk, "Agenda")


def test_document_prints_the_head_before_its_own_entry(published, clerk):
    seen = []

    document = publish_document(
        a_publication(published),
        render=lambda line: seen.append(line) or b"%PDF",
        then=lambda document: None,
        by=clerk,
        on=BEFORE,
    )

    assert seen == [
        f"Audit trail {document.trail_seq} · {document.trail_hash[:16]}…{document.trail_hash[-8:]}"
    ]
    assert bytes(document.content) == b"%PDF"
    assert document.edition == 1


def test_document_is_rendered_again_when_the_trail_moved_meanwhile(meeting, clerk):
    lines = []

    def render(line):
        if not lines:
            call_meeting(Meeting(forum=meeting.forum, held_on=BEFORE), by=clerk, on=BEFORE)
        lines.append(line)
        return line.encode()

    document = publish_document(
        a_publication(meeting), render=render, then=lambda document: None, by=clerk, on=BEFORE
    )

    assert len(lines) == 2
    assert bytes(document.content) == lines[-1].encode()


def test_published_document_is_never_changed(meeting, clerk):
    document = publish_document(
        a_publication(meeting),
        render=lambda line: b"a",
        then=lambda document: None,
        by=clerk,
        on=BEFORE,
    )

    with pytest.raises(TypeError):
        document.save()
    with pytest.raises(TypeError):
        PublishedDocument.objects.all().delete()


def test_letter_goes_once_to_each_person(forum, primary_head):
    for _ in range(2):
        write_letter(
            forum, primary_head, key="agenda:1", subject="Agenda\npublished", text="Read it."
        )

    assert send_letters(at=timezone.now()) == 1
    assert send_letters(at=timezone.now()) == 0
    assert [message.subject for message in mail.outbox] == ["Agenda published"]


def test_letter_that_cannot_be_sent_waits_and_is_kept(forum, primary_head, settings):
    settings.EMAIL_BACKEND = "tests.forum.no_such_backend"
    write_letter(forum, primary_head, key="agenda:1", subject="Agenda", text="Read it.")

    assert send_letters(at=timezone.now()) == 0

    message = OutboxMessage.objects.get()
    assert (message.attempts, message.sent, message.given_up) == (1, None, False)
    assert message.next_try > timezone.now()


def test_letter_of_a_change_that_failed_is_not_sent(forum, primary_head):
    with transaction.atomic():
        write_letter(forum, primary_head, key="agenda:1", subject="Agenda", text="Read it.")
        transaction.set_rollback(True)

    assert not OutboxMessage.objects.exists()
