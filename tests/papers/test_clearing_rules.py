"""Who may be asked to clear a paper, whose turn it is, and when a reminder is due."""

from dataclasses import replace
from datetime import date

import pytest

from papers.choices import ClearanceKind, ClearanceState
from papers.rules.clearing import (
    AnswerFacts,
    AskFacts,
    StepFacts,
    is_reminder_due,
    may_answer,
    may_ask,
    may_pass_on,
    may_remind,
    may_withdraw,
)

TODAY = date(2026, 1, 2)
OFFICER = AskFacts(
    ClearanceKind.FINANCE,
    "Schools Finance Manager",
    is_author=False,
    is_officer=True,
    is_chair=False,
)
CHAIR = replace(
    OFFICER, kind=ClearanceKind.CHAIR, post="Headteacher", is_officer=False, is_chair=True
)
MINE = AnswerFacts(ClearanceState.WAITING, "Director", is_own=True, is_tabled=False)
FINANCE = StepFacts(1, "Finance clearance, Schools Finance Manager", ClearanceState.GIVEN)


def ask(*facts, is_tabled=False, due_on=None):
    return may_ask(facts, is_tabled=is_tabled, due_on=due_on, on=TODAY)


def test_officers_and_the_chair_may_be_asked():
    assert ask(OFFICER, CHAIR, due_on=TODAY).allowed


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(OFFICER, is_author=True), "clears-own-paper"),
        (replace(OFFICER, is_officer=False), "not-an-officer"),
        (replace(OFFICER, is_asked=True), "asked-already"),
        (replace(CHAIR, is_chair=False), "not-the-chair"),
        (replace(CHAIR, is_author=True), "clears-own-paper"),
    ],
)
def test_nobody_is_asked_who_cannot_give_it(facts, code):
    assert ask(facts).codes == {code}


def test_deadline_lies_ahead_and_the_paper_is_not_tabled():
    assert ask(OFFICER, due_on=date(2026, 1, 1)).codes == {"due-in-the-past"}
    assert ask(OFFICER, is_tabled=True).codes == {"already-tabled"}


def test_every_reason_is_given_at_once():
    wrong = replace(OFFICER, is_author=True, is_officer=False)

    assert ask(wrong, due_on=date(2026, 1, 1)).codes == {
        "due-in-the-past", "clears-own-paper", "not-an-officer",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(MINE, state=ClearanceState.GIVEN), "answered-already"),
        (replace(MINE, is_own=False), "not-asked-of-you"),
        (replace(MINE, is_author=True), "clears-own-paper"),
        (replace(MINE, is_tabled=True), "already-tabled"),
    ],
)
def test_only_who_was_asked_answers_and_only_once(facts, code):
    assert may_answer(MINE).allowed
    assert may_answer(facts).codes == {code}


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (replace(FINANCE, state=ClearanceState.WAITING), "comes first, and is not given yet"),
        (replace(FINANCE, state=ClearanceState.RETURNED), "returned"),
        (replace(FINANCE, is_void=True), "the paper was changed after it"),
    ],
    ids=["waiting", "returned", "void"],
)
def test_a_later_step_waits_for_every_earlier_one(step, words):
    assert may_answer(replace(MINE, before=(FINANCE,))).allowed

    ruling = may_answer(replace(MINE, before=(FINANCE, step)))

    assert ruling.codes == {"not-your-turn"}
    assert words in ruling.reasons[0].text
    assert ruling.reasons[0].who


def test_it_is_passed_on_also_before_ones_turn():
    waits = replace(FINANCE, state=ClearanceState.WAITING)

    assert may_pass_on(replace(MINE, before=(waits,))).allowed
    assert may_pass_on(replace(MINE, is_own=False)).codes == {"not-asked-of-you"}
    assert may_pass_on(replace(MINE, is_tabled=True)).codes == {"already-tabled"}


def test_only_what_is_not_answered_is_withdrawn():
    assert may_withdraw(state=ClearanceState.WAITING, is_tabled=False).allowed
    answered = may_withdraw(state=ClearanceState.RETURNED, is_tabled=False)
    assert answered.codes == {"answered-already"}
    tabled = may_withdraw(state=ClearanceState.WAITING, is_tabled=True)
    assert tabled.codes == {"already-tabled"}


def test_whoever_holds_it_up_is_reminded_once_a_day():
    waiting = {"state": ClearanceState.WAITING, "is_tabled": False, "on": TODAY}
    before = (replace(FINANCE, state=ClearanceState.WAITING),)

    assert may_remind(**waiting, before=(), reminded_on=date(2026, 1, 1)).allowed
    assert may_remind(**waiting, before=(), reminded_on=TODAY).codes == {"reminded-today"}
    assert may_remind(**waiting, before=before, reminded_on=None).codes == {"not-your-turn"}


@pytest.mark.parametrize(
    ("due", "reminded", "is_due"),
    [
        (None, None, False),
        (date(2026, 1, 5), None, False),
        (date(2026, 1, 4), None, True),
        (date(2026, 1, 4), date(2026, 1, 2), False),
        (date(2025, 12, 29), date(2025, 12, 30), True),
        (date(2025, 12, 29), date(2025, 12, 31), False),
    ],
)
def test_reminder_is_due_two_days_before_and_every_three_days_after(due, reminded, is_due):
    assert is_reminder_due(due_on=due, reminded_on=reminded, on=TODAY) is is_due
