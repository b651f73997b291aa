from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import LinkKind, Result, Settlement
from decisions.rules.findings import DecisionFacts, LinkFacts, MatterFacts
from decisions.rules.money import AwardFacts
from decisions.rules.source_status import SourceState, source_status
from papers.choices import Source

JULY, FEBRUARY, UNTIL = date(2018, 7, 4), date(2019, 2, 27), date(2019, 10, 31)
AGREED = DecisionFacts(
    "july",
    "Recommendation 1",
    JULY,
    Result.CARRIED,
    Settlement.UNSETTLED,
    seeks_resources=True,
)
SETTLED = DecisionFacts(
    "february",
    "Recommendation 1",
    FEBRUARY,
    Result.CARRIED,
    Settlement.SETTLED,
    seeks_resources=True,
    awards=(AwardFacts(Source.ONE_OFF, "Grant", Decimal(89604), "2019-20", None, UNTIL),),
    links=(LinkFacts(LinkKind.SETTLES_SOURCE, "july"),),
)


def status(on: date, *decisions: DecisionFacts) -> tuple[SourceState, str]:
    found = source_status(MatterFacts("Early help", UNTIL, decisions), on)
    return found.state, found.words


@pytest.mark.parametrize(
    ("on", "state", "words"),
    [
        (date(2018, 7, 3), SourceState.NONE, ""),
        (JULY, SourceState.UNSETTLED, "since 4 July 2018"),
        (date(2019, 2, 26), SourceState.UNSETTLED, "since 4 July 2018"),
        (FEBRUARY, SourceState.SETTLED, "One-off, until 31 October 2019"),
        (UNTIL, SourceState.SETTLED, "One-off, until 31 October 2019"),
        (date(2019, 11, 1), SourceState.ENDED, "One-off, until 31 October 2019"),
    ],
)
def test_source_stands_as_the_record_had_it_on_the_day(on, state, words):
    assert status(on, AGREED, SETTLED) == (state, words)


def test_one_approval_without_a_source_leaves_the_matter_unsettled():
    other = DecisionFacts(
        "other", "Recommendation 2", FEBRUARY, Result.CARRIED, Settlement.UNSETTLED, True
    )

    assert status(UNTIL, AGREED, SETTLED, other) == (
        SourceState.UNSETTLED,
        "since 27 February 2019",
    )


def test_refused_or_noted_business_decides_no_money():
    refused = DecisionFacts(
        "no", "Recommendation 1", JULY, Result.NOT_CARRIED, seeks_resources=True
    )

    assert status(UNTIL, refused) == (SourceState.NONE, "")


def test_award_without_a_known_end_is_settled_without_one():
    endless = DecisionFacts(
        "endless",
        "Recommendation 1",
        JULY,
        Result.CARRIED,
        Settlement.SETTLED,
        seeks_resources=True,
        awards=(AwardFacts(Source.HIGH_NEEDS, "Line", Decimal(1), ""),),
    )

    assert status(UNTIL, endless) == (SourceState.SETTLED, "High needs")


@pytest.mark.parametrize(
    ("on", "state", "words"),
    [
        (date(2019, 5, 31), SourceState.SETTLED, "One-off, until 31 October 2019"),
        (date(2019, 6, 1), SourceState.ENDED, "undone by the decision of 1 June 2019"),
        (date(2019, 11, 1), SourceState.ENDED, "undone by the decision of 1 June 2019"),
    ],
)
def test_a_source_ends_with_the_decision_that_reverses_it(on, state, words):
    alone = replace(SETTLED, links=())
    reversal = DecisionFacts(
        "june",
        "Recommendation 2",
        date(2019, 6, 1),
        Result.CARRIED,
        links=(LinkFacts(LinkKind.REVERSES, "february"),),
    )

    assert status(on, alone, reversal) == (state, words)
