"""A split adds up over its parts and its years, and says what is missing while it does not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from papers.choices import OptionStatus, Precision, Source
from papers.rules.facts import OptionFacts, RecommendationFacts
from papers.rules.funding import split_obstacles
from papers.rules.splits import remaining, splits, years_words


def part(letter, amount, year="2026-27", **more):
    amount = None if amount is None else Decimal(amount)
    return OptionFacts(letter, Source.ONE_OFF, amount=amount, financial_year=year, **more)


def asking(*options, amount=90000, precision=Precision.EXACT):
    return RecommendationFacts(
        "1",
        "Agree.",
        seeks_resources=True,
        amount=None if amount is None else Decimal(amount),
        precision=precision,
        financial_year="2026-27",
        options=options,
    )


TAPERING = (part("A", 60000), part("A", 30000, "2027-28"))


def test_amount_that_falls_from_year_to_year_adds_up_over_its_years():
    (split,) = splits(asking(*TAPERING))

    assert split.by_year == (("2026-27", Decimal(60000)), ("2027-28", Decimal(30000)))
    assert split.words == "comes to £90,000, all that is asked for"
    assert list(split_obstacles(asking(*TAPERING))) == []


def test_years_are_named_where_they_do_not_add_up():
    (reason,) = split_obstacles(asking(*TAPERING, amount=60000))

    assert reason.code == "split-does-not-add-up"
    assert reason.text == (
        "Recommendation 1, option A: its parts come to £90,000 (£60,000 in 2026-27 and £30,000 "
        "in 2027-28); £60,000 is asked for."
    )


@pytest.mark.parametrize(
    ("parts", "amount", "precision", "words"),
    [
        ((60000,), 90000, "exact", "comes to £60,000 of £90,000: £30,000 still to find"),
        ((60000, 40000), 90000, "exact", "comes to £100,000 of £90,000: £10,000 too much"),
        ((60000,), 90000, "up_to", "comes to £60,000 of £90,000: £30,000 less than the most"),
        ((60000, None), 90000, "exact", "states no amount for one of its parts"),
        ((60000,), None, "exact", "comes to £60,000"),
    ],
)
def test_running_difference_is_said(parts, amount, precision, words):
    asked = asking(*(part("A", each) for each in parts), amount=amount, precision=precision)

    assert splits(asked)[0].words == words


def test_each_alternative_is_added_up_by_itself_and_only_what_stands():
    gone = part("C", 1, status=OptionStatus.WITHDRAWN)
    first, second = splits(asking(*TAPERING, part("B", 90000), gone))

    assert (first.letter, first.parts, first.covers) == ("A", 2, True)
    assert (second.letter, second.parts, second.difference) == ("B", 1, Decimal(0))


def test_what_is_still_to_find_begins_the_next_part():
    asked = asking(part("A", 60000))

    assert remaining(asked, "A") == Decimal(30000)
    assert remaining(asked, "B") is None
    assert remaining(replace(asked, amount=Decimal(60000)), "A") is None


def test_several_years_are_listed():
    years = [("2026-27", Decimal(1)), ("2027-28", Decimal(2)), ("2028-29", Decimal(3))]

    assert years_words(years) == "£1 in 2026-27, £2 in 2027-28 and £3 in 2028-29"
    assert years_words([]) == ""
