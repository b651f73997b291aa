from dataclasses import replace
from datetime import date

import pytest

from decisions.rules.actions import ActionFacts, may_close_action

DUE = date(2019, 2, 27)
ACTION = ActionFacts(
    text="Bring cluster report",
    has_owner=True,
    due_on=DUE,
    reference="Jan19-Ac1",
    set_on=date(2019, 1, 16),
)


def closing(action=ACTION, **more):
    return may_close_action(action, **{"evidence": "Item 7", "on": DUE, **more})


@pytest.mark.parametrize(
    ("action", "on", "overdue"),
    [
        pytest.param(ACTION, DUE, False, id="on its day"),
        pytest.param(ACTION, date(2019, 2, 28), True, id="the day after"),
        pytest.param(replace(ACTION, closed_on=DUE), date(2019, 2, 28), False, id="closed"),
        pytest.param(replace(ACTION, due_on=None), date(2019, 2, 28), False, id="no day"),
    ],
)
def test_action_is_overdue_from_the_day_after(action, on, overdue):
    assert action.is_overdue(on) is overdue


def test_action_is_named_by_its_reference_or_else_its_text():
    assert ACTION.name == "Action Jan19-Ac1"
    assert replace(ACTION, reference="").name == "Action “Bring cluster report”"


def test_action_closes_on_evidence():
    assert closing().allowed


@pytest.mark.parametrize(
    ("ruling", "code"),
    [
        pytest.param(closing(replace(ACTION, closed_on=DUE)), "action-closed", id="closed"),
        pytest.param(closing(evidence=" "), "evidence-missing", id="no evidence"),
        pytest.param(closing(on=date(2019, 1, 15)), "closed-before-set", id="before it was set"),
        pytest.param(closing(settles_unsettled=True), "source-still-unsettled", id="unsettled"),
    ],
)
def test_action_stays_open(ruling, code):
    assert ruling.codes == {code}


def test_action_may_close_on_the_day_it_was_set():
    assert closing(on=date(2019, 1, 16)).allowed
