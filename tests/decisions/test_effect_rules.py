from dataclasses import replace
from decimal import Decimal

import pytest

from decisions.choices import Result, Settlement
from decisions.rules.effect import EffectRow, totals

PRIMARY, SPECIAL, SECONDARY = "Primary", "Special", "Secondary"
STATUTORY = "3(i) Statutory and regulatory duties"
CORE = "3(ii) Core school improvement"
PRIMARY_LINES = {
    "1 Contingency": 190000,
    "2(i) Insurance": 363000,
    "2(ii) Free school meals eligibility": 30352,
    "2(iii) Maternity": 639000,
    "2(iv) English as an additional language": 107000,
    "2(v) Behaviour support": 190228,
    STATUTORY: 334000,
    CORE: 88300,
}
SPECIAL_LINES = {STATUTORY: 7000, CORE: 2400}


def rows_of(group, lines, result=Result.CARRIED):
    return [EffectRow(line, group, result, Decimal(amount)) for line, amount in lines.items()]


def havering():
    """Eight services: ten outcomes, and a secondary group without schools on each."""
    nobody = [EffectRow(line, SECONDARY, Result.NO_SUCH_SCHOOLS, None) for line in PRIMARY_LINES]
    return [*rows_of(PRIMARY, PRIMARY_LINES), *rows_of(SPECIAL, SPECIAL_LINES), *nobody]


def test_all_agreed_adds_up_by_group():
    effect = totals(havering())

    assert effect.per_group == {PRIMARY: Decimal(1941880), SPECIAL: Decimal(9400)}
    assert effect.together == Decimal(1951280)
    assert effect.per_line[STATUTORY] == Decimal(341000)


def test_group_without_schools_is_named_and_not_counted():
    effect = totals(havering())

    assert effect.voted == 10
    assert effect.without_schools == (SECONDARY,)


def test_statutory_duties_refused_by_special_are_off_for_special_only():
    rows = [
        replace(row, result=Result.NOT_CARRIED)
        if (row.group, row.line) == (SPECIAL, STATUTORY)
        else row
        for row in havering()
    ]

    effect = totals(rows)

    assert effect.per_line[STATUTORY] == Decimal(334000)
    assert effect.per_group == {PRIMARY: Decimal(1941880), SPECIAL: Decimal(2400)}
    assert effect.together == Decimal(1944280)
    assert effect.voted == 10


def test_group_that_refused_everything_stands_at_nothing():
    effect = totals(rows_of(SPECIAL, SPECIAL_LINES, Result.NOT_CARRIED))

    assert effect.per_group == {SPECIAL: Decimal(0)}


@pytest.mark.parametrize(
    ("result", "voted", "agreed"),
    [
        (Result.CARRIED, 1, 100),
        (Result.CARRIED_AS_AMENDED, 1, 100),
        (Result.RATIFIED, 1, 100),
        (Result.NOT_CARRIED, 1, 0),
        (Result.DEFERRED, 0, 0),
        (Result.WITHDRAWN, 0, 0),
        (Result.NOTED, 0, 0),
        (Result.VIEW_RECORDED, 0, 0),
        (Result.NO_ELIGIBLE_MEMBER, 0, 0),
        (Result.NO_SUCH_SCHOOLS, 0, 0),
    ],
)
def test_only_what_was_carried_adds_money_and_only_votes_are_counted(result, voted, agreed):
    effect = totals(rows_of(PRIMARY, {"1": 100}, result))

    assert (effect.voted, effect.together) == (voted, Decimal(agreed))


def test_money_agreed_in_principle_is_kept_apart():
    row = EffectRow("1", PRIMARY, Result.CARRIED, Decimal(89604), Settlement.UNSETTLED)

    effect = totals([row])

    assert (effect.together, effect.in_principle) == (Decimal(0), Decimal(89604))
    assert effect.voted == 1


def test_outcome_without_an_amount_adds_nothing():
    unstated = EffectRow("1", PRIMARY, Result.CARRIED, None)
    in_principle = replace(unstated, settlement=Settlement.UNSETTLED)

    effect = totals([unstated, in_principle])

    assert (effect.together, effect.in_principle) == (Decimal(0), Decimal(0))


def test_nothing_put_comes_to_nothing():
    effect = totals([])

    assert (effect.together, effect.voted, effect.per_group) == (Decimal(0), 0, {})
