"""One thing measured, counted or compared two ways."""

from dataclasses import replace
from decimal import Decimal

from papers.choices import Source
from papers.rules.facts import OptionFacts, RateFacts, RecommendationFacts
from tests.papers.saying import noted, said, warned

FLAT = RateFacts("FSM", Decimal("9.50"), Decimal(3195), Decimal(30352), prior_rate=Decimal("9.50"))
OFFERED = OptionFacts(
    "A", Source.DE_DELEGATED, amount=Decimal(30352), last_year_amount=Decimal(29000), rates=(FLAT,)
)
OFFER = """The service supports c180 families. They were 90 families before.

This is {} on the current offer."""


def asks(option):
    return (RecommendationFacts("2(ii)", "Agree it.", "DEDEL_PRIMARY", options=(option,)),)


def test_median_in_one_place_and_average_in_another():
    text = """## Range

| | £ |
| --- | --- |
| Lowest | 518 |
| Median | 2,394 |

## Needs

The sum taken from a school is an average of £2,394."""

    assert said("figure-measured-twice", text) == (
        "2,394 is the median in “Range” and the average in “Needs”: it can be only one of them."
    )
    assert warned(text.replace("£2,394", "£2,378")) == set()


def test_small_figures_may_be_alike_by_chance():
    assert warned("The median is 5. The average is 5.") == set()


def test_posts_counted_in_two_ways():
    text = "There are 1 x Senior and 4 x SSFPs.\n\nShe supervises approximately three SSFPs."

    assert said("counts-differ", text) == (
        "SSFP are counted in different ways: “4 x SSFPs” and “three SSFPs”. Which holds?"
    )
    assert warned(text.replace("three", "four")) == set()


def test_percentage_that_no_two_figures_make():
    assert warned(OFFER.format("a 90% increase")) == {"percentage-does-not-fit"}
    assert said("percentage-does-not-fit", OFFER.format("a 90% increase")).endswith(
        "The figures that it gives for families make 100% from 90 to 180."
    )
    assert warned(OFFER.format("a 100% increase")) == set()


def test_percentage_beside_its_two_figures():
    text = "The rate rises from £2.50 to £2.63, a {} rise."

    assert warned(text.format("5.2%")) == set()
    assert warned(text.format("6.2%")) == {"percentage-does-not-fit"}


def test_percentage_with_nothing_to_compare_is_left_alone():
    assert warned("There was a 10.3% rise in the number of pupils with EAL.") == set()


def test_fall_is_not_compared_with_a_rise():
    text = "There were 200 schools and now there are 100 schools: a 50% {}."

    assert warned(text.format("reduction")) == set()
    assert warned(text.format("increase")) == {"percentage-does-not-fit"}


def test_total_that_moves_while_the_rate_stays_is_volume():
    assert noted("", recommendations=asks(OFFERED)) == {"volume-not-price"}
    same = replace(OFFERED, last_year_amount=OFFERED.amount)
    assert noted("", recommendations=asks(same)) == set()


def test_text_that_says_so_is_volume_too():
    text = (
        "3. The sum per pupil remains unchanged. An increase in the total should cover the cost."
    )

    assert noted(text) == {"volume-not-price"}


def test_bands_that_do_not_fall_from_a_to_f():
    rates = tuple(
        RateFacts(f"IDACI band {band}", Decimal(rate), None, Decimal(1))
        for band, rate in (("A", "10.07"), ("B", "7.71"), ("C", "12.05"))
    )

    assert said("bands-not-in-order", "", recommendations=asks(replace(OFFERED, rates=rates))) == (
        "Recommendation 2(ii), option A: IDACI rates fall from band A to F as a rule; here B "
        "(£7.71) is less than C (£12.05). It may be so on purpose."
    )
    falling = replace(OFFERED, rates=rates[:2])
    assert "bands-not-in-order" not in noted("", recommendations=asks(falling))
