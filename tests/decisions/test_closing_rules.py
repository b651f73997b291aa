from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import BallotStatus, Method, MinutesStage, Result
from decisions.rules.closing import WITHOUT_COUNTS, ClosingFacts, may_close_ballot
from decisions.rules.minutes import BallotRecord, MinutedQuestionFacts, MinutesFacts, still_open
from forum.choices import MajorityRule

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
UNANIMOUS = replace(NOT_COUNTED, method=Method.UNANIMOUS, stated_carried=None)
NUMBERS = replace(
    HANDS,
    asks_number=True,
    number_counts={Decimal("0.5"): 2, Decimal("0.25"): 1},
    option_counts={},
)
ELECTION = replace(
    UNANIMOUS,
    method=Method.SHOW_OF_HANDS,
    is_election=True,
    candidates=("north", "south"),
    candidate_counts={"north": 4, "south": 2},
    elected="north",
)
SECRET = replace(ELECTION, method=Method.SECRET, candidate_counts={})
ALONE = replace(SECRET, method=Method.SHOW_OF_HANDS, candidates=("north",))
OUTSIDE = ClosingFacts("1", BallotStatus.OPEN, Method.ELECTRONIC, 6, is_outside=True)


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


@pytest.mark.parametrize(
    "facts",
    [
        UNANIMOUS,
        NUMBERS,
        ELECTION,
        SECRET,
        ALONE,
        OUTSIDE,
        replace(ALONE, votes_for=4, votes_against=1, abstentions=1),
        replace(SECRET, method=Method.NOT_COUNTED),
        replace(SECRET, method=Method.ELECTRONIC, elected=None),
    ],
)
def test_ballot_closes_as_it_was_taken(facts):
    ruling = may_close_ballot(facts)

    assert ruling.allowed
    assert not ruling.warnings


@pytest.mark.parametrize(
    ("facts", "change", "code"),
    [
        (UNANIMOUS, {"votes_for": 6}, "unanimous-with-counts"),
        (UNANIMOUS, {"option_counts": {"A": 6}}, "unanimous-with-counts"),
        (UNANIMOUS, {"number_counts": {Decimal(1): 6}}, "unanimous-with-counts"),
        (SECRET, {"votes_for": 4}, "secret-with-counts"),
        (SECRET, {"candidate_counts": {"north": 4, "south": 2}}, "result-only"),
        (SECRET, {"elected": None}, "elected-missing"),
        (SECRET, {"is_quorate": False}, "inquorate-election"),
        (ELECTION, {"candidate_counts": {"north": 3, "south": 3}}, "election-tied"),
        (ELECTION, {"candidate_counts": {"north": 5, "south": 2}}, "counts-exceed-register"),
        (ALONE, {"votes_for": 4}, "counts-missing"),
        (NUMBERS, {"votes_for": 4, "votes_against": 1}, "numbers-differ-from-votes-for"),
        (NUMBERS, {"asks_number": False}, "number-not-asked"),
    ],
)
def test_ballot_of_this_kind_does_not_close(facts, change, code):
    assert may_close_ballot(replace(facts, **change)).codes == {code}


@pytest.mark.parametrize(
    ("votes", "majority", "codes"),
    [
        ((2, 3, 1), MajorityRule.SIMPLE, {"elected-not-carried"}),
        ((3, 3, 0), MajorityRule.SIMPLE, {"elected-not-carried"}),
        ((3, 2, 0), MajorityRule.SIMPLE, set()),
        ((3, 2, 0), MajorityRule.TWO_THIRDS, {"elected-not-carried"}),
        ((3, 2, 0), MajorityRule.OF_PRESENT, {"elected-not-carried"}),
    ],
)
def test_hands_raised_on_who_stands_alone_do_count(votes, majority, codes):
    counted = dict(zip(("votes_for", "votes_against", "abstentions"), votes, strict=True))

    assert may_close_ballot(replace(ALONE, majority=majority, **counted)).codes == codes


def test_inquorate_meeting_is_told_to_void_its_election():
    (reason,) = may_close_ballot(replace(ELECTION, is_quorate=False)).reasons

    assert "Void this ballot; the election is deferred" in reason.text


@pytest.mark.parametrize(
    ("facts", "change", "warnings"),
    [
        (NOT_COUNTED, {"majority": MajorityRule.TWO_THIRDS}, {"majority-not-shown"}),
        (NOT_COUNTED, {"majority": MajorityRule.OF_PRESENT}, {"majority-not-shown"}),
        (NOT_COUNTED, {}, set()),
        (UNANIMOUS, {"majority": MajorityRule.TWO_THIRDS}, set()),
        (OUTSIDE, {"is_quorate": False}, {"too-few-replies"}),
        (HANDS, {"is_quorate": False}, set()),
    ],
)
def test_closing_warns(facts, change, warnings):
    ruling = may_close_ballot(replace(facts, **change))

    assert ruling.allowed
    assert ruling.warning_codes == warnings


@pytest.mark.parametrize("method", Method)
def test_minutes_need_counts_where_the_method_takes_them(method):
    ballot = BallotRecord(has_register=True, has_counts=False, is_quorate=True, method=method)
    question = MinutedQuestionFacts(where="1", result=Result.NOT_CARRIED, ballot=ballot)
    minutes = MinutesFacts(
        stage=MinutesStage.WRITING, meeting_on=date(2026, 1, 15), questions=(question,)
    )

    missing = set() if method in WITHOUT_COUNTS else {"counts-missing"}
    assert still_open(minutes).codes == missing
