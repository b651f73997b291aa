from decimal import Decimal

import pytest

from decisions.pdfs.drawing import short_pounds, shortened, steps_to


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "£0"),
        ("949.50", "£950"),
        ("999.49", "£999"),
        ("999.50", "£1k"),
        ("4500", "£4.5k"),
        ("30352.50", "£30.4k"),
        ("89604", "£89.6k"),
        ("336000", "£336k"),
        ("999499", "£999k"),
        ("999500", "£1m"),
        ("1440000", "£1.44m"),
        ("13643822", "£13.6m"),
        ("-39604", "-£39.6k"),
    ],
)
def test_short_amount_has_three_figures(amount, text):
    assert short_pounds(Decimal(amount)) == text


@pytest.mark.parametrize("most", ["1", "3", "89604", "336000", "999999", "13643822"])
def test_scale_reaches_the_most_in_few_round_steps(most):
    steps = steps_to(Decimal(most))

    assert 2 <= len(steps) <= 5
    assert steps[0] == 0
    assert steps[-2] < Decimal(most) <= steps[-1]


def test_scale_of_nothing_is_still_a_scale():
    assert steps_to(Decimal(0)) == [0, 1]


def test_words_are_cut_to_their_room():
    assert shortened("Insurance", 200, 15) == "Insurance"
    assert shortened("Contingency for schools in financial difficulty", 200, 15).endswith("…")
