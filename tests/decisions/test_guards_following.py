"""What follows a decision outside the meeting: asked once, answered once, and only added to."""

from datetime import date

import pytest

from decisions.choices import ExternalBody, ExternalResult, ImplementationState, Result
from decisions.models import ExternalStep, Implementation
from tests.factories import MEETING_DAY
from tests.guarded import an_outcome, tabled
from tests.raw import change, copy, remove, try_both

pytestmark = pytest.mark.django_db
DECIDED = date(2026, 2, 3)


@pytest.fixture
def step(db):
    asked = tabled()
    return ExternalStep.objects.create(
        forum=asked.forum,
        outcome=an_outcome(asked),
        body=ExternalBody.SECRETARY_OF_STATE,
        asked="Allow the transfer.",
        asked_on=MEETING_DAY,
    )


@pytest.fixture
def answered(step):
    step.result, step.decided_on = ExternalResult.REFUSED, DECIDED
    step.save()
    return step


@pytest.mark.parametrize(("column", "value"), [("asked", "Forbid it."), ("body", "dfe")])
def test_what_a_body_was_asked_is_fixed(step, column, value):
    try_both(lambda: change(step, **{column: value}), "asked_is_fixed")


def test_body_answers_once(answered):
    try_both(lambda: change(answered, result="approved"), "answers_once")
    try_both(lambda: change(answered, text="No, yes."), "answers_once")


def test_answer_is_entered_with_its_result(step):
    try_both(lambda: change(step, evidence="Letter"), "answers_once")
    assert change(step, result="refused", decided_on=DECIDED, evidence="Letter") == 1


def test_step_is_never_taken_away(step):
    try_both(lambda: remove(step), "stays")


def test_body_overtakes_only_something_that_was_resolved(answered):
    asked = tabled("felpersham")
    none = an_outcome(
        asked,
        result=Result.WITHDRAWN,
        amount_agreed=None,
        settlement="not_applicable",
    )
    elsewhere = {"outcome_id": none, "forum_id": asked.forum, "overtakes": True}

    try_both(lambda: copy(answered, **elsewhere), "overtakes_a_decision")
    assert copy(answered, overtakes=True) == 1


def test_what_is_said_of_carrying_out_is_only_added_to(step):
    said = Implementation.objects.create(
        forum=step.forum,
        outcome=step.outcome,
        state=ImplementationState.UNDER_WAY,
        said_on=DECIDED,
    )

    try_both(lambda: change(said, state="done"))
    try_both(lambda: remove(said))
    assert copy(said, state="done") == 1
