"""Letters in good time: before a term ends, and to who has not said whether they come."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from forum.choices import Answer, Group, NoticeKind
from forum.models import Appointment, OutboxMessage, Reply
from forum.workflow.ahead import ask_who_comes, tell_of_terms
from tests.factories import MEETING_DAY, a_member, a_person

pytestmark = pytest.mark.django_db
ENDS, DAY = date(2026, 8, 31), timedelta(days=1)


@pytest.fixture
def leaver(forum):
    return a_member(forum, Group.MAINTAINED_PRIMARY, name="Lee Leaver", until_on=ENDS)


@pytest.fixture
def published(meeting, clerk):
    meeting.agenda_published_at, meeting.agenda_published_by = timezone.now(), clerk
    meeting.agenda_published_on = MEETING_DAY
    meeting.save()
    return meeting


def letters(kind):
    return OutboxMessage.objects.filter(kind=kind)


def test_member_and_clerk_are_told_90_and_30_days_before_a_term_ends(forum, leaver, clerk):
    days = [ENDS - DAY * left for left in (91, 90, 89, 30, 29, 0)]

    told = [tell_of_terms(forum, on=day) for day in days]

    assert told == [0, 1, 0, 1, 0, 0]
    found = letters(NoticeKind.TERM)
    assert set(found.values_list("address", flat=True)) == {leaver.email, clerk.email}
    assert found.count() == 4
    seat = leaver.appointments.get().seat
    assert found.first().subject == f"Term ends 31 August 2026: {seat}"
    assert found.first().path == "/borsetshire/members/"


def test_first_run_late_tells_only_what_is_due_now(forum, leaver):
    assert tell_of_terms(forum, on=ENDS - DAY * 20) == 1
    assert letters(NoticeKind.TERM).count() == 1


def test_term_that_goes_on_is_not_told_of(forum, leaver):
    seat = leaver.appointments.get().seat
    Appointment.objects.create(forum=forum, seat=seat, person=leaver, from_on=ENDS + DAY)

    assert tell_of_terms(forum, on=ENDS - DAY * 30) == 0


def test_term_of_a_seat_that_is_abolished_is_not_told_of(forum, leaver):
    seat = leaver.appointments.get().seat
    seat.abolished_on = ENDS
    seat.save()

    assert tell_of_terms(forum, on=ENDS - DAY * 30) == 0


def test_who_has_not_answered_is_asked_once_in_the_week_before(
    forum, published, primary_head, secondary_head
):
    Reply.objects.create(
        forum=forum,
        meeting=published,
        appointment=secondary_head.appointments.get(),
        answer=Answer.COMING,
        given_at=timezone.now(),
        given_by=secondary_head,
    )
    days = [MEETING_DAY - DAY * left for left in (8, 7, 3, 0)]

    asked = [ask_who_comes(forum, on=day) for day in days]

    assert asked == [0, 1, 0, 0]
    letter = letters(NoticeKind.COMING).get()
    assert letter.address == primary_head.email
    assert letter.subject.startswith("Are you coming? Borsetshire Schools Forum, 15 January 2026")
    assert letter.path == f"/borsetshire/meetings/{published.pk}/reply/"


def test_nobody_is_asked_about_an_agenda_that_is_not_out(forum, meeting, primary_head):
    assert ask_who_comes(forum, on=MEETING_DAY - DAY) == 0


def test_terms_and_replies_of_another_forum_are_not_ours(forum, leaver, stranger):
    other = stranger.role_grants.get().forum

    assert tell_of_terms(other, on=ENDS - DAY * 30) == 0
    assert a_person("Nobody Here").letters.count() == 0
