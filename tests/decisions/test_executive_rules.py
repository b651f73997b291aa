from dataclasses import replace
from decimal import Decimal

import pytest

from decisions.choices import ConditionState
from decisions.rules.executive import (
    ConditionFacts,
    ExecutiveFacts,
    may_act,
    may_record,
    standing,
)
from papers.choices import LineKind, Source

SELECTED = ConditionFacts("The department selects the authority")
GRANT = ExecutiveFacts(
    amount=Decimal(4_996_042),
    ceiling=Decimal(5_000_000),
    source=Source.ONE_OFF,
    line_kind=LineKind.GRANT,
    is_delegated=True,
)


def marked(state):
    return replace(SELECTED, state=state)


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ((), "Agreed"),
        ((SELECTED,), "Agreed, conditional on: The department selects the authority"),
        (
            (ConditionFacts("DfE approval"), ConditionFacts("Legal advice.")),
            "Agreed, conditional on: DfE approval; Legal advice",
        ),
        ((marked(ConditionState.MET),), "Agreed, and its conditions are met"),
        (
            (SELECTED, marked(ConditionState.FAILED)),
            "Agreed, and of no effect: The department selects the authority (failed)",
        ),
        (
            (marked(ConditionState.LAPSED),),
            "Agreed, and of no effect: The department selects the authority (lapsed)",
        ),
    ],
)
def test_decision_stands_as_its_conditions_do(conditions, words):
    assert standing(conditions) == words


def test_grant_from_outside_is_one_off_money_on_a_grant_line():
    assert may_record(GRANT).allowed
    assert may_record(replace(GRANT, source=Source.HIGH_NEEDS)).codes == {"grant-is-one-off"}


def test_money_is_decided_with_its_source():
    assert may_record(replace(GRANT, source="", line_kind="")).codes == {"no-funding-source"}
    assert may_record(ExecutiveFacts()).allowed


def test_amount_stays_under_its_ceiling():
    assert may_record(replace(GRANT, ceiling=GRANT.amount)).allowed
    assert may_record(replace(GRANT, ceiling=GRANT.amount - 1)).codes == {"over-ceiling"}


def test_act_needs_a_delegation():
    assert may_act(GRANT, amount=None).allowed
    assert may_act(replace(GRANT, is_delegated=False), amount=None).codes == {"no-delegation"}


@pytest.mark.parametrize("state", [ConditionState.FAILED, ConditionState.LAPSED])
def test_act_under_a_decision_of_no_effect_is_refused(state):
    facts = replace(GRANT, conditions=(marked(state),))

    assert may_act(facts, amount=None).codes == {"condition-gone"}


def test_money_waits_for_the_condition_and_other_acts_do_not():
    waiting = replace(GRANT, conditions=(SELECTED,))

    assert may_act(waiting, amount=None).allowed
    assert may_act(waiting, amount=Decimal(1)).codes == {"condition-open"}
    met = replace(GRANT, conditions=(marked(ConditionState.MET),))
    assert may_act(met, amount=Decimal(1)).allowed


def test_acts_stay_within_what_was_decided():
    spent = replace(GRANT, spent_under_it=Decimal(4_996_000))

    assert may_act(spent, amount=Decimal(42)).allowed
    ruling = may_act(spent, amount=Decimal(43))
    assert ruling.codes == {"beyond-the-decision"}
    assert ruling.reasons[0].text == "£43 is more than the £42 that is left of £4,996,042."
