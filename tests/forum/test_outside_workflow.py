"""Decisions outside a meeting: every member is told, and the next meeting reports them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from forum.choices import MeetingKind, ReturningKind
from forum.models import OutboxMessage, ReturningBusiness
from forum.rules.ruling import Refused
from forum.workflow.meetings import (
    cancel_meeting,
    close_meeting,
    mark_published,
    open_meeting,
    report_outside,
)
from papers.models.returning import returning
from tests.factories import (
    BEFORE,
    MEETING_DAY,
    a_constitution,
    a_meeting,
    an_item,
)

pytestmark = pytest.mark.django_db

ASKED_ON = date(2026, 1, 8)
NEXT = date(2026, 3, 12)


@pytest.fixture
def asking(forum, clerk, primary_head, secondary_head):
    """Asked of both members; answers by 15 January."""
    a_constitution(forum, urgency_procedure=True)
    meeting = a_meeting(forum, kind=MeetingKind.OUTSIDE, called_because="A grant ends")
    an_item(meeting)
    return mark_published(meeting, by=clerk, on=BEFORE, sha256="")


@pytest.fixture
def closed(asking, clerk):
    open_meeting(asking, by=clerk, on=ASKED_ON)
    return close_meeting(asking, open_ballots=0, by=clerk, on=MEETING_DAY)


@pytest.fixture
def next_meeting(forum):
    meeting = a_meeting(forum, NEXT)
    an_item(meeting, "1", "Apologies")
    return meeting


def hold(meeting, clerk):
    mark_published(meeting, by=clerk, on=date(2026, 3, 2), sha256="")
    open_meeting(meeting, by=clerk, on=NEXT)
    return close_meeting(meeting, open_ballots=0, by=clerk, on=NEXT)


def test_every_member_is_told_once_when_it_is_opened(asking, clerk, primary_head, secondary_head):
    open_meeting(asking, by=clerk, on=ASKED_ON)

    letters = OutboxMessage.objects.all()
    assert {each.address for each in letters} == {primary_head.email, secondary_head.email}
    assert all("Answer by 15 January 2026" in each.text for each in letters)


def test_it_is_not_opened_unless_every_member_can_be_told(asking, clerk, primary_head):
    primary_head.is_active = False
    primary_head.save()

    with pytest.raises(Refused) as refused:
        open_meeting(asking, by=clerk, on=ASKED_ON)

    asking.refresh_from_db()
    assert refused.value.ruling.codes == {"not-all-told"}
    assert asking.opened_at is None
    assert not OutboxMessage.objects.exists()


def test_it_is_not_opened_where_the_constitution_knows_no_such_procedure(asking, clerk, forum):
    forum.constitution_set.update(urgency_procedure=False)

    with pytest.raises(Refused) as refused:
        open_meeting(asking, by=clerk, on=ASKED_ON)

    codes = [reason.code for reason in refused.value.ruling.reasons]
    assert codes == ["no-urgency-procedure"]


def test_once_closed_it_comes_before_the_next_meeting(closed, next_meeting):
    (waiting,) = returning(next_meeting)

    assert waiting.is_outside
    assert waiting.business.kind == ReturningKind.OUTSIDE_DECISION
    assert waiting.business.sentence == (
        "Asked of all members outside a meeting, by 15 January 2026: A grant ends"
    )


def test_it_is_settled_when_the_meeting_that_reports_it_was_held(closed, next_meeting, clerk):
    business = ReturningBusiness.objects.get()

    item = report_outside(business, next_meeting, by=clerk, on=BEFORE)

    assert str(item) == "2. Decision outside a meeting, 15 January 2026: report"
    assert returning(next_meeting) == ()
    assert ReturningBusiness.objects.waiting().exists()
    hold(next_meeting, clerk)
    assert not ReturningBusiness.objects.waiting().exists()


def test_it_waits_on_when_the_meeting_held_did_not_report_it(closed, next_meeting, clerk):
    hold(next_meeting, clerk)

    assert ReturningBusiness.objects.waiting().exists()


def test_it_comes_back_when_the_meeting_that_was_to_report_it_is_cancelled(
    closed, next_meeting, clerk, forum
):
    report_outside(ReturningBusiness.objects.get(), next_meeting, by=clerk, on=BEFORE)
    cancel_meeting(next_meeting, reason="Snow", by=clerk, on=BEFORE)

    later = a_meeting(forum, date(2026, 4, 16))

    assert len(returning(later)) == 1


def test_meeting_in_a_room_tells_nobody_and_leaves_nothing_behind(meeting, clerk, primary_head):
    an_item(meeting)
    mark_published(meeting, by=clerk, on=BEFORE, sha256="")
    open_meeting(meeting, by=clerk, on=MEETING_DAY)
    close_meeting(meeting, open_ballots=0, by=clerk, on=MEETING_DAY)

    assert not OutboxMessage.objects.exists()
    assert not ReturningBusiness.objects.exists()


def test_officer_reports_nothing(closed, next_meeting, officer):
    with pytest.raises(PermissionDenied):
        report_outside(ReturningBusiness.objects.get(), next_meeting, by=officer, on=BEFORE)

    assert next_meeting.items.count() == 1
