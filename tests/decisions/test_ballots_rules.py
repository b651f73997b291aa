from dataclasses import replace

import pytest

from decisions.choices import BallotStatus, Method
from decisions.rules.ballots import (
    ClosingFacts,
    OpeningFacts,
    may_close_ballot,
    may_open_ballot,
    may_void,
)
from forum.choices import MeetingStage
from forum.rules.quorum import Quorum
from papers.choices import ForumRole

OPENING = OpeningFacts(
    where="Recommendation 2(i), Maintained primary schools",
    group_label="Maintained primary schools",
    method=Method.ELECTRONIC,
    meeting_stage=MeetingStage.OPEN,
    forum_role=ForumRole.DECIDES,
    eligible_present=1,
    quorum=Quorum(needed=6, present=6),
)
HANDS = ClosingFacts(
    where="Recommendation 2(i)",
    status=BallotStatus.OPEN,
    method=Method.SHOW_OF_HANDS,
    eligible_voters=6,
    votes_for=3,
    votes_against=2,
    abstentions=1,
    option_counts={"A": 2, "B": 1},
    option_letters=("A", "B"),
)
NOT_COUNTED = ClosingFacts(
    where="Recommendation 2(i)",
    status=BallotStatus.OPEN,
    method=Method.NOT_COUNTED,
    eligible_voters=6,
    stated_carried=False,
)


def test_ballot_opens_with_one_eligible_voter():
    ruling = may_open_ballot(OPENING)

    assert ruling.allowed
    assert not ruling.warnings


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"is_tabled": False}, "not-tabled"),
        ({"meeting_stage": MeetingStage.PUBLISHED}, "meeting-not-open"),
        ({"meeting_stage": MeetingStage.HELD}, "meeting-not-open"),
        ({"has_outcome": True}, "outcome-exists"),
        ({"has_standing_ballot": True}, "ballot-stands"),
        ({"forum_role": ForumRole.INFORMED}, "informed-only"),
        ({"eligible_present": 0}, "no-eligible-voter"),
        ({"has_schools": False, "eligible_present": 0}, "no-such-schools"),
    ],
)
def test_ballot_does_not_open(change, code):
    assert may_open_ballot(replace(OPENING, **change)).codes == {code}


@pytest.mark.parametrize("role", [ForumRole.CONSULTED, ForumRole.ELECTS, ForumRole.PROCEDURE])
def test_ballot_opens_also_where_the_forum_gives_a_view_or_elects(role):
    assert may_open_ballot(replace(OPENING, forum_role=role)).allowed


def test_no_eligible_voter_says_what_to_record_instead():
    (reason,) = may_open_ballot(replace(OPENING, eligible_present=0)).reasons

    assert "Record “no eligible member present” instead" in reason.text
    assert reason.where == "Recommendation 2(i), Maintained primary schools"


def test_every_obstacle_to_opening_is_named_at_once():
    bare = replace(OPENING, is_tabled=False, has_outcome=True, eligible_present=0)

    assert may_open_ballot(bare).codes == {"not-tabled", "outcome-exists", "no-eligible-voter"}


@pytest.mark.parametrize(("present", "warnings"), [(6, set()), (5, {"inquorate"})])
def test_ballot_without_quorum_warns(present, warnings):
    ruling = may_open_ballot(replace(OPENING, quorum=Quorum(needed=6, present=present)))

    assert ruling.allowed
    assert ruling.warning_codes == warnings


@pytest.mark.parametrize("method", [Method.SHOW_OF_HANDS, Method.NOT_COUNTED])
def test_hands_raised_at_the_meeting_may_be_entered_after_it(method):
    after = may_open_ballot(replace(OPENING, method=method, meeting_stage=MeetingStage.HELD))
    before = may_open_ballot(replace(OPENING, method=method, meeting_stage=MeetingStage.PUBLISHED))

    assert (after.allowed, after.warning_codes) == (True, {"entered-after-the-meeting"})
    assert before.codes == {"meeting-not-open"}


@pytest.mark.parametrize(
    "facts", [HANDS, NOT_COUNTED, ClosingFacts("1", BallotStatus.OPEN, Method.ELECTRONIC, 6)]
)
def test_open_ballot_closes(facts):
    assert may_close_ballot(facts).allowed


@pytest.mark.parametrize(
    ("facts", "change", "code"),
    [
        (HANDS, {"status": BallotStatus.CLOSED}, "ballot-not-open"),
        (HANDS, {"status": BallotStatus.PREPARING}, "ballot-not-open"),
        (HANDS, {"abstentions": None}, "counts-missing"),
        (HANDS, {"votes_against": -1}, "count-negative"),
        (HANDS, {"option_counts": {"A": -1}}, "count-negative"),
        (HANDS, {"eligible_voters": 5}, "counts-exceed-register"),
        (HANDS, {"option_counts": {"A": 3, "B": 1}}, "option-counts-exceed-votes-for"),
        (HANDS, {"option_counts": {"C": 1}}, "option-unknown"),
        (NOT_COUNTED, {"stated_carried": None}, "declaration-missing"),
        (NOT_COUNTED, {"votes_for": 3}, "counts-not-taken"),
    ],
)
def test_ballot_does_not_close(facts, change, code):
    assert may_close_ballot(replace(facts, **change)).codes == {code}


def test_who_did_not_vote_need_not_be_counted():
    assert may_close_ballot(replace(HANDS, votes_against=0)).allowed


def test_ballot_is_voided_with_a_reason():
    for status in (BallotStatus.PREPARING, BallotStatus.OPEN, BallotStatus.CLOSED):
        ruling = may_void(where="1", status=status, reason="Wrong register", has_outcome=False)
        assert ruling.allowed


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": BallotStatus.VOID}, "void-already"),
        ({"reason": "  "}, "reason-missing"),
        ({"has_outcome": True}, "outcome-exists"),
    ],
)
def test_ballot_is_not_voided(change, code):
    facts = {
        "where": "1",
        "status": BallotStatus.CLOSED,
        "reason": "Wrong register",
        "has_outcome": False,
    }

    assert may_void(**{**facts, **change}).codes == {code}
