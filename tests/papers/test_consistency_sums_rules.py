"""Figures that do not add up, each with a text in which they do."""

import pytest

from tests.papers.saying import noted, said, warned

SHORTFALL = (
    "1.1 From an original allocation of £2.3m, £589k had been transferred. After reducing its "
    "costs by £590k this left a shortfall of {}."
)
GRANTS = (
    "1.2 In total approximately £1m is distributed to {} schools, with the average amount per "
    "school being £5k. The lowest value is £1k and the highest value is £10k."
)
BID = "4.3 The bid can be up to and including £5m. The bid submission is {}."
RATES = """| Factor | AWPU | FSM | |
| --- | --- | --- | --- |
| Total | £86,420 | £6,640 | {} |"""


def test_what_is_left_is_worked_out_from_what_was_taken():
    assert said("sum-does-not-add-up", SHORTFALL.format("£1.2m")) == (
        "In paragraph 1.1, £2.3m less £589k less £590k leaves £1,121,000; the text says £1.2m."
    )
    assert warned(SHORTFALL.format("£1.1m")) == set()


def test_what_is_left_of_another_sum_is_not_compared():
    text = "1. An underspend of £78k, and £140k, this left a balance of £3k."

    assert warned(text) == set()


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("Four posts at £89,604 (4 x £22,401).", False),
        ("Four posts at £89,640 (4 x £22,401).", True),
        ("It costs 4 x £22,401 = £89,604.", False),
        ("It costs 4 x £22,401 = £98,604.", True),
    ],
)
def test_so_many_times_a_price_is_multiplied(text, differs):
    assert ("product-differs" in warned(text)) is differs


def test_rounded_average_is_noted_where_its_figures_make_another():
    assert said("average-does-not-fit", GRANTS.format(176)) == (
        "In paragraph 1.2, approximately £1m over 176 schools is £5,682 each; the text says £5k. "
        "They are rounded apart."
    )
    assert noted(GRANTS.format(200)) == set()


def test_range_that_cannot_make_the_total_is_a_warning():
    assert warned(GRANTS.format(176)) == set()
    assert said("range-does-not-hold", GRANTS.format(20)) == (
        "In paragraph 1.2, 20 schools with £1k to £10k each cannot share approximately £1m."
    )


def test_bid_is_held_against_its_ceiling():
    assert said("over-ceiling", BID.format("£5,000,100")) == (
        "Paragraph 4.3 asks for £5,000,100, and there is at most £5m to have."
    )
    assert said("near-ceiling", BID.format("£4,996,042")) == (
        "Paragraph 4.3 asks for £4,996,042 of at most £5m: £3,958 is left for anything unforeseen."
    )
    assert noted(BID.format("£3,000,000")) == set()


def test_row_of_amounts_adds_up_to_its_last_cell():
    assert warned(RATES.format("£93,060")) == set()
    assert said("table-does-not-add-up", RATES.format("£93,600")) == (
        "In the table, the row “Total” adds up to £93,060; it says £93,600."
    )
