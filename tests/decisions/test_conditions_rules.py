from dataclasses import replace
from datetime import date

import pytest

from decisions.choices import ConditionState, Result
from decisions.rules.conditions import (
    MarkFacts,
    SetFacts,
    may_mark_condition,
    may_set_condition,
)

SET = SetFacts("The grant is confirmed.", Result.CARRIED)
MARK = MarkFacts(ConditionState.MET, date(2026, 3, 1), "Letter", date(2026, 1, 15))


def test_condition_is_set_on_what_was_agreed():
    assert may_set_condition(SET).allowed


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"minutes_are_agreed": True}, "minutes-agreed"),
        ({"result": Result.NOT_CARRIED}, "nothing-to-hang-on"),
        ({"others": ("The grant is confirmed.",)}, "condition-twice"),
    ],
)
def test_condition_is_refused(changes, code):
    assert may_set_condition(replace(SET, **changes)).codes == {code}


@pytest.mark.parametrize(
    "state", [ConditionState.MET, ConditionState.FAILED, ConditionState.LAPSED]
)
def test_condition_is_marked_on_evidence(state):
    assert may_mark_condition(replace(MARK, state=state)).allowed


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": ConditionState.OPEN}, "still-open"),
        ({"marked_on": date(2026, 1, 14)}, "marked-before-decided"),
        ({"evidence": ""}, "evidence-missing"),
    ],
)
def test_mark_is_refused(changes, code):
    assert may_mark_condition(replace(MARK, **changes)).codes == {code}


@pytest.mark.parametrize("decided_on", [date(2026, 3, 1), None])
def test_condition_may_be_met_on_the_day_of_the_decision(decided_on):
    assert may_mark_condition(replace(MARK, decided_on=decided_on)).allowed
