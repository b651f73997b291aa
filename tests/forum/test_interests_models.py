"""Interests declared at a meeting, and what they do to the quorum of an item."""

import pytest

from forum.choices import InterestAction
from forum.models.quorum import quorum_of
from forum.workflow.interests import end_interest
from tests.factories import MEETING_DAY, an_item
from tests.presence import a_substitute, call_roll, comes, declare, members

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("action", "present"),
    [(InterestAction.LEFT, 4), (InterestAction.DID_NOT_VOTE, 5), (InterestAction.STAYED, 5)],
)
def test_only_who_left_is_missing_from_the_quorum_of_the_item(
    forum, meeting, clerk, action, present
):
    people = members(forum, 5)
    call_roll(meeting, clerk, people)
    item, next_item = an_item(meeting, "1"), an_item(meeting, "2")

    declare(meeting, people[0], action, clerk, item)

    assert quorum_of(meeting, item=item).present == present
    assert quorum_of(meeting, item=next_item).present == quorum_of(meeting).present == 5


def test_interest_of_a_part_bears_on_that_part_only(forum, meeting, clerk):
    people = members(forum, 3)
    call_roll(meeting, clerk, people)
    item = an_item(meeting)
    part = item.pk  # Any identity: what the part is, the papers know.

    declare(meeting, people[0], InterestAction.LEFT, clerk, item, about=part)

    assert quorum_of(meeting, item=item, about=part).present == 2
    assert quorum_of(meeting, item=item).present == 3


def test_member_who_comes_back_in_mid_item_counts_again(forum, meeting, clerk):
    people = members(forum, 3)
    call_roll(meeting, clerk, people)
    item = an_item(meeting)
    interest = declare(meeting, people[0], InterestAction.LEFT, clerk, item)
    while_out = quorum_of(meeting, item=item).present

    end_interest(interest, by=clerk, on=MEETING_DAY)

    assert (while_out, quorum_of(meeting, item=item).present) == (2, 3)


def test_interest_for_the_whole_meeting_bears_on_every_item(forum, meeting, clerk):
    people = members(forum, 3)
    call_roll(meeting, clerk, people)
    items = [an_item(meeting, number) for number in "12"]

    declare(meeting, people[0], InterestAction.LEFT, clerk)

    assert [quorum_of(meeting, item=each).present for each in items] == [2, 2]


def test_interest_of_the_absent_member_does_not_put_out_the_substitute(forum, meeting, clerk):
    member, other = members(forum, 2)
    stand_in = a_substitute(member)
    call_roll(meeting, clerk, [other])
    item = an_item(meeting)
    declare(meeting, member, InterestAction.LEFT, clerk, item)

    comes(meeting, member, clerk, 10, substitution=stand_in)

    assert quorum_of(meeting, item=item).present == 2


def test_interest_of_the_substitute_goes_with_the_substitute(forum, meeting, clerk):
    member, other = members(forum, 2)
    stand_in = a_substitute(member)
    call_roll(meeting, clerk, [other])
    comes(meeting, member, clerk, 9, 30, substitution=stand_in)
    item = an_item(meeting)
    declare(meeting, member, InterestAction.LEFT, clerk, item, substitution=stand_in)
    with_substitute = quorum_of(meeting, item=item).present

    comes(meeting, member, clerk, 10)

    assert (with_substitute, quorum_of(meeting, item=item).present) == (1, 2)
