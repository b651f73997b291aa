"""What a request costs for each pupil, and the whole cost in words."""

from decimal import Decimal

import pytest

from papers.rules.schedules.per_pupil import per_pupil, total_words

PUPILS = {"Maintained primary schools": 17284, "Mainstream academies": 20000}


def words(shares, total):
    found = per_pupil(shares, Decimal(total), PUPILS, "all schools")
    return [each.words for each in found]


def test_cost_falls_on_the_pupils_whose_budget_shares_pay():
    assert words({"Maintained primary schools": Decimal(363000)}, 363000) == [
        "£21.00: £363,000 for 17,284 pupils of maintained primary schools"
    ]


def test_other_money_is_divided_by_all_pupils():
    assert words({}, 89604) == ["£2.40: £89,604 for 37,284 pupils of all schools"]
    assert words({}, 100) == ["less than a penny: £100 for 37,284 pupils of all schools"]
    assert words({}, 0) == []


def test_pupils_that_are_not_counted_are_said():
    assert words({"Maintained special schools": Decimal(7000)}, 7000) == [
        "not stated: the pupils of maintained special schools are not counted"
    ]


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ((), "This paper asks for no money"),
        (((None, " for 2026-27"),), "not stated"),
        (((Decimal(500), " for 2026-27"), (Decimal(250), " for 2026-27")), "£750 for 2026-27"),
        (
            ((Decimal(500), " for 2026-27"), (None, "")),
            "£500 for 2026-27; for the rest no amount is stated",
        ),
    ],
)
def test_whole_cost_is_said_in_words(amounts, said):
    assert total_words(amounts) == said
