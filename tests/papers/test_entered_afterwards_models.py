"""A show of hands entered after the meeting is judged by who was there when its item was taken."""

import pytest

from decisions.choices import Method
from decisions.workflow.voting import open_ballot
from forum.models import Meeting
from forum.models.quorum import quorum_of
from tests.electorate import code, item_of, put
from tests.factories import MEETING_DAY, at_time
from tests.presence import leaves

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(meeting, clerk, primary_head, secondary_head, academy_trustee):
    """Taken at ten o'clock in a meeting of three, one of whom left at half past."""
    question = put(meeting, clerk)
    item = item_of(question)
    item.taken = at_time(meeting, 10)
    item.save()
    leaves(meeting, primary_head, clerk, 10, 30)
    return question


def ends(question, clerk, *, opened_at):
    meeting = question.placement.meeting
    Meeting.objects.filter(pk=meeting.pk).update(
        opened_at=opened_at, closed_at=at_time(meeting, 12), closed_by=clerk
    )
    meeting.refresh_from_db()
    question.refresh_from_db()


def test_who_left_later_may_have_voted(question, meeting, clerk, primary_head):
    assert code(question, primary_head) == "not-present"

    ends(question, clerk, opened_at=at_time(meeting, 9))

    assert code(question, primary_head) == "may-vote"
    assert quorum_of(question.placement.meeting, item=item_of(question)).present == 3
    ballot = open_ballot(question, Method.SHOW_OF_HANDS, by=clerk, on=MEETING_DAY)
    assert ballot.quorum_present == 3


def test_record_made_on_another_day_goes_by_what_was_last_entered(
    question, meeting, clerk, primary_head
):
    """The clock then says when the clerk wrote, not when the forum came to the item."""
    ends(question, clerk, opened_at=meeting.opened_at)

    assert code(question, primary_head) == "not-present"
