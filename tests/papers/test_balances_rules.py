from dataclasses import replace
from decimal import Decimal

import pytest

from papers.choices import Block, OptionStatus, Source
from papers.rules.balances import over_balances
from papers.rules.facts import LineFacts, OptionFacts, RecommendationFacts

LINE = LineFacts("School admissions", Block.CSSB, left=Decimal(100))
OTHER = LineFacts("Copyright licences", Block.CSSB, left=Decimal(10))
OPTION = OptionFacts("A", Source.CENTRALLY_RETAINED, LINE, Decimal(60), "2024-25")


def draw(amount, letter="A", line=LINE):
    return replace(OPTION, amount=Decimal(amount), letter=letter, line=line)


def asking(label, *options):
    return RecommendationFacts(label, "Agree.", seeks_resources=True, options=options)


def places(*recommendations):
    return [reason.where for reason in over_balances(recommendations)]


@pytest.mark.parametrize(
    ("amount", "is_over"),
    [("99.99", False), ("100", False), ("100.01", True), ("101", True)],
)
def test_over_balance_from_a_penny_more_than_is_left(amount, is_over):
    assert bool(places(asking("1", draw(amount)))) is is_over


def test_over_balance_names_line_and_figures():
    reason = next(over_balances([asking("1", draw(150))]))

    assert (reason.code, reason.where) == ("over-balance", "Recommendation 1, option A")
    assert reason.text == (
        "Recommendation 1, option A: £150 from “School admissions”, with £100 left in 2024-25, as "
        "decided by the forum."
    )


def test_parts_of_a_split_draw_together():
    assert places(asking("1", draw(60), draw(60))) == ["Recommendation 1, option A"]


def test_alternatives_do_not_draw_together():
    assert places(asking("1", draw(60), draw(60, "B"))) == []


def test_recommendations_draw_together():
    assert places(asking("1", draw(60)), asking("2", draw(60))) == ["All recommendations"]


def test_recommendations_count_their_dearest_alternative():
    cheap_or_dear = asking("1", draw(10), draw(60, "B"))

    assert places(cheap_or_dear, asking("2", draw(40))) == []
    assert places(cheap_or_dear, asking("2", draw(41))) == ["All recommendations"]


def test_a_line_is_told_once_where_one_recommendation_alone_exceeds_it():
    assert places(asking("1", draw(150)), asking("2", draw(60))) == ["Recommendation 1, option A"]


def test_two_lines_of_one_alternative_are_one_warning():
    reasons = list(over_balances([asking("1", draw(150), draw(20, line=OTHER))]))

    assert len(reasons) == 1
    assert "“Copyright licences”, with £10 left" in reasons[0].text


def test_a_line_that_this_alternative_does_not_draw_on_is_not_over():
    nothing_left = replace(OTHER, left=Decimal(0))

    assert places(asking("1", draw(60), draw(1, "B", nothing_left))) == [
        "Recommendation 1, option B"
    ]


def test_years_have_balances_of_their_own():
    next_year = replace(OPTION, financial_year="2025-26")

    assert places(asking("1", OPTION, next_year)) == []


@pytest.mark.parametrize(
    "option",
    [
        replace(OPTION, line=None, amount=Decimal(500)),
        replace(OPTION, line=replace(LINE, left=None), amount=Decimal(500)),
        replace(OPTION, amount=None),
        replace(OPTION, amount=None, line=replace(LINE, left=Decimal(0))),
        replace(OPTION, amount=Decimal(500), status=OptionStatus.WITHDRAWN),
    ],
)
def test_what_is_not_known_or_not_on_offer_is_not_over(option):
    assert places(asking("1", option)) == []


def test_a_recommendation_that_asks_for_no_money_draws_none():
    noted = replace(asking("1", draw(500)), seeks_resources=False)

    assert places(noted) == []
