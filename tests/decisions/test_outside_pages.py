"""A decision outside a meeting, opened and closed from the screen of the clerk."""

from datetime import UTC, date, datetime

import pytest

from forum.choices import ForumEvent, MeetingKind
from forum.models import AuditEntry, OutboxMessage, ReturningBusiness
from forum.workflow.meetings import mark_published
from tests.asking import address
from tests.factories import BEFORE, a_constitution, a_meeting, an_item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_week_before(time_machine):
    time_machine.move_to(datetime(2026, 1, 8, 12, tzinfo=UTC))


@pytest.fixture
def asking(forum, clerk, primary_head):
    """Answers are asked for by 15 January."""
    a_constitution(forum, urgency_procedure=True)
    meeting = a_meeting(forum, kind=MeetingKind.OUTSIDE, called_because="A grant ends")
    an_item(meeting)
    return mark_published(meeting, by=clerk, on=BEFORE, sha256="")


def day_of(event):
    return AuditEntry.objects.get(event=event).happened_on


def test_members_are_asked_on_the_day_of_opening_and_not_on_the_last(as_clerk, forum, asking):
    url = address("decisions:meeting_open", forum, asking)

    answer = as_clerk.post(url, follow=True)

    assert "Every member is asked by email" in answer.content.decode()
    assert OutboxMessage.objects.filter(key__startswith="asked:").count() == 1
    assert day_of(ForumEvent.MEETING_OPENED) == date(2026, 1, 8)


def test_once_closed_it_waits_for_the_next_meeting(as_clerk, forum, asking):
    as_clerk.post(address("decisions:meeting_open", forum, asking))

    as_clerk.post(address("decisions:meeting_close", forum, asking))

    assert day_of(ForumEvent.MEETING_CLOSED) == date(2026, 1, 8)
    assert ReturningBusiness.objects.to_report().get().arose_at == asking


def test_what_was_asked_long_ago_is_entered_on_its_last_day(
    client, forum, asking, clerk, time_machine
):
    time_machine.move_to(datetime(2026, 6, 1, 12, tzinfo=UTC))
    client.force_login(clerk)

    client.post(address("decisions:meeting_open", forum, asking))

    assert day_of(ForumEvent.MEETING_OPENED) == date(2026, 1, 15)


def test_cancelled_meeting_is_never_the_next_one(client, forum, clerk):
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    out = {
        "agenda_published_at": moment,
        "agenda_published_by": clerk,
        "agenda_published_on": BEFORE,
    }
    a_meeting(
        forum, date(2026, 1, 14), cancelled_at=moment, cancelled_by=clerk,
        cancelled_because="Snow", **out,
    )  # fmt: skip
    a_meeting(forum, date(2026, 2, 12), **out)

    page = client.get(forum.get_absolute_url()).content.decode()

    assert "12 February 2026" in page
    assert "14 January 2026" not in page
