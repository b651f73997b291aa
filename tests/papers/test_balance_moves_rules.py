from dataclasses import replace
from decimal import Decimal

import pytest

from papers.choices import MoveKind
from papers.rules.balance_moves import (
    DECISION_TYPE,
    BalanceFacts,
    MoveFacts,
    PotFacts,
    decided_amounts,
    left_in,
    may_ask_move,
)
from tests.schedule_facts import PRIMARY, SECONDARY

INSURANCE = PotFacts("Insurance", PRIMARY, "2022-23")
MATERNITY = PotFacts("Maternity leave insurance", PRIMARY, "2022-23")
NETTING = MoveFacts(MoveKind.NETTING, Decimal(83000), INSURANCE, MATERNITY)
UNDER = BalanceFacts(Decimal(83000))


def ruling(move=NETTING, balance=UNDER, **more):
    values = {"decision_type": DECISION_TYPE, "asked": [PRIMARY]} | more
    return may_ask_move(move, balance, **values)


def to(move=NETTING, **more):
    return replace(move, to=replace(move.to, **more))


def test_havering_sets_insurance_against_maternity():
    found = ruling()

    assert (found.codes, found.warning_codes) == (set(), set())


@pytest.mark.parametrize(
    ("move", "codes"),
    [
        (replace(NETTING, amount=None), {"move-no-amount"}),
        (replace(NETTING, amount=Decimal(0)), {"move-no-amount"}),
        (replace(NETTING, amount=Decimal("0.01")), set()),
        (to(year="2022"), {"move-no-year"}),
        (to(year="2021-22"), {"move-into-the-past"}),
        (to(year="2023-24"), set()),
        (to(line="Insurance"), {"move-to-itself"}),
        (to(line="Insurance", year="2023-24"), {"netting-own-line"}),
        (replace(NETTING, kind=MoveKind.CARRY_FORWARD), {"carry-forward-elsewhere"}),
        (
            replace(NETTING, kind=MoveKind.CARRY_FORWARD, to=replace(INSURANCE, year="2023-24")),
            set(),
        ),
        (
            replace(NETTING, kind=MoveKind.RETURN, to=PotFacts("", PRIMARY, "2023-24")),
            set(),
        ),
    ],
)
def test_a_move_says_how_much_goes_from_where_to_where(move, codes):
    assert ruling(move).codes == codes


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"decision_type": "GENERAL"}, {"move-wrong-type"}),
        ({"asked": [SECONDARY]}, {"move-of-others"}),
        ({"asked": [SECONDARY, PRIMARY]}, set()),
    ],
)
def test_a_move_is_asked_of_the_schools_whose_money_it_is(asked, codes):
    assert ruling(**asked).codes == codes


@pytest.mark.parametrize(
    ("balance", "codes"),
    [
        (BalanceFacts(), {"move-balance-unknown"}),
        (BalanceFacts(Decimal(82999)), {"move-over-balance"}),
        (BalanceFacts(Decimal(83001), moved=Decimal(-1)), set()),
        (BalanceFacts(Decimal(83000), moved=Decimal(-1)), {"move-over-balance"}),
        (BalanceFacts(Decimal(83000), is_projection=True), {"move-on-projection"}),
    ],
)
def test_a_doubtful_balance_is_a_warning_and_no_bar(balance, codes):
    found = ruling(balance=balance)

    assert (found.allowed, found.warning_codes) == (True, codes)


def test_money_that_goes_to_another_group_is_told():
    assert ruling(to(group=SECONDARY)).warning_codes == {"move-between-groups"}


@pytest.mark.parametrize(
    ("agreed", "amounts"),
    [(None, (60, 40)), (100, (60, 40)), (80, (60, 20)), (60, (60, 0)), (10, (10, 0))],
)
def test_an_amount_agreed_that_is_less_goes_to_the_moves_in_their_order(agreed, amounts):
    asked = [Decimal(60), Decimal(40)]

    assert decided_amounts(asked, None if agreed is None else Decimal(agreed)) == amounts


def test_what_was_moved_is_counted_on_both_sides():
    moves = [(INSURANCE, MATERNITY, Decimal(83000)), (MATERNITY, INSURANCE, Decimal(3000))]

    assert (left_in(moves, INSURANCE), left_in(moves, MATERNITY)) == (-80000, 80000)
