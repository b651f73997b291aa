from dataclasses import replace
from datetime import date

import pytest

from decisions.choices import HappeningKind
from decisions.rules.happenings import HappeningFacts, may_enter

EVENT = HappeningFacts(
    HappeningKind.EVENT, date(2018, 9, 1), evidence="Minutes of 16 January 2019"
)


@pytest.mark.parametrize(
    "happening",
    [
        EVENT,
        replace(EVENT, happened_on=None, day_words="September 2018"),
        replace(EVENT, kind=HappeningKind.STATEMENT, speaks_of_a_decision=True),
        replace(EVENT, kind=HappeningKind.SPENDING, happened_on=None, from_on=date(2018, 9, 1)),
        replace(EVENT, kind=HappeningKind.SLIP, as_printed="SMT", reads_as="SMF"),
    ],
    ids=["event", "no day", "statement", "spending", "slip"],
)
def test_what_happened_is_entered(happening):
    assert may_enter(happening).allowed


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"happened_on": None}, "day-missing"),
        ({"evidence": " "}, "evidence-missing"),
        ({"kind": HappeningKind.STATEMENT}, "about-no-decision"),
        ({"kind": HappeningKind.SPENDING}, "period-missing"),
        ({"kind": HappeningKind.SLIP, "as_printed": "SMT"}, "slip-not-told"),
        ({"from_on": date(2018, 9, 2), "until_on": date(2018, 9, 1)}, "period-backwards"),
    ],
)
def test_what_happened_is_refused(changes, code):
    assert may_enter(replace(EVENT, **changes)).codes == {code}
