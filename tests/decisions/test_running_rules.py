"""What comes next while a meeting runs, and which results a question leaves open."""

from dataclasses import replace
from datetime import date

import pytest

from decisions.choices import BallotStatus, Method, MinutesStage, Result
from decisions.rules.actions import may_set_action
from decisions.rules.ballots import OpeningFacts, may_open_ballot
from decisions.rules.minutes import MinutesFacts, still_open
from decisions.rules.money import MoneyFacts
from decisions.rules.outcomes import fitting_results, may_record, why_not
from decisions.rules.results import BallotFacts, OutcomeFacts
from decisions.rules.running import (
    Next,
    Standing,
    item_standing,
    may_be_balloted,
    may_record_presence,
    next_step,
    steps_left,
)
from forum.choices import MeetingStage
from forum.rules.quorum import Quorum
from papers.choices import ForumRole

DAY = date(2026, 1, 15)
CARRIED = BallotFacts(
    is_closed=True,
    carried=True,
    is_quorate=True,
    eligible_voters=3,
    method=Method.SHOW_OF_HANDS,
)
PUT = OutcomeFacts(
    where="Recommendation 1",
    group_label="All who may vote",
    result=Result.NOTED,
    forum_role=ForumRole.DECIDES,
    meeting_stage=MeetingStage.OPEN,
    meeting_on=DAY,
    eligible_present=3,
)
UNDECIDED = {Result.DEFERRED, Result.WITHDRAWN, Result.NOTED, Result.VIEW_RECORDED}
AGREED = {Result.CARRIED, Result.CARRIED_AS_AMENDED, Result.RATIFIED}


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        ({}, Next.OPEN_BALLOT),
        ({"ballot": BallotStatus.OPEN}, Next.CLOSE_BALLOT),
        ({"ballot": BallotStatus.PREPARING}, Next.CLOSE_BALLOT),
        ({"ballot": BallotStatus.CLOSED}, Next.RECORD),
        ({"has_schools": False}, Next.RECORD),
        ({"forum_role": ForumRole.CONSULTED}, Next.RECORD),
        ({"forum_role": ForumRole.INFORMED}, Next.RECORD),
        ({"ballot": BallotStatus.CLOSED, "has_outcome": True}, Next.NOTHING),
    ],
)
def test_next_step_of_a_question(facts, step):
    usual = {
        "has_outcome": False,
        "has_schools": True,
        "forum_role": ForumRole.DECIDES,
        "ballot": None,
    }

    assert next_step(**(usual | facts)) == step


@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({}, (Next.OPEN_BALLOT, Next.CLOSE_BALLOT, Next.RECORD)),
        ({"ballot": BallotStatus.OPEN}, (Next.CLOSE_BALLOT, Next.RECORD)),
        ({"ballot": BallotStatus.CLOSED}, (Next.RECORD,)),
        ({"ballot": BallotStatus.CLOSED, "casting_vote_open": True}, (Next.CAST, Next.RECORD)),
        ({"has_schools": False}, (Next.RECORD,)),
        ({"forum_role": ForumRole.INFORMED}, (Next.RECORD,)),
        ({"ballot": BallotStatus.CLOSED, "has_outcome": True, "casting_vote_open": True}, ()),
    ],
)
def test_steps_that_are_left_of_a_question(facts, steps):
    usual = {
        "has_outcome": False,
        "has_schools": True,
        "forum_role": ForumRole.DECIDES,
        "ballot": None,
    }

    assert steps_left(**(usual | facts)) == steps


def test_consulted_forum_may_vote_to_show_its_view():
    assert may_be_balloted(has_schools=True, forum_role=ForumRole.CONSULTED)
    assert not may_be_balloted(has_schools=True, forum_role=ForumRole.INFORMED)
    assert not may_be_balloted(has_schools=False, forum_role=ForumRole.DECIDES)


@pytest.mark.parametrize(
    ("more", "results"),
    [
        ({}, UNDECIDED),
        ({"ballot": CARRIED}, AGREED),
        ({"ballot": replace(CARRIED, carried=False)}, {Result.NOT_CARRIED}),
        ({"ballot": replace(CARRIED, is_quorate=False)}, UNDECIDED),
        ({"ballot": replace(CARRIED, is_closed=False)}, set()),
        ({"forum_role": ForumRole.CONSULTED}, UNDECIDED),
        ({"eligible_present": 0}, UNDECIDED | {Result.NO_ELIGIBLE_MEMBER}),
        ({"has_schools": False}, {Result.NO_SUCH_SCHOOLS}),
    ],
)
def test_results_that_a_question_leaves_open(more, results):
    assert set(fitting_results(replace(PUT, **more))) == results


def test_why_a_result_is_not_open_is_said_whatever_the_money():
    facts = replace(PUT, money=MoneyFacts(seeks_resources=True))

    assert why_not(Result.CARRIED, facts).codes == {"no-ballot"}


def test_only_a_decision_that_awards_money_settles_an_earlier_source():
    facts = replace(PUT, result=Result.WITHDRAWN, settles_earlier=True)

    assert "settles-without-source" in may_record(facts).codes
    assert "settles-without-source" not in may_record(replace(facts, settles_earlier=False)).codes


def test_agreed_minutes_fix_the_actions_and_the_votes_of_their_meeting():
    opening = OpeningFacts(
        where="Item 3",
        group_label="all members",
        method=Method.SHOW_OF_HANDS,
        meeting_stage=MeetingStage.HELD,
        forum_role=ForumRole.PROCEDURE,
        eligible_present=3,
        quorum=Quorum(needed=2, present=3),
        minutes_are_agreed=True,
    )

    assert may_open_ballot(opening).codes == {"minutes-agreed"}
    assert may_set_action(minutes_are_agreed=True).codes == {"minutes-agreed"}
    assert may_set_action(minutes_are_agreed=False).allowed


def test_what_the_record_lacks_is_said_before_a_meeting_is_chosen():
    complete = MinutesFacts(stage=MinutesStage.WRITING, meeting_on=DAY)

    assert still_open(complete).allowed
    assert still_open(replace(complete, open_ballots=("Item 5",))).codes == {"ballot-left-open"}


@pytest.mark.parametrize(
    ("is_taken", "questions", "answered", "open_ballots", "standing"),
    [
        (False, 0, 0, 0, Standing.TO_COME),
        (False, 2, 0, 0, Standing.TO_COME),
        (True, 0, 0, 0, Standing.TAKEN),
        (True, 2, 0, 0, Standing.IN_HAND),
        (False, 2, 1, 0, Standing.IN_HAND),
        (True, 2, 1, 1, Standing.BALLOT_OPEN),
        (False, 0, 0, 1, Standing.BALLOT_OPEN),
        (True, 2, 2, 0, Standing.ANSWERED),
    ],
)
def test_item_stands_where_its_questions_stand(
    is_taken, questions, answered, open_ballots, standing
):
    found = item_standing(
        is_taken=is_taken, questions=questions, answered=answered, open_ballots=open_ballots
    )

    assert found == standing


def test_presence_is_put_right_until_the_minutes_are_agreed():
    assert may_record_presence(minutes_are_agreed=False).allowed
    assert may_record_presence(minutes_are_agreed=True).codes == {"presence-minuted"}
