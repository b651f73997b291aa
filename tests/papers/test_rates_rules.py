from dataclasses import replace
from decimal import Decimal

import pytest

from papers.rules.facts import RateFacts
from papers.rules.schedules.rates import (
    change_on_last_year,
    factors_agree,
    factors_total,
    percent_change,
    rate_check,
    repeats_year,
)

AWPU = RateFacts(
    "AWPU",
    Decimal("11.00"),
    Decimal(17284),
    Decimal(190000),
    "2024-25",
    Decimal("11.00"),
    "2023-24",
)
FSM = RateFacts("FSM eligible pupils", Decimal("9.50"), Decimal(3195), Decimal(30352))
EAL = RateFacts("EAL 3", Decimal("38.00"), None, Decimal(107000))


def test_a_total_agrees_within_the_precision_it_is_printed_to():
    check = rate_check(AWPU, precision=1000)

    assert (check.computed, check.agrees) == (Decimal("190124.00"), True)
    assert check.sentence == "17,284 × £11.00 = £190,124, agrees with £190,000 as printed"


def test_a_tie_counts_as_agreeing():
    check = rate_check(FSM)

    assert (check.computed, check.agrees) == (Decimal("30352.50"), True)
    assert check.sentence == "3,195 × £9.50 = £30,352.50, agrees with £30,352 as printed"


@pytest.mark.parametrize(
    ("precision", "printed", "agrees"),
    [
        (1, "99.49", False),
        (1, "99.50", True),
        (1, "99.51", True),
        (1, "100.49", True),
        (1, "100.50", True),
        (1, "100.51", False),
        (100, "49.99", False),
        (100, "50", True),
        (100, "50.01", True),
        (100, "149.99", True),
        (100, "150", True),
        (100, "150.01", False),
        (1000, "599.99", True),
        (1000, "600", True),
        (1000, "600.01", False),
    ],
)
def test_agreement_stops_just_beyond_half_of_the_precision(precision, printed, agrees):
    rate = RateFacts("pupil", Decimal("1"), Decimal(100), Decimal(printed))

    assert rate_check(rate, precision=precision).agrees is agrees


def test_a_total_that_differs_says_so_and_is_not_mended():
    check = rate_check(replace(AWPU, printed_total=Decimal(191000)), precision=1000)

    assert (check.agrees, check.printed) == (False, Decimal(191000))
    assert check.sentence == "17,284 × £11.00 = £190,124, differs from £191,000 as printed"


def test_units_not_stated_are_implied_with_the_range_the_precision_allows():
    check = rate_check(EAL, precision=1000)

    assert (check.computed, check.agrees) == (None, None)
    assert check.sentence == "units not stated, implied 2,815.8 (between 2,802.6 and 2,828.9)"


@pytest.mark.parametrize(
    ("rate", "printed", "precision", "sentence"),
    [
        ("45.00", 7000, 1000, "implied 155.6 (between 144.4 and 166.7)"),
        ("15.33", 2400, 100, "implied 156.6 (between 153.3 and 159.8)"),
        ("14.08", 31111, 1, "implied 2,209.6 (between 2,209.6 and 2,209.6)"),
        ("5.00", 0, 1000, "implied 0.0 (between 0.0 and 100.0)"),
        ("0.50", 100, 1, "implied 200.0 (between 199.0 and 201.0)"),
    ],
)
def test_implied_units(rate, printed, precision, sentence):
    check = rate_check(
        RateFacts("place", Decimal(rate), None, Decimal(printed)), precision=precision
    )

    assert check.sentence == f"units not stated, {sentence}"


def test_implied_units_are_never_fewer_than_none():
    assert rate_check(RateFacts("place", Decimal(5), None, Decimal(0))).implied_least == 0


def test_a_total_is_printed_to_the_pound_where_nothing_else_is_said():
    assert not rate_check(replace(FSM, printed_total=Decimal("30351.99"))).agrees
    assert not factors_agree([FSM], Decimal("30352.51"))


def test_a_rate_of_nothing_implies_no_units():
    check = rate_check(RateFacts("pupil", Decimal(0), None, Decimal(100)))

    assert (check.implied, check.sentence) == (None, "units not stated")


