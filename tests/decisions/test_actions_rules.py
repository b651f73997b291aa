from dataclasses import replace
from datetime import date

import pytest

from decisions.rules.actions import (
    ActionFacts,
    ChangeFacts,
    is_reminder_due,
    may_change_action,
    may_close_action,
    may_supersede,
)

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


CHANGE = ChangeFacts(has_owner=True, due_on=date(2019, 3, 27), reason="The owner was ill")


def test_open_action_is_passed_on_or_put_off_for_a_reason():
    assert may_change_action(ACTION, CHANGE).allowed


@pytest.mark.parametrize(
    ("action", "change", "code"),
    [
        (replace(ACTION, closed_on=DUE), CHANGE, "action-closed"),
        (ACTION, replace(CHANGE, has_owner=False), "action-without-owner"),
        (ACTION, replace(CHANGE, due_on=None), "action-without-day"),
        (ACTION, replace(CHANGE, due_on=date(2019, 1, 15)), "due-before-set"),
        (ACTION, replace(CHANGE, is_change=False), "nothing-changed"),
        (ACTION, replace(CHANGE, reason=" "), "change-reason-missing"),
    ],
)
def test_action_does_not_change_without_owner_day_or_reason(action, change, code):
    assert may_change_action(action, change).codes == {code}


OTHER = replace(ACTION, reference="Feb19-A1")


def test_open_action_is_superseded_by_another_open_one():
    assert may_supersede(ACTION, by=OTHER, reason="One report is enough").allowed


@pytest.mark.parametrize(
    ("action", "by", "reason", "code"),
    [
        (replace(ACTION, closed_on=DUE), OTHER, "Why", "action-closed"),
        (ACTION, replace(OTHER, closed_on=DUE), "Why", "superseded-by-closed"),
        (ACTION, ACTION, "Why", "superseded-by-itself"),
        (ACTION, OTHER, "", "supersede-reason-missing"),
    ],
)
def test_action_is_not_superseded_by_one_that_does_not_go_on(action, by, reason, code):
    assert may_supersede(action, by=by, reason=reason).codes == {code}


def test_action_that_settles_a_source_is_not_superseded():
    ruling = may_supersede(ACTION, by=OTHER, reason="Why", settles_unsettled=True)

    assert ruling.codes == {"source-still-unsettled"}


@pytest.mark.parametrize(
    ("on", "reminded_on", "is_due"),
    [
        pytest.param("02-19", None, False, id="eight days before"),
        pytest.param("02-20", None, True, id="seven days before"),
        pytest.param("02-27", "02-20", False, id="once before its day"),
        pytest.param("02-28", "02-20", True, id="once it is overdue"),
        pytest.param("03-27", "02-28", False, id="within four weeks"),
        pytest.param("03-28", "02-28", True, id="every four weeks from then on"),
    ],
)
def test_owner_is_reminded_a_week_before_and_while_it_is_overdue(on, reminded_on, is_due):
    last = date.fromisoformat(f"2019-{reminded_on}") if reminded_on else None

    found = is_reminder_due(ACTION, reminded_on=last, on=date.fromisoformat(f"2019-{on}"))

    assert found is is_due


def test_nobody_is_reminded_of_what_is_closed_or_has_no_day():
    for action in (replace(ACTION, closed_on=DUE), replace(ACTION, due_on=None)):
        assert not is_reminder_due(action, reminded_on=None, on=date(2019, 6, 1))
