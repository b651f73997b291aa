"""Voting outside a meeting: who takes part makes the quorum, also who may not vote on it."""

from datetime import timedelta

import pytest

from decisions.choices import Method, Result, VoteCast
from decisions.workflow.casting import cast_vote
from decisions.workflow.deciding import OutcomeDraft, record_outcome
from decisions.workflow.voting import close_ballot, open_ballot
from forum.choices import Answer, Group, MeetingKind
from forum.models import Reply
from forum.rules.ruling import Refused
from forum.workflow.replies import give_reply
from papers.models.electorate import room
from tests.decisions.conftest import put
from tests.factories import MEETING_DAY, a_constitution, a_line, a_recommendation, an_option

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(forum):
    a_constitution(forum, urgency_procedure=True)
    return forum.meeting_set.create(
        held_on=MEETING_DAY, kind=MeetingKind.OUTSIDE, called_because="The grant ends on Friday."
    )


@pytest.fixture
def asked(paper, forum, members, meeting, clerk):
    """A question that only the maintained primary member may vote on."""
    recommendation = a_recommendation(paper, groups=[Group.MAINTAINED_PRIMARY])
    an_option(recommendation, a_line(forum), amount=None)
    return put(recommendation, meeting, clerk)


def read(meeting, member):
    holder = member.appointments.get()
    reply = Reply(forum=meeting.forum, meeting=meeting, appointment=holder, answer=Answer.READ)
    return give_reply(reply, by=member, on=MEETING_DAY)


def voted(asked, clerk, member):
    ballot = open_ballot(asked, Method.ELECTRONIC, by=clerk, on=MEETING_DAY)
    cast_vote(ballot, choice=VoteCast.FOR, by=member)
    return ballot


def test_who_may_not_vote_makes_the_quorum_by_reading(asked, meeting, clerk, members):
    ballot = voted(asked, clerk, members[0])
    read(meeting, members[1])

    close_ballot(ballot, by=clerk, on=MEETING_DAY)

    assert (ballot.contacted, ballot.replied, ballot.quorum_needed) == (3, 2, 2)
    assert record_outcome(asked, OutcomeDraft(Result.CARRIED), by=clerk, on=MEETING_DAY)


def test_too_few_who_take_part_decide_nothing(asked, clerk, members):
    ballot = voted(asked, clerk, members[0])

    close_ballot(ballot, by=clerk, on=MEETING_DAY)

    assert (ballot.replied, ballot.is_quorate) == (1, False)
    with pytest.raises(Refused) as refused:
        record_outcome(asked, OutcomeDraft(Result.CARRIED), by=clerk, on=MEETING_DAY)
    assert "too-few-replies" in refused.value.ruling.codes


def test_seat_whose_term_is_over_is_asked_nothing(asked, meeting, members):
    over = members[1].appointments.get()
    over.until_on = MEETING_DAY - timedelta(days=1)
    over.save()

    seats = room(meeting, in_the_room=True).sitting

    assert over.seat_id not in seats
    assert len(seats) == 2


def test_who_votes_and_reads_takes_part_once(asked, meeting, clerk, members):
    ballot = voted(asked, clerk, members[0])
    read(meeting, members[0])

    close_ballot(ballot, by=clerk, on=MEETING_DAY)

    assert ballot.replied == 1
