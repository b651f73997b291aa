from dataclasses import replace

import pytest

from decisions.choices import BallotStatus, Method
from decisions.rules.ballots import OpeningFacts, may_open_ballot, may_void
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
ELECTION = replace(OPENING, forum_role=ForumRole.ELECTS, method=Method.SHOW_OF_HANDS, candidates=2)
OUTSIDE = replace(OPENING, is_outside=True, in_constitution=True, told=14, members=14)


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


@pytest.mark.parametrize("method", [Method.SHOW_OF_HANDS, Method.UNANIMOUS, Method.NOT_COUNTED])
def test_hands_raised_at_the_meeting_may_be_entered_after_it(method):
    after = may_open_ballot(replace(OPENING, method=method, meeting_stage=MeetingStage.HELD))
    before = may_open_ballot(replace(OPENING, method=method, meeting_stage=MeetingStage.PUBLISHED))

    assert (after.allowed, after.warning_codes) == (True, {"entered-after-the-meeting"})
    assert before.codes == {"meeting-not-open"}


@pytest.mark.parametrize("method", [m for m in Method if m != Method.ELECTRONIC])
def test_election_opens_between_candidates(method):
    ruling = may_open_ballot(replace(ELECTION, method=method))

    assert ruling.allowed
    assert not ruling.warnings


@pytest.mark.parametrize(
    ("facts", "change", "code"),
    [
        (OPENING, {"method": Method.SECRET}, "secret-only-for-elections"),
        (ELECTION, {"candidates": 0}, "no-candidate"),
        (ELECTION, {"method": Method.ELECTRONIC}, "candidates-not-on-devices"),
        (OUTSIDE, {"in_constitution": False}, "outside-not-in-constitution"),
        (OUTSIDE, {"told": 13}, "members-not-told"),
        (OUTSIDE, {"method": Method.SHOW_OF_HANDS}, "outside-is-electronic"),
        (OUTSIDE, {"method": Method.UNANIMOUS}, "outside-is-electronic"),
    ],
)
def test_ballot_of_this_kind_does_not_open(facts, change, code):
    assert may_open_ballot(replace(facts, **change)).codes == {code}


def test_who_stands_alone_may_be_voted_on_by_device():
    assert may_open_ballot(replace(ELECTION, method=Method.ELECTRONIC, candidates=1)).allowed


def test_forum_without_somebody_in_the_chair_is_warned():
    ruling = may_open_ballot(replace(OPENING, presiding=False))

    assert ruling.allowed
    assert ruling.warning_codes == {"nobody-presides"}
    assert "Leicestershire" in ruling.warnings[0].source


def test_electing_who_presides_needs_nobody_in_the_chair():
    assert not may_open_ballot(replace(ELECTION, presiding=False)).warnings


def test_inquorate_election_is_warned_that_it_elects_nobody():
    ruling = may_open_ballot(replace(ELECTION, quorum=Quorum(needed=6, present=5)))

    assert ruling.allowed
    assert ruling.warning_codes == {"inquorate"}
    assert ruling.warnings[0].text.endswith("The forum cannot elect: defer the election.")


def test_outside_a_meeting_nobody_is_in_the_room_to_make_a_quorum():
    ruling = may_open_ballot(replace(OUTSIDE, quorum=Quorum(needed=6, present=0), presiding=False))

    assert ruling.allowed
    assert not ruling.warnings


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


@pytest.mark.parametrize("method", [Method.UNANIMOUS, Method.NOT_COUNTED])
def test_number_is_asked_only_where_answers_are_counted(method):
    asked = replace(OPENING, method=method, asks_number=True)

    assert may_open_ballot(asked).codes == {"number-not-counted"}
    assert may_open_ballot(replace(asked, method=Method.SHOW_OF_HANDS)).allowed
