from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.choices import VoteCast
from decisions.rules.numbers import may_answer, may_count_numbers, numeric_result, read_number

HALF, QUARTER = Decimal("0.5"), Decimal("0.25")
NUMBERS = st.dictionaries(
    st.decimals(-100, 100, places=2), st.integers(0, 12), min_size=1, max_size=6
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.5", "0.5"),
        ("0.5%", "0.5"),
        (" 0.5 % ", "0.5"),
        ("0.5 per cent", "0.5"),
        ("-0.5", "-0.5"),
        ("−0.5", "-0.5"),
        ("+0.5", "0.5"),
        (".5", "0.5"),
        ("£1,000", "1000"),
        ("-£1,000.50", "-1000.50"),
        ("1000000", "1000000"),
        ("0", "0"),
        ("-0", "0"),
    ],
)
def test_number_is_read_as_people_write_it(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", " ", "half", "0,5", "1,00", "0.5.1", "1e3", "NaN", "Infinity", "--1", "5 %%", "٥"]
)
def test_what_is_no_number_is_not_read(text):
    assert read_number(text) is None


def test_number_that_more_than_half_of_those_in_favour_gave_is_chosen():
    result = numeric_result({HALF: 5, QUARTER: 3, Decimal(0): 1}, votes_for=9)

    assert (result.lowest, result.median, result.highest) == (0, HALF, HALF)
    assert result.chosen == HALF
    assert result.sentence == (
        "Chosen by more than half of those in favour: 0.5 (lowest 0, median 0.5, highest 0.5)"
    )


def test_half_of_those_in_favour_choose_no_number():
    result = numeric_result({HALF: 4, QUARTER: 4}, votes_for=8)

    assert result.chosen is None
    assert result.sentence == (
        "No number has more than half of the votes for: lowest 0.25, median 0.375, highest 0.5"
    )


def test_nobody_in_favour_gives_no_number():
    result = numeric_result({}, votes_for=0)

    assert (result.lowest, result.median, result.highest, result.chosen) == (None,) * 4
    assert result.sentence == "No number given"


def test_large_numbers_are_said_in_full():
    result = numeric_result({Decimal("1E+3"): 1}, votes_for=1)

    assert "1000 (" in result.sentence


@given(numbers=NUMBERS)
def test_chosen_number_was_given_and_lies_in_the_spread(numbers):
    result = numeric_result(numbers, votes_for=sum(numbers.values()))

    if result.lowest is None:
        assert not any(numbers.values())
        return
    assert result.lowest <= result.median <= result.highest
    if result.chosen is not None:
        assert result.median == result.chosen
        assert Counter(numbers).most_common(1)[0][0] == result.chosen


@pytest.mark.parametrize(
    ("choice", "number", "asks_number", "codes"),
    [
        (VoteCast.FOR, HALF, True, set()),
        (VoteCast.FOR, None, True, {"number-missing"}),
        (VoteCast.AGAINST, None, True, set()),
        (VoteCast.ABSTAIN, None, True, set()),
        (VoteCast.AGAINST, HALF, True, {"number-not-in-favour"}),
        (VoteCast.ABSTAIN, HALF, True, {"number-not-in-favour"}),
        (VoteCast.FOR, None, False, set()),
        (VoteCast.FOR, HALF, False, {"number-not-asked"}),
        (VoteCast.FOR, Decimal(0), True, set()),
    ],
)
def test_number_goes_with_a_vote_for(choice, number, asks_number, codes):
    ruling = may_answer(where="1", choice=choice, number=number, asks_number=asks_number)

    assert ruling.codes == codes


@pytest.mark.parametrize(
    ("numbers", "votes_for", "asks_number", "codes"),
    [
        ({HALF: 5, QUARTER: 2}, 7, True, set()),
        ({HALF: 5, QUARTER: 2}, 8, True, {"numbers-differ-from-votes-for"}),
        ({HALF: 5, QUARTER: 2}, 6, True, {"numbers-differ-from-votes-for"}),
        ({}, 1, True, {"numbers-differ-from-votes-for"}),
        ({}, 0, True, set()),
        ({}, None, True, set()),
        ({HALF: 3, QUARTER: -1}, 2, True, {"count-negative"}),
        ({}, 7, False, set()),
        ({HALF: 7}, 7, False, {"number-not-asked"}),
    ],
)
def test_hands_in_favour_are_each_counted_under_one_number(numbers, votes_for, asks_number, codes):
    ruling = may_count_numbers(
        where="1", numbers=numbers, votes_for=votes_for, asks_number=asks_number
    )

    assert ruling.codes == codes
