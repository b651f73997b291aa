from dataclasses import replace
from datetime import date

import pytest

from decisions.choices import ConditionState, ExternalResult, LinkKind, Result, Settlement
from decisions.rules.worth import Bearing, Hanging, Outside, WorthFacts, WorthState, worth

TODAY = date(2026, 6, 1)
AGREED = WorthFacts(Result.CARRIED, Settlement.SETTLED, until_on=date(2026, 10, 31))
AMENDED = "Amended by 2026-03-12/4/1 on 12 March 2026; authority to spend until 31 October 2026."


def told(decision, on=TODAY):
    found = worth(decision, on)
    return found.state, found.sentence


def later(kind, day=date(2026, 3, 12)):
    return (Bearing(kind, "2026-03-12/4/1", day),)


def test_decision_stands_until_its_authority_ends():
    assert told(AGREED) == (WorthState.STANDS, "Authority to spend until 31 October 2026.")
    assert told(AGREED, date(2026, 10, 31))[0] == WorthState.STANDS
    assert told(AGREED, date(2026, 11, 1)) == (
        WorthState.ENDED,
        "Authority to spend ended on 31 October 2026.",
    )


@pytest.mark.parametrize(
    ("kind", "state", "sentence"),
    [
        (LinkKind.REVERSES, WorthState.REVERSED, "Reversed by 2026-03-12/4/1 on 12 March 2026."),
        (LinkKind.REPLACES, WorthState.REPLACED, "Replaced by 2026-03-12/4/1 on 12 March 2026."),
        (LinkKind.AMENDS, WorthState.STANDS, AMENDED),
    ],
)
def test_later_decision_counts_from_its_day(kind, state, sentence):
    changed = replace(AGREED, later=later(kind))

    assert told(changed) == (state, sentence)
    assert told(changed, date(2026, 3, 11))[0] == WorthState.STANDS


def test_body_outside_overtakes_from_its_day():
    step = Outside("Cabinet", ExternalResult.REFUSED, None, date(2026, 2, 3), overtakes=True)
    overtaken = replace(AGREED, outside=(step,))

    assert told(overtaken) == (
        WorthState.OVERTAKEN,
        "Cabinet decided in the forum’s place on 3 February 2026: refused.",
    )
    assert told(overtaken, date(2026, 2, 2))[0] == WorthState.WAITING


def test_decision_waits_for_a_body_that_has_not_answered():
    asked = replace(AGREED, outside=(Outside("Cabinet", asked_on=date(2026, 2, 1)),))

    assert told(asked) == (
        WorthState.WAITING,
        "Cabinet has not answered yet, asked on 1 February 2026.",
    )


@pytest.mark.parametrize("state", [ConditionState.FAILED, ConditionState.LAPSED])
def test_decision_is_of_no_effect_once_its_condition_is_gone(state):
    gone = Hanging("The grant comes.", state, date(2026, 5, 1))
    hanging = replace(AGREED, conditions=(gone,))

    assert told(hanging)[0] == WorthState.NO_EFFECT
    assert told(hanging, date(2026, 4, 30)) == (
        WorthState.CONDITIONAL,
        "On condition that: The grant comes.",
    )


def test_condition_that_is_met_no_longer_shows():
    met = Hanging("The grant comes.", ConditionState.MET, date(2026, 5, 1))

    assert told(replace(AGREED, conditions=(met,)))[0] == WorthState.STANDS


def test_agreed_in_principle_stands_once_its_source_is_settled():
    open_source = WorthFacts(Result.CARRIED, Settlement.UNSETTLED)

    assert told(open_source)[0] == WorthState.UNSETTLED
    settled = replace(open_source, later=later(LinkKind.SETTLES_SOURCE))
    assert told(settled) == (
        WorthState.STANDS,
        "Source settled by 2026-03-12/4/1 on 12 March 2026.",
    )


@pytest.mark.parametrize(
    ("result", "state", "sentence"),
    [
        (Result.NOT_CARRIED, WorthState.NOT_AGREED, "The forum did not agree it."),
        (Result.NOTED, WorthState.HEARD, "Noted: the forum decided nothing here."),
        (Result.WITHDRAWN, WorthState.UNDECIDED, "Withdrawn."),
        (Result.DEFERRED, WorthState.UNDECIDED, "Deferred to the meeting of 12 March 2026."),
    ],
)
def test_what_was_not_carried_says_what_came_of_it(result, state, sentence):
    asked = WorthFacts(result, deferred_to_on=date(2026, 3, 12))

    assert told(asked) == (state, sentence)
    assert not worth(asked, TODAY).is_standing


def test_question_that_came_back_points_at_its_answer():
    back = WorthFacts(Result.DEFERRED, later=later(LinkKind.RE_DECIDES))

    assert told(back) == (
        WorthState.UNDECIDED,
        "Decided again by 2026-03-12/4/1 on 12 March 2026.",
    )


def test_view_stands_once_it_is_ratified():
    ratified = WorthFacts(Result.VIEW_RECORDED, later=later(LinkKind.RATIFIES))

    assert told(ratified) == (WorthState.STANDS, "Ratified by 2026-03-12/4/1 on 12 March 2026.")
