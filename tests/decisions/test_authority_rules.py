from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from decisions.choices import ConditionState, Settlement
from decisions.rules.authority import (
    AuthorityFacts,
    ConditionFacts,
    Ending,
    authority_on,
    first_day,
    gaps,
    last_day,
    last_day_of,
)
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


def on(day, *awards, settlement=Settlement.SETTLED, **more):
    return authority_on(day, AuthorityFacts(settlement, awards or (AWARD,), **more))


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
    authority = authority_on(END, AuthorityFacts(settlement, awards))

    assert authority.sentence == "No money was decided"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2019, 5, 31), "Authority until 31 October 2019"),
        (date(2019, 6, 1), "Authority ended on 1 June 2019 (reversed by 2019-06-01/4/1)"),
    ],
)
def test_reversal_ends_authority(day, sentence):
    reversal = Ending(date(2019, 6, 1), "reversed by 2019-06-01/4/1")

    assert on(day, endings=(reversal,)).sentence == sentence


def test_decision_for_a_later_year_does_not_end_the_authority_of_this_one():
    next_year = Ending(date(2020, 4, 1), "replaced by 2020-02-26/4/1")

    assert on(date(2020, 4, 1), endings=(next_year,)).sentence == (
        "Authority ended on 31 October 2019"
    )


@pytest.mark.parametrize(
    ("state", "marked_on", "day", "sentence"),
    [
        (ConditionState.OPEN, None, "05-01", "No authority until this is met: schools buy back"),
        (ConditionState.MET, "05-01", "04-30", "No authority until this is met: schools buy back"),
        (ConditionState.MET, "05-01", "05-01", "Authority until 31 October 2019"),
        (
            ConditionState.FAILED,
            "05-01",
            "05-01",
            "Authority ended on 1 May 2019 (condition failed: schools buy back)",
        ),
        (
            ConditionState.LAPSED,
            "05-01",
            "06-01",
            "Authority ended on 1 May 2019 (condition lapsed: schools buy back)",
        ),
        (ConditionState.OPEN, None, "11-01", "Authority ended on 31 October 2019"),
        (ConditionState.FAILED, "12-01", "11-01", "Authority ended on 31 October 2019"),
    ],
)
def test_what_hangs_on_a_condition_gives_authority_while_that_is_met(
    state, marked_on, day, sentence
):
    marked = date.fromisoformat(f"2019-{marked_on}") if marked_on else None
    condition = ConditionFacts("schools buy back", state, marked)

    found = on(date.fromisoformat(f"2019-{day}"), conditions=(condition,))

    assert found.sentence == sentence


def test_condition_that_failed_on_a_day_not_stated_gave_no_authority_at_all():
    condition = ConditionFacts("schools buy back", ConditionState.FAILED)

    assert on(END, conditions=(condition,)).sentence == (
        "Authority ended on an end that the record does not state "
        "(condition failed: schools buy back)"
    )


def test_source_settled_by_another_decision_gives_authority_there():
    found = on(END, settlement=Settlement.UNSETTLED, settled_by="2019-02-27/7/1")

    assert found.sentence == "No authority (its source was settled by 2019-02-27/7/1)"


@pytest.mark.parametrize(
    ("decided_on", "first"),
    [(date(2019, 2, 27), date(2019, 4, 1)), (date(2019, 6, 1), date(2019, 6, 1))],
)
def test_award_without_a_first_day_starts_with_its_year_and_never_before_the_decision(
    decided_on, first
):
    award = replace(AWARD, from_on=None)

    assert first_day(award, decided_on) == first
    assert on(first, award, decided_on=decided_on).is_in_force
    assert not on(first - timedelta(1), award, decided_on=decided_on).is_in_force


def test_award_without_year_or_first_day_starts_with_the_decision():
    award = replace(AWARD, from_on=None, financial_year="")

    assert first_day(award, date(2019, 2, 27)) == date(2019, 2, 27)


def test_spending_outside_all_authority_is_named_by_its_days():
    decision = AuthorityFacts(Settlement.SETTLED, (AWARD,), date(2019, 2, 27))

    found = gaps(date(2018, 9, 1), date(2019, 12, 31), [decision])

    assert [each.sentence for each in found] == [
        "no current authority from 1 September 2018 to 28 February 2019",
        "no current authority from 1 November 2019 to 31 December 2019",
    ]


def test_spending_within_authority_has_no_gap_and_without_any_is_one():
    decision = AuthorityFacts(Settlement.SETTLED, (AWARD,), date(2019, 2, 27))

    assert gaps(date(2019, 3, 1), END, [decision]) == ()
    (whole,) = gaps(END, END, [])
    assert whole.sentence == "no current authority on 31 October 2019"


def test_two_decisions_cover_what_neither_does_alone():
    first = AuthorityFacts(Settlement.SETTLED, (AWARD,))
    renewed = replace(AWARD, from_on=date(2019, 11, 1), until_on=date(2020, 3, 31))
    second = AuthorityFacts(Settlement.SETTLED, (renewed,))

    assert gaps(date(2019, 3, 1), date(2020, 3, 31), [first, second]) == ()


def test_spending_after_a_reversal_or_before_a_condition_is_met_has_no_authority():
    reversal = Ending(date(2019, 6, 1), "reversed by 2019-06-01/4/1")
    condition = ConditionFacts("schools buy back", ConditionState.MET, date(2019, 4, 1))
    decision = AuthorityFacts(
        Settlement.SETTLED, (AWARD,), conditions=(condition,), endings=(reversal,)
    )

    found = gaps(date(2019, 3, 1), END, [decision])

    assert [(each.from_on, each.until_on) for each in found] == [
        (date(2019, 3, 1), date(2019, 3, 31)),
        (date(2019, 6, 1), END),
    ]


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


def test_between_two_awards_nothing_may_be_spent():
    later = replace(AWARD, from_on=date(2020, 4, 1), until_on=date(2020, 8, 31))
    decision = AuthorityFacts(Settlement.SETTLED, (AWARD, later))

    found = authority_on(date(2020, 1, 1), decision)

    assert found.sentence == "No authority before 1 April 2020"
    assert [each.sentence for each in gaps(date(2019, 3, 1), date(2020, 8, 31), [decision])] == [
        "no current authority from 1 November 2019 to 31 March 2020"
    ]


def test_gap_goes_on_over_days_on_which_another_reason_begins():
    waits = ConditionFacts("schools buy back", ConditionState.MET, date(2019, 4, 1))
    decision = AuthorityFacts(Settlement.SETTLED, (AWARD,), conditions=(waits,))

    found = gaps(date(2019, 1, 1), END, [decision])

    assert [(each.from_on, each.until_on) for each in found] == [
        (date(2019, 1, 1), date(2019, 3, 31))
    ]


def test_award_without_any_end_leaves_no_gap_after_its_first_day():
    endless = replace(AWARD, financial_year="", until_on=None)
    decision = AuthorityFacts(Settlement.SETTLED, (endless,))

    assert gaps(date(2019, 3, 1), date(2030, 1, 1), [decision]) == ()
