from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import Settlement
from decisions.rules.authority import authority_on, last_day, last_day_of
from decisions.rules.money import AwardFacts
from papers.choices import Source

END = date(2019, 10, 31)
AWARD = AwardFacts(
    Source.ONE_OFF,
    "High needs, additional one-off",
    Decimal(89604),
    "2019-20",
    from_on=date(2019, 3, 1),
    until_on=END,
)


def on(day, *awards, settlement=Settlement.SETTLED, reversed_on=None):
    return authority_on(
        day, settlement=settlement, awards=awards or (AWARD,), reversed_on=reversed_on
    )


@pytest.mark.parametrize(
    ("day", "sentence", "in_force"),
    [
        (date(2019, 2, 28), "No authority before 1 March 2019", False),
        (date(2019, 3, 1), "Authority until 31 October 2019", True),
        (END, "Authority until 31 October 2019", True),
        (date(2019, 11, 1), "Authority ended on 31 October 2019", False),
    ],
)
def test_authority_lasts_until_the_last_day_of_the_award(day, sentence, in_force):
    authority = on(day)

    assert (authority.sentence, authority.is_in_force) == (sentence, in_force)


def test_agreed_in_principle_gives_no_authority():
    authority = on(END, settlement=Settlement.UNSETTLED)

    assert authority.sentence == "No authority (source not settled)"
    assert not authority.is_in_force


@pytest.mark.parametrize(
    ("settlement", "awards"),
    [(Settlement.NOT_APPLICABLE, (AWARD,)), (Settlement.SETTLED, ())],
)
def test_without_money_there_is_nothing_to_spend(settlement, awards):
    authority = authority_on(END, settlement=settlement, awards=awards)

    assert authority.sentence == "No money was decided"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2019, 5, 31), "Authority until 31 October 2019"),
        (date(2019, 6, 1), "Authority ended on 1 June 2019"),
    ],
)
def test_reversal_ends_authority(day, sentence):
    assert on(day, reversed_on=date(2019, 6, 1)).sentence == sentence


def test_several_awards_last_as_long_as_the_longest_and_start_with_the_first():
    later = replace(AWARD, from_on=date(2019, 9, 1), until_on=date(2020, 3, 31))

    authority = on(date(2019, 3, 1), AWARD, later)

    assert (authority.from_on, authority.until_on) == (date(2019, 3, 1), date(2020, 3, 31))
    assert authority.is_in_force


def test_award_without_a_first_day_is_in_force_at_once():
    assert on(date(2019, 2, 27), replace(AWARD, from_on=None)).is_in_force


def test_award_without_year_or_end_says_that_none_is_stated():
    endless = replace(AWARD, financial_year="", until_on=None)

    authority = on(date(2030, 1, 1), endless)

    assert authority.sentence == "Authority until an end that the record does not state"


@pytest.mark.parametrize(
    ("change", "end"),
    [
        pytest.param({}, END, id="its own end"),
        pytest.param({"until_on": None}, date(2020, 3, 31), id="else the end of its year"),
        pytest.param({"until_on": date(2020, 8, 31)}, date(2020, 8, 31), id="one-off runs on"),
        pytest.param(
            {"source": Source.DE_DELEGATED, "until_on": date(2020, 8, 31)},
            date(2020, 3, 31),
            id="de-delegation lapses on 31 March whatever is printed",
        ),
        pytest.param(
            {"source": Source.DE_DELEGATED, "until_on": END}, END, id="de-delegation may end early"
        ),
        pytest.param(
            {"source": Source.DE_DELEGATED, "until_on": None},
            date(2020, 3, 31),
            id="de-delegation for its year",
        ),
        pytest.param({"financial_year": "soon"}, END, id="no such year"),
        pytest.param({"financial_year": "", "until_on": None}, None, id="nothing stated"),
    ],
)
def test_last_day_of_an_award(change, end):
    assert last_day(replace(AWARD, **change)) == end


def test_one_award_without_an_end_leaves_the_end_open():
    assert last_day_of((AWARD, replace(AWARD, financial_year="", until_on=None))) is None
    assert last_day_of(()) is None


def test_de_delegation_of_2024_25_has_lapsed_on_1_april_2025():
    insurance = AwardFacts(Source.DE_DELEGATED, "Insurance", Decimal(363000), "2024-25")

    assert on(date(2025, 3, 31), insurance).is_in_force
    assert on(date(2025, 4, 1), insurance).sentence == "Authority ended on 31 March 2025"