def test_units_may_be_fractional():
    rate = RateFacts("IDACI A", Decimal("10.07"), Decimal("123.14"), Decimal(1240))

    assert rate_check(rate).agrees


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        ("21.00", "20.00", Decimal("5.0")),
        ("36.96", "34.87", Decimal("6.0")),
        ("19.31", "18.88", Decimal("2.3")),
        ("45.00", "44.00", Decimal("2.3")),
        ("5.11", "5.11", Decimal("0.0")),
        ("9.00", "10.00", Decimal("-10.0")),
        ("0.75", "0.50", Decimal("50.0")),
        ("9.00", "0", None),
    ],
)
def test_price_change_on_last_year(now, before, change):
    rate = RateFacts("AWPU", Decimal(now), None, Decimal(1), prior_rate=Decimal(before))

    assert rate_check(rate).price_change == change


def test_price_change_is_unknown_without_last_years_rate():
    assert rate_check(EAL).price_change is None
    assert percent_change(Decimal(1), None) is None


@pytest.mark.parametrize(
    ("label", "year_label", "year", "repeats"),
    [
        ("2024-25", "2024-25", "2024-25", True),
        ("2024-25", "", "2024-25", True),
        ("2024-25", "2024-25", "", True),
        ("2023-24", "2024-25", "2024-25", False),
        ("", "", "", False),
        ("", "2024-25", "2024-25", False),
    ],
)
def test_last_years_rate_with_the_label_of_this_year_is_noticed(label, year_label, year, repeats):
    rate = replace(FSM, year_label=year_label, prior_year_label=label)

    assert repeats_year(rate, year) is repeats


def parts(*totals):
    return [RateFacts("part", Decimal(1), None, Decimal(total)) for total in totals]


def test_factors_total_is_the_sum_as_printed():
    assert factors_total(parts(86420, 6640, 31111)) == Decimal(124171)
    assert factors_total([]) == 0


@pytest.mark.parametrize(
    ("totals", "amount", "precision", "agree"),
    [
        ((100,), "100", 1, True),
        ((100,), "100.50", 1, True),
        ((100,), "100.51", 1, False),
        ((100,), "99.49", 1, False),
        ((100, 100), "201.50", 1, True),
        ((100, 100), "201.51", 1, False),
        ((100, 100), "198.50", 1, True),
        ((100, 100), "198.49", 1, False),
        ((100, 100, 100), "302", 1, True),
        ((100, 100, 100), "302.01", 1, False),
        ((190000,), "190124", 1000, True),
    ],
)
def test_factors_agree_with_the_line_within_the_rounding_of_each(totals, amount, precision, agree):
    assert factors_agree(parts(*totals), Decimal(amount), precision=precision) is agree


def test_change_on_last_year_splits_price_from_volume():
    rate = RateFacts(
        "AWPU", Decimal("21.00"), Decimal(1000), Decimal(21000), prior_rate=Decimal("20.00")
    )

    change = change_on_last_year([rate], amount=Decimal(21000), last_year_amount=Decimal(19000))

    assert (change.total, change.by_price, change.by_volume) == (
        Decimal(2000),
        Decimal(1000),
        Decimal(1000),
    )


def test_change_at_a_flat_rate_is_all_volume():
    rate = replace(FSM, prior_rate=Decimal("9.50"))

    change = change_on_last_year([rate], amount=Decimal(30352), last_year_amount=Decimal(29450))

    assert (change.by_price, change.by_volume) == (0, Decimal(902))


def test_change_with_implied_units():
    rate = RateFacts("place", Decimal("45.00"), None, Decimal(7020), prior_rate=Decimal("44.00"))

    change = change_on_last_year([rate], amount=Decimal(7020), last_year_amount=Decimal(7000))

    assert (change.by_price, change.by_volume) == (Decimal(156), Decimal(-136))


def test_change_at_a_rate_of_pennies():
    rate = RateFacts("pupil", Decimal("0.50"), None, Decimal(100), prior_rate=Decimal("0.25"))

    change = change_on_last_year([rate], amount=Decimal(100), last_year_amount=Decimal(50))

    assert (change.by_price, change.by_volume) == (Decimal(50), 0)


@pytest.mark.parametrize(
    ("rates", "last_year"),
    [
        ([AWPU], None),
        ([], Decimal(1)),
        ([FSM], Decimal(1)),
        ([RateFacts("pupil", Decimal(0), None, Decimal(0), prior_rate=Decimal(1))], Decimal(1)),
    ],
)
def test_change_is_unknown_without_last_year(rates, last_year):
    assert change_on_last_year(rates, amount=Decimal(1), last_year_amount=last_year) is None
