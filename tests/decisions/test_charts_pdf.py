from datetime import date, timedelta
from decimal import Decimal

import pytest

from decisions.models.review import review_of
from decisions.pdfs.charts import (
    BAR_WIDTH,
    LINE_WIDTH,
    Span,
    bar_chart,
    funding_spans,
    funding_timeline,
)
from tests.middlesbrough import middlesbrough

MARCH = date(2019, 3, 27)


def test_longest_bar_takes_the_whole_width_and_the_others_their_share():
    chart = bar_chart("Money", [("A", Decimal(100), False), ("B", Decimal(25), True)])

    assert [bar.width for bar in chart.bars] == [BAR_WIDTH, BAR_WIDTH // 4]
    assert [bar.is_hatched for bar in chart.bars] == [False, True]
    assert chart.words == "A: £100; B: £25"


@pytest.mark.parametrize("values", [[], [("A", Decimal(0), False)]])
def test_nothing_is_drawn_where_there_is_no_money(values):
    assert [bar.width for bar in bar_chart("Money", values).bars] == [0] * len(values)


@pytest.mark.django_db
def test_spans_are_the_wait_for_a_source_and_then_its_award(forum):
    review = review_of(middlesbrough(forum).matter, on=MARCH)

    spans = funding_spans(review.decisions, MARCH)

    assert [(span.label, span.days, span.is_settled) for span in spans] == [
        ("£89,604 agreed, source not settled", 238, False),
        ("£89,604 one-off, Additional high needs grant", 246, True),
    ]


@pytest.mark.django_db
def test_wait_that_goes_on_ends_on_the_day_of_the_review(forum):
    matter = middlesbrough(forum, published=1).matter
    review = review_of(matter, on=MARCH, inside=False)

    (span,) = funding_spans(review.decisions, MARCH)

    assert (span.until_on, span.days) == (MARCH, 266)


def a_span(start, end):
    return Span("Label", start, end, True, None)


@pytest.mark.parametrize("years", [0, 1, 3, 12, 60])
def test_timeline_stays_inside_its_picture(years):
    start = date(2018, 7, 4)
    end = start + timedelta(days=365 * years + 1)

    timeline = funding_timeline("Funding", [a_span(start, end)], end)

    (lane,) = timeline.lanes
    assert lane.x >= 0
    assert lane.width >= 3
    assert lane.x + lane.width <= LINE_WIDTH + 3
    assert 2 <= len(timeline.ticks) <= 13
    assert (timeline.ticks[0].anchor, timeline.ticks[-1].anchor) == ("start", "end")


def test_award_without_a_stated_end_is_said_to_have_none():
    timeline = funding_timeline("Funding", [a_span(date(2018, 7, 4), None)], MARCH)

    assert timeline.words == "Label: 4 Jul 2018 to no end stated"


def test_matter_without_money_has_no_timeline():
    assert funding_timeline("Funding", [], MARCH) is None
