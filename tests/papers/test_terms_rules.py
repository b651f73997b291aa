"""What an option says beyond its amount: a part of a year, match funding, and what comes after."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from papers.choices import Block, LineKind, Precision, Source
from papers.rules.facts import LineFacts, OptionFacts, RecommendationFacts, Terms
from papers.rules.terms import match_due, part_year, term_cautions

LINE = LineFacts("Family liaison officers", Block.CSSB)
KENT = OptionFacts(
    "A",
    Source.CENTRALLY_RETAINED,
    line=LINE,
    amount=Decimal("583333.33"),
    financial_year="2016-17",
    from_on=date(2016, 9, 1),
    terms=Terms(
        full_year_amount=Decimal(1000000), is_recurring=True, precision=Precision.APPROXIMATE
    ),
)
STAFFORDSHIRE = OptionFacts(
    "A",
    Source.CENTRALLY_RETAINED,
    amount=Decimal(1440000),
    financial_year="2016-17",
    terms=Terms(match_ours=Decimal(1), match_theirs=Decimal(5), match_amount=Decimal(7200000)),
)
GRANT = OptionFacts(
    "A",
    Source.ONE_OFF,
    line=LineFacts("Families First", Block.OUTSIDE, LineKind.GRANT),
    amount=Decimal(4996042),
    financial_year="2024-25",
    until_on=date(2025, 3, 31),
    terms=Terms(ceiling=Decimal(5000000), after_end="The grant ends."),
)


def codes(option, *, seeks=True):
    asked = RecommendationFacts("1", "Agree.", seeks_resources=seeks, options=(option,))
    return {reason.code for reason in term_cautions(asked)}


def said(option, **terms):
    return replace(option, terms=replace(option.terms, **terms))


def test_first_of_september_is_seven_twelfths_of_the_year():
    part = part_year(KENT)

    assert (part.words, part.months) == ("7 of 12 months", 7)
    assert part.amount == Decimal("583333.33")
    assert codes(KENT) == set()


@pytest.mark.parametrize(
    ("begins", "ends", "words"),
    [
        (None, None, None),
        (date(2016, 4, 1), date(2017, 3, 31), None),
        (date(2015, 1, 1), date(2020, 3, 31), None),
        (None, date(2016, 8, 31), "5 of 12 months"),
        (date(2016, 9, 15), None, "198 of 365 days"),
        (date(2017, 3, 1), None, "1 of 12 months"),
    ],
)
def test_part_of_a_year_is_counted_in_whole_months_or_else_in_days(begins, ends, words):
    part = part_year(replace(KENT, from_on=begins, until_on=ends))

    assert (part and part.words) == words


def test_months_are_taken_as_stated_where_no_day_is():
    option = said(replace(KENT, from_on=None), months=5)

    assert part_year(option).amount == Decimal("416666.67")
    assert part_year(said(replace(KENT, from_on=None), months=12)) is None
    assert part_year(replace(KENT, financial_year="")) is None


def test_sum_of_a_part_year_that_does_not_fit_its_dates():
    assert codes(replace(KENT, amount=Decimal(600000))) == set()
    assert codes(replace(KENT, amount=Decimal(1000000))) == {"part-year-does-not-fit"}
    exact = said(replace(KENT, amount=Decimal(583334)), precision=Precision.EXACT)
    assert codes(exact) == set()
    assert codes(replace(exact, amount=Decimal(583335))) == {"part-year-does-not-fit"}
    most = said(replace(KENT, amount=Decimal(650000)), precision=Precision.UP_TO)
    assert codes(most) == set()


def test_months_that_differ_from_the_dates():
    assert codes(said(KENT, months=5)) == {"part-year-months-differ"}


def test_cost_that_comes_back_states_what_a_full_year_costs():
    assert codes(said(KENT, full_year_amount=None)) == {"full-year-not-stated"}
    assert codes(said(KENT, full_year_amount=None, is_recurring=None)) == set()


def test_match_funding_multiplies_out():
    assert match_due(STAFFORDSHIRE) == Decimal("7200000.00")
    assert codes(STAFFORDSHIRE) == set()
    assert match_due(said(STAFFORDSHIRE, match_ours=None)) is None


def test_match_funding_that_does_not_multiply_out():
    assert codes(said(STAFFORDSHIRE, match_amount=Decimal(7000000))) == {"match-does-not-multiply"}


def test_grant_within_what_may_be_given():
    assert codes(GRANT) == set()
    assert codes(said(GRANT, ceiling=Decimal(4996041))) == {"over-ceiling"}


def test_one_off_money_pays_no_cost_that_comes_back():
    assert codes(said(GRANT, is_recurring=True)) == {"recurring-on-one-off"}


def test_limited_money_says_what_happens_after_it():
    assert codes(said(GRANT, after_end=" ")) == {"nothing-after-the-end"}
    yearly = replace(KENT, until_on=date(2017, 3, 31))
    assert codes(yearly) == {"nothing-after-the-end"}
    assert codes(replace(STAFFORDSHIRE, until_on=date(2017, 3, 31))) == set()


def test_cost_that_comes_back_must_be_there_in_later_years():
    later = (("2017-18", Decimal(1000000)), ("2018-19", Decimal(999999)))
    option = replace(KENT, line=replace(LINE, later=later))

    assert codes(option) == {"over-later-year"}
    assert codes(said(option, is_recurring=False)) == set()


def test_what_asks_for_no_money_is_not_warned_of():
    assert codes(said(GRANT, after_end="", is_recurring=True), seeks=False) == set()
