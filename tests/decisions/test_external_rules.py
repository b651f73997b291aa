from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import ExternalBody, ExternalResult, Result
from decisions.rules.external import AnswerFacts, AskedFacts, may_answer, may_ask_outside

ASKED = AskedFacts(Result.NOT_CARRIED, ExternalBody.SECRETARY_OF_STATE)
ANSWER = AnswerFacts(
    forum_result=Result.NOT_CARRIED,
    result=ExternalResult.APPROVED,
    asked_on=date(2025, 12, 1),
    decided_on=date(2026, 2, 3),
    overtakes=True,
    evidence="Letter of the department",
)


def test_body_is_asked_about_what_the_forum_refused():
    assert may_ask_outside(ASKED).allowed


@pytest.mark.parametrize("result", [Result.DEFERRED, Result.WITHDRAWN, Result.NO_SUCH_SCHOOLS])
def test_nobody_is_asked_where_nothing_was_resolved(result):
    assert may_ask_outside(replace(ASKED, result=result)).codes == {"nothing-resolved"}


def test_another_body_is_named():
    asked = replace(ASKED, body=ExternalBody.OTHER)

    assert may_ask_outside(asked).codes == {"body-missing"}
    assert may_ask_outside(replace(asked, body_words="Diocese")).allowed


def test_body_that_has_not_answered_is_not_asked_again():
    asked = replace(ASKED, waiting=("Secretary of State",))

    assert may_ask_outside(asked).codes == {"asked-already"}
    assert may_ask_outside(replace(asked, body=ExternalBody.FULL_COUNCIL)).allowed


def test_answer_stands_in_place_of_a_refusal():
    assert may_answer(ANSWER).allowed


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"is_answered": True}, "answered-already"),
        ({"decided_on": None}, "day-missing"),
        ({"decided_on": date(2025, 11, 30)}, "answered-before-asked"),
        ({"evidence": " "}, "evidence-missing"),
        ({"forum_result": Result.CARRIED}, "nothing-overtaken"),
        ({"result": ExternalResult.WITHDRAWN}, "overtakes-nothing"),
        ({"result": ExternalResult.APPROVED_IN_PART}, "part-not-stated"),
    ],
)
def test_answer_is_refused(changes, code):
    assert may_answer(replace(ANSWER, **changes)).codes == {code}


def test_answer_that_is_none_is_chosen_first():
    ruling = may_answer(replace(ANSWER, result=ExternalResult.PENDING, overtakes=False))

    assert ruling.codes == {"answer-missing"}


@pytest.mark.parametrize("stated", [{"amount": Decimal(5)}, {"text": "Half of it."}])
def test_part_is_stated_as_an_amount_or_in_words(stated):
    assert may_answer(replace(ANSWER, result=ExternalResult.APPROVED_IN_PART, **stated)).allowed


def test_refusal_overtakes_what_the_forum_agreed():
    refused = replace(ANSWER, forum_result=Result.CARRIED, result=ExternalResult.REFUSED)

    assert may_answer(refused).allowed


def test_answer_of_the_same_day_is_in_time():
    assert may_answer(replace(ANSWER, decided_on=ANSWER.asked_on)).allowed
