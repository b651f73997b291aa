from dataclasses import replace
from datetime import date

import pytest

from decisions.choices import ImplementationState, Result
from decisions.rules.implementing import SaidFacts, may_say

DECIDED = date(2026, 1, 15)
SAID = SaidFacts(
    Result.CARRIED, DECIDED, ImplementationState.DONE, DECIDED, evidence="Outturn report"
)


def test_decision_is_said_to_be_carried_out_on_evidence():
    assert may_say(SAID).allowed


@pytest.mark.parametrize("result", [Result.NOT_CARRIED, Result.DEFERRED, Result.WITHDRAWN])
def test_what_was_not_agreed_is_not_carried_out(result):
    said = replace(SAID, result=result)

    assert may_say(said).codes == {"nothing-to-carry-out"}
    assert may_say(replace(said, is_overtaken=True)).allowed


def test_decision_is_not_carried_out_before_it_is_taken():
    assert may_say(replace(SAID, said_on=date(2026, 1, 14))).codes == {"said-before-decided"}


@pytest.mark.parametrize("state", [ImplementationState.DONE, ImplementationState.PARTLY_DONE])
def test_what_was_done_is_shown(state):
    said = replace(SAID, state=state, words="All of it.", evidence="")

    assert may_say(said).codes == {"evidence-missing"}


@pytest.mark.parametrize(
    "state",
    [ImplementationState.PARTLY_DONE, ImplementationState.NOT_DONE, ImplementationState.STOPPED],
)
def test_what_was_not_done_is_explained(state):
    assert may_say(replace(SAID, state=state)).codes == {"words-missing"}


@pytest.mark.parametrize("state", [ImplementationState.NOT_STARTED, ImplementationState.UNDER_WAY])
def test_beginning_needs_neither_words_nor_evidence(state):
    assert may_say(replace(SAID, state=state, evidence="")).allowed
