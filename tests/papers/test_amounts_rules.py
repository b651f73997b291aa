from decimal import Decimal

import pytest

from papers.choices import Precision
from papers.rules.amounts import amounts, figure, printed_year, rounded_to, years


@pytest.mark.parametrize(
    ("text", "amount", "precision"),
    [
        ("at a cost of £89,604", "89604", Precision.EXACT),
        ("approximately £1m", "1000000", Precision.APPROXIMATE),
        ("(c. £1m)", "1000000", Precision.APPROXIMATE),
        ("totals c.£53m in 2015-16", "53000000", Precision.APPROXIMATE),
        ("up to and including £5m", "5000000", Precision.UP_TO),
        ("no more than £20k", "20000", Precision.UP_TO),
        ("over £45 million", "45000000", Precision.APPROXIMATE),
        ("£19.5 million", "19500000", Precision.EXACT),
        ("£31 bn of", "31000000000", Precision.EXACT),
        ("£30,352.50", "30352.50", Precision.EXACT),
        ("£4,996,042, with", "4996042", Precision.EXACT),
    ],
)
def test_amount_is_read_with_how_firmly_it_is_stated(text, amount, precision):
    (found,) = amounts(text)

    assert (found.amount, found.precision) == (Decimal(amount), precision)


@pytest.mark.parametrize(
    ("text", "is_rate"),
    [
        ("£9.50 per FSM pupil", True),
        ("£45.00 per place", True),
        ("£5k per annum", False),
        ("£336k", False),
    ],
)
def test_rate_is_told_from_a_sum(text, is_rate):
    assert amounts(text)[0].is_rate is is_rate


def test_amounts_come_in_the_order_of_the_text():
    assert [str(each.amount) for each in amounts("£2,114 to £29,912")] == ["2114", "29912"]


def test_figure_longer_than_the_national_budget_is_none():
    assert amounts("£1234567890123") == ()


def test_years_are_read_as_the_field_writes_them():
    text = "2024-25, 2024/25, 2023-2024, 2025–26, 2024-26 and 2019"

    assert years(text) == ("2024-25", "2023-24", "2025-26")


@pytest.mark.parametrize(
    ("cell", "year"),
    [("2023-24 rate", "2023-24"), ("Primary", ""), ("2023-24 and 2024-25", "")],
)
def test_cell_names_one_year_or_none(cell, year):
    assert printed_year(cell) == year


@pytest.mark.parametrize(
    ("cell", "number"),
    [("£86,420", "86420"), ("9.50", "9.50"), ("AWPU", None), ("", None), ("£1m", None)],
)
def test_cell_holds_a_figure_or_none(cell, number):
    assert figure(cell) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("total", "precision"),
    [(190000, 1000), (88300, 100), (30352, 1), (2400, 100), (7000, 1000), (0, 1)],
)
def test_total_shows_what_it_is_rounded_to(total, precision):
    assert rounded_to(Decimal(total)) == precision
