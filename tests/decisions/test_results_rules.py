"""What a ballot lets the forum record: quorum, replies, majorities, ties and numbers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import Method, Result
from decisions.rules.outcomes import may_record
from decisions.rules.results import DECIDING, UNDECIDED, BallotFacts, OutcomeFacts
from forum.choices import MajorityRule, MeetingStage
from papers.choices import ForumRole

MEETING = date(2026, 1, 15)
BALLOT = BallotFacts(
    is_closed=True, carried=True, is_quorate=True, eligible_voters=9, method=Method.SHOW_OF_HANDS
)
INQUORATE = replace(BALLOT, is_quorate=False)
FEW_REPLIES = replace(INQUORATE, method=Method.ELECTRONIC, is_outside=True)
TIED = replace(BALLOT, carried=False, casting_vote_open=True)
CARRIED = OutcomeFacts(
    where="Recommendation 1, All who may vote",
    group_label="All who may vote",
    result=Result.CARRIED,
    forum_role=ForumRole.DECIDES,
    meeting_stage=MeetingStage.OPEN,
    meeting_on=MEETING,
    deferred_to_on=date(2026, 3, 12),
    ballot=BALLOT,
)
AMENDED = replace(
    CARRIED,
    result=Result.CARRIED_AS_AMENDED,
    resolution_changed=True,
    cost_effect="not stated",
)
RATIFIED = replace(CARRIED, result=Result.RATIFIED, ratifies_earlier=True)
LOST = replace(CARRIED, result=Result.NOT_CARRIED, ballot=replace(BALLOT, carried=False))
VIEW = replace(CARRIED, result=Result.VIEW_RECORDED, ballot=None)
NO_NUMBER = {"no-number-chosen"}


def codes(facts, **change):
    return may_record(replace(facts, **change)).codes


def test_ratifying_needs_a_quorate_ballot_of_its_own():
    assert codes(RATIFIED, ballot=INQUORATE) == {"inquorate"}
    assert codes(RATIFIED, ballot=None) == {"no-ballot"}


@pytest.mark.parametrize("result", Result)
def test_every_result_is_decided_or_left_undecided_or_has_no_schools(result):
    kinds = [result in DECIDING, result in UNDECIDED, result == Result.NO_SUCH_SCHOOLS]

    assert sum(kinds) == 1


def test_decision_outside_a_meeting_is_recorded_where_enough_replied():
    assert codes(CARRIED, ballot=replace(BALLOT, is_outside=True)) == set()


@pytest.mark.parametrize("result", [Result.VIEW_RECORDED, Result.DEFERRED])
def test_too_few_replies_leave_a_view_or_a_deferral(result):
    assert codes(VIEW, result=result, ballot=FEW_REPLIES) == set()
    assert codes(CARRIED, ballot=FEW_REPLIES) == {"too-few-replies"}


@pytest.mark.parametrize("is_quorate", [True, False])
def test_no_eligible_member_and_no_such_schools_are_no_matter_of_quorum(is_quorate):
    nobody = replace(BALLOT, eligible_voters=0, is_quorate=is_quorate, carried=False)
    no_schools = replace(VIEW, result=Result.NO_SUCH_SCHOOLS, has_schools=False)

    assert codes(VIEW, result=Result.NO_ELIGIBLE_MEMBER, ballot=nobody) == set()
    assert codes(no_schools, eligible_present=0) == set()
    assert codes(LOST, ballot=nobody) == {"no-eligible-voter"}


@pytest.mark.parametrize(
    ("result", "ballot", "warnings"),
    [
        (Result.NOT_CARRIED, TIED, {"casting-vote-open"}),
        (Result.NOT_CARRIED, replace(TIED, casting_vote_open=False), set()),
        (Result.CARRIED, BALLOT, set()),
    ],
)
def test_tie_that_the_chair_may_break_warns(result, ballot, warnings):
    ruling = may_record(replace(CARRIED, result=result, ballot=ballot))

    assert ruling.allowed
    assert ruling.warning_codes == warnings


@pytest.mark.parametrize(
    ("majority", "words"),
    [
        (MajorityRule.SIMPLE, "says not carried, not"),
        (
            MajorityRule.TWO_THIRDS,
            "not carried (two thirds of those voting for or against needed)",
        ),
        (MajorityRule.OF_PRESENT, "not carried (more than half of those present who may vote ne"),
    ],
)
def test_refusal_names_the_majority_that_was_needed(majority, words):
    ballot = replace(BALLOT, carried=False, majority=majority)

    (reason,) = may_record(replace(CARRIED, ballot=ballot)).reasons

    assert reason.code == "result-differs-from-ballot"
    assert words in reason.text


@pytest.mark.parametrize("method", [Method.UNANIMOUS, Method.NOT_COUNTED])
def test_vote_without_counts_decides(method):
    assert codes(CARRIED, ballot=replace(BALLOT, method=method)) == set()


@pytest.mark.parametrize(
    ("chosen", "expected"), [(Decimal("0.5"), set()), (Decimal(0), set()), (None, NO_NUMBER)]
)
def test_number_without_a_majority_is_not_carried_as_it_was_put(chosen, expected):
    ballot = replace(BALLOT, counted_numbers=True, chosen_number=chosen)

    assert codes(CARRIED, ballot=ballot) == expected
    assert codes(AMENDED, ballot=ballot) == set()
