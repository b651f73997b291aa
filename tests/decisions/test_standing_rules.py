from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import ConditionState, ExternalResult, LinkKind
from decisions.rules.standing import OVERTAKEN, Undoing, standing_amount

AMOUNT = Decimal(1448000)
SUMMER = date(2026, 6, 12)


def standing(*undoings, year="2026-27", awards=1):
    return standing_amount(AMOUNT, year, undoings, awards=awards)


def overtaken(result, amount=None):
    return Undoing(OVERTAKEN, SUMMER, result, amount)


def test_award_that_nothing_undid_stands():
    assert standing() == AMOUNT


@pytest.mark.parametrize(
    "kind",
    [LinkKind.REVERSES, LinkKind.REPLACES, ConditionState.FAILED, ConditionState.LAPSED],
)
def test_award_ends_with_what_undid_it(kind):
    assert standing(Undoing(kind, SUMMER)) == 0


@pytest.mark.parametrize(
    ("year", "stands"), [("2025-26", AMOUNT), ("2026-27", 0), ("2027-28", 0), ("", 0)]
)
def test_year_that_was_over_still_counts(year, stands):
    assert standing(Undoing(LinkKind.REPLACES, SUMMER), year=year) == stands


@pytest.mark.parametrize(("day", "stands"), [(31, 0), (1, AMOUNT)])
def test_year_is_over_on_1_april(day, stands):
    on = date(2027, 3 if day == 31 else 4, day)

    assert standing(Undoing(LinkKind.REVERSES, on)) == stands


def test_undoing_on_a_day_not_stated_ends_every_year():
    assert standing(Undoing(ConditionState.FAILED), year="2015-16") == 0


@pytest.mark.parametrize(
    ("undoing", "stands"),
    [
        (overtaken(ExternalResult.REFUSED), 0),
        (overtaken(ExternalResult.APPROVED), AMOUNT),
        (overtaken(ExternalResult.APPROVED_IN_PART), 0),
        (overtaken(ExternalResult.APPROVED_IN_PART, Decimal(1000000)), 1000000),
        (overtaken(ExternalResult.APPROVED, Decimal(1500000)), 1500000),
    ],
)
def test_amount_of_an_outside_body_counts_in_place_of_the_forums(undoing, stands):
    assert standing(undoing) == stands


def test_amount_of_an_outside_body_is_not_spread_over_several_awards():
    assert standing(overtaken(ExternalResult.APPROVED, Decimal(1000000)), awards=2) == 0


def test_words_say_what_undid_it_and_when():
    words = [
        Undoing(LinkKind.REVERSES, SUMMER).words,
        Undoing(ConditionState.LAPSED).words,
        overtaken(ExternalResult.REFUSED).words,
    ]

    assert words == [
        "Reversed, 12 June 2026",
        "Condition lapsed",
        "Overtaken by an outside body: refused, 12 June 2026",
    ]
