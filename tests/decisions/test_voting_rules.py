from dataclasses import replace
from decimal import Decimal

import pytest

from decisions.choices import BallotStatus, Method, VoteCast
from decisions.rules.tally import tally
from decisions.rules.voting import VotingFacts, may_give_casting_vote, may_vote
from forum.choices import MajorityRule

VOTING = VotingFacts(
    where="Recommendation 2(i), Maintained primary schools",
    status=BallotStatus.OPEN,
    method=Method.ELECTRONIC,
    on_register=True,
    is_eligible=True,
    register_reason="Holds a maintained primary seat and is present.",
    has_voted=False,
    choice=VoteCast.FOR,
    option_letter="B",
    option_letters=("A", "B"),
)
AGAINST = {"choice": VoteCast.AGAINST, "option_letter": ""}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"option_letter": ""},
        {"choice": VoteCast.AGAINST, "option_letter": ""},
        {"choice": VoteCast.ABSTAIN, "option_letter": ""},
    ],
)
def test_member_on_the_register_votes(change):
    assert may_vote(replace(VOTING, **change)).allowed


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": BallotStatus.CLOSED}, "ballot-not-open"),
        ({"status": BallotStatus.VOID}, "ballot-not-open"),
        ({"method": Method.SHOW_OF_HANDS}, "not-electronic"),
        ({"on_register": False, "is_eligible": False}, "not-on-register"),
        ({"is_eligible": False}, "not-eligible"),
        ({"has_voted": True}, "voted-already"),
        ({"option_letter": "C"}, "option-unknown"),
        ({"choice": VoteCast.AGAINST}, "option-not-in-favour"),
    ],
)
def test_vote_is_refused(change, code):
    assert may_vote(replace(VOTING, **change)).codes == {code}


def test_refusal_gives_the_reason_of_the_register():
    reason = "The school became an academy on 1 September 2018, so this seat may not vote."

    (refusal,) = may_vote(replace(VOTING, is_eligible=False, register_reason=reason)).reasons

    assert refusal.text == reason


def casting(**change):
    facts = {
        "where": "1",
        "in_constitution": True,
        "chair_is_eligible": True,
        "votes": tally(3, 3, 0),
    }
    return may_give_casting_vote(**{**facts, **change})


def test_chair_casts_on_a_tie():
    assert casting().allowed


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"in_constitution": False}, "no-casting-vote"),
        ({"chair_is_eligible": False}, "chair-not-eligible"),
        ({"chair_present": False}, "chair-not-present"),
        ({"chair_present": False, "chair_is_eligible": False}, "chair-not-present"),
        ({"status": BallotStatus.OPEN}, "ballot-not-closed"),
        ({"status": BallotStatus.VOID}, "ballot-not-closed"),
        ({"has_outcome": True}, "outcome-exists"),
        ({"already": True}, "cast-already"),
        ({"majority": MajorityRule.TWO_THIRDS}, "majority-not-simple"),
        ({"votes": tally(3, 3, 0, majority=MajorityRule.OF_PRESENT)}, "majority-not-simple"),
        ({"votes": tally(4, 3, 0)}, "no-tie"),
        ({"votes": tally(0, 0, 5)}, "no-tie"),
    ],
)
def test_chair_does_not_cast(change, code):
    assert casting(**change).codes == {code}


def test_chair_outside_the_group_neither_votes_nor_casts():
    outside = {"is_eligible": False, "register_reason": "Academies members do not vote on this."}

    assert may_vote(replace(VOTING, **outside)).codes == {"not-eligible"}
    assert casting(chair_is_eligible=False).reasons[0].text == (
        "The chair is outside the group that votes on this, and can neither vote nor cast."
    )


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"asks_number": True, "number": Decimal("0.5")}, set()),
        ({"asks_number": True}, {"number-missing"}),
        ({"number": Decimal("0.5")}, {"number-not-asked"}),
        ({**AGAINST, "asks_number": True, "number": Decimal("0.5")}, {"number-not-in-favour"}),
        ({**AGAINST, "asks_number": True}, set()),
    ],
)
def test_vote_gives_the_number_that_is_asked(change, codes):
    assert may_vote(replace(VOTING, **change)).codes == codes
