from datetime import date, timedelta

import pytest

from decisions.models.money.source_spans import Span, SpanState, source_spans
from decisions.models.threads.matter_record import matter_record
from decisions.pdfs.drawing import Ink
from decisions.pdfs.source_plot import drawn, source_plot
from papers.models import NamedSource
from tests.middlesbrough import FEBRUARY, JULY, UNTIL, middlesbrough

MARCH = date(2019, 3, 27)
OFFERED, NAMED = SpanState.OFFERED, SpanState.NAMED
SETTLED, NOT_SETTLED = SpanState.SETTLED, SpanState.NOT_SETTLED


@pytest.fixture
def story(forum):
    return middlesbrough(forum)


def spans(matter, on=MARCH, *, inside=True):
    return source_spans(matter_record(matter, on=on, inside=inside))


def of(found, *states):
    return [(span.label, span.short) for span in found if span.state in states]


@pytest.mark.django_db
def test_wait_for_a_source_is_followed_by_its_award(story):
    assert of(spans(story.matter), NOT_SETTLED, SETTLED) == [
        ("Agreed, source not settled", "£89,604, 238 days"),
        ("One-off, Additional high needs grant", "£89,604 until 31 Oct 2019"),
    ]


@pytest.mark.django_db
def test_what_was_offered_stays_open_until_the_source_is_settled(story):
    offered = [span for span in spans(story.matter) if span.state == OFFERED]

    assert [(span.label, span.from_on, span.until_on) for span in offered] == [
        ("Centrally retained, Combined budgets", JULY, FEBRUARY),
        ("High needs, Inclusion support", JULY, FEBRUARY),
        ("Centrally retained, Combined budgets", FEBRUARY, FEBRUARY),
    ]
    assert offered[2].note == "unavailable"


@pytest.mark.django_db
def test_name_that_is_no_source_stands_as_it_was_said(story):
    NamedSource(
        forum=story.forum,
        matter=story.matter,
        meeting=story.meetings[0],
        words="direct school grant",
    ).keep()

    (named,) = of(spans(story.matter), NAMED)

    assert named == ("“direct school grant”", "named 4 Jul 2018, none of the four")


@pytest.mark.django_db
def test_wait_that_goes_on_ends_on_the_day_of_the_record(forum):
    matter = middlesbrough(forum, published=1).matter

    (waiting,) = [span for span in spans(matter, inside=False) if span.state == NOT_SETTLED]

    assert (waiting.until_on, waiting.days) == (MARCH, 266)


@pytest.mark.django_db
def test_plot_has_a_lane_for_each_source_and_the_meetings_as_lines(story):
    plot = source_plot(matter_record(story.matter, on=MARCH))

    inks = [box.ink for box in plot.boxes[4:]]
    names = [label.text for label in plot.labels if label.is_strong]
    assert inks == [Ink.OPEN, Ink.OPEN, Ink.OPEN, Ink.HATCHED, Ink.SOLID]
    assert len(names) == 4
    assert [f"{day:%-d %b %Y}" for day in (JULY, FEBRUARY)] == [
        label.text for label in plot.labels if label.text in {"4 Jul 2018", "27 Feb 2019"}
    ]
    assert "One-off, Additional high needs grant: Decided: £89,604" in plot.words


def a_span(start, end, state=SETTLED):
    return Span("Label", state, start, end, "£1")


@pytest.mark.parametrize("years", [0, 1, 3, 12, 60])
def test_plot_stays_inside_its_picture(years):
    start = date(2018, 7, 4)
    end = start + timedelta(days=365 * years + 1)

    plot = drawn("Funding", [a_span(start, end)], [start, end], end)

    box = plot.boxes[-1]
    assert box.width > 0
    assert box.x + box.width <= plot.width + 5
    assert all(label.x <= plot.width for label in plot.labels)


def test_award_without_a_stated_end_is_said_to_have_none():
    plot = drawn("Funding", [a_span(JULY, None)], [], UNTIL)

    assert plot.words == "Label: Decided: £1, 4 Jul 2018 to no end stated"


def test_matter_without_money_has_no_plot():
    assert drawn("Funding", [], [JULY], MARCH) is None


def test_span_without_an_end_leaves_the_other_years_their_room():
    long_after = date(2026, 5, 1)
    spans = [Span("“pending”", SpanState.SPENT, date(2018, 9, 1), None)]

    plot = drawn("A title", spans, [JULY, MARCH], long_after)

    assert max(label.text[-4:] for label in plot.labels if label.anchor == "end") == "2019"
    assert plot.boxes[-1].x + plot.boxes[-1].width <= plot.width
