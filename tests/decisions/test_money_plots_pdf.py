from decimal import Decimal

import pytest

from decisions.models.money.money_rows import SourceRow, YearRow
from decisions.pdfs.drawing import Ink
from decisions.pdfs.money_plots import BARS, line_plot, sources_plot, year_plot
from papers.choices import Source
from papers.models import BudgetLine

ONE_OFF, RETAINED = Source.ONE_OFF, Source.CENTRALLY_RETAINED


def a_source(source, amount, lines=(), share=0):
    named = tuple((BudgetLine(name=name), Decimal(part)) for name, part in lines)
    return SourceRow(source, Decimal(amount), len(lines), named, share)


def a_year(year, put_in=None, decided=0, **more):
    allocated = None if put_in is None else Decimal(put_in)
    left = None if allocated is None else allocated - decided
    awards = 1 if decided else 0
    return YearRow(
        year=year, allocated=allocated, committed=Decimal(decided), left=left, awards=awards,
        **more,
    )  # fmt: skip


def by_ink(plot):
    """The heights of what is drawn, without the key."""
    return {
        ink: [box.height for box in plot.boxes if box.ink == ink and box.y > 20] for ink in Ink
    }


# A year


def test_source_that_gave_most_takes_the_whole_width_and_the_others_their_share():
    plot = year_plot("2026-27", [a_source(RETAINED, 100), a_source(ONE_OFF, 25)])

    assert [box.width for box in plot.boxes if box.ink == Ink.SOLID] == [BARS, BARS / 4]


def test_money_without_a_settled_source_is_hatched_and_not_coloured():
    plot = year_plot("2026-27", [a_source(ONE_OFF, 0)], Decimal(50))

    assert [box.ink for box in plot.boxes] == [Ink.TRACK, Ink.TRACK, Ink.HATCHED]
    assert plot.words == "One-off: £0; In principle, no source settled: £50"


def test_lines_beyond_the_fifth_stand_together():
    lines = [(f"Line {number}", 10) for number in range(7)]

    plot = year_plot("2026-27", [a_source(RETAINED, 70, lines, 100)])

    names = [label.text for label in plot.labels if label.anchor == "start"]
    assert names == ["Centrally retained", "Line 0", "Line 1", "Line 2", "Line 3", "3 other lines"]
    assert "of which £10 Line 0" in plot.words


def test_year_without_money_has_no_plot():
    assert year_plot("2026-27", [a_source(source, 0) for source in Source]) is None


# A line through the years


def test_column_is_what_was_put_in_filled_by_what_was_decided():
    drawn = by_ink(line_plot("Insurance", [a_year("2026-27", 400, 100)]))

    (whole,), (part,) = drawn[Ink.OPEN], drawn[Ink.SOLID]
    assert part == pytest.approx(whole / 4, abs=0.1)
    assert (drawn[Ink.HATCHED], drawn[Ink.GREY]) == ([], [])


def test_what_is_decided_beyond_what_was_put_in_is_hatched_above_a_rule():
    plot = line_plot("Insurance", [a_year("2026-27", 100, 150)])

    drawn = by_ink(plot)
    assert drawn[Ink.HATCHED] == [pytest.approx(drawn[Ink.SOLID][0] / 2, abs=0.1)]
    assert len(plot.marks) == 2
    assert [label.text for label in plot.labels if label.text.startswith("-")] == ["-£50"]


def test_what_is_decided_without_a_stated_allocation_is_told_apart():
    drawn = by_ink(line_plot("Insurance", [a_year("2026-27", None, 150, loose=Decimal(150))]))

    assert (drawn[Ink.OPEN], drawn[Ink.SOLID], len(drawn[Ink.GREY])) == ([], [], 1)


def test_ten_latest_years_are_drawn_earliest_first_and_empty_ones_keep_their_place():
    rows = [a_year(f"{year}-{year % 100 + 1:02d}", 100) for year in range(2026, 2012, -1)]
    rows[3] = a_year(rows[3].year)

    plot = line_plot("Insurance", rows)

    assert "2017-18 to 2026-27" in plot.title
    assert len(by_ink(plot)[Ink.OPEN]) == 9
    assert "2023-24: nothing" in plot.words


def test_line_without_money_has_no_plot():
    assert line_plot("Insurance", []) is None
    assert line_plot("Insurance", [a_year("2026-27")]) is None


# Sources through the years


def test_sources_share_one_scale():
    rows = [
        a_year("2026-27", sources={RETAINED: Decimal(100), ONE_OFF: Decimal(50)}),
        a_year("2025-26", sources={RETAINED: Decimal(25)}),
    ]

    heights = [box.height for box in sources_plot(rows).boxes]

    assert heights == pytest.approx([heights[1] / 4, heights[1], heights[1] / 2], abs=0.1)


def test_what_is_not_settled_has_its_own_hatched_panel():
    rows = [a_year("2026-27", in_principle=Decimal(80))]

    plot = sources_plot(rows)

    assert [box.ink for box in plot.boxes] == [Ink.HATCHED]
    assert "Not settled: 2026-27 £80" in plot.words


def test_one_source_is_drawn_alone():
    rows = [a_year("2026-27", sources={ONE_OFF: Decimal(50)}, in_principle=Decimal(80))]

    plot = sources_plot(rows, ONE_OFF)

    assert plot.title == "One-off money, 2026-27"
    assert plot.words == "One-off: 2026-27 £50"


def test_years_not_stated_stand_in_the_table_only():
    assert sources_plot([a_year("", sources={ONE_OFF: Decimal(50)})]) is None


@pytest.mark.parametrize("years", [1, 2, 10])
def test_everything_stays_inside_the_picture(years):
    rows = [
        a_year(f"{2000 + year}-{year + 1:02d}", 100, 120, sources={ONE_OFF: Decimal(9)})
        for year in range(years, 0, -1)
    ]

    for plot in (line_plot("Insurance", rows), sources_plot(rows)):
        assert all(0 <= box.x <= box.x + box.width <= plot.width for box in plot.boxes)
        assert all(0 <= box.y <= box.y + box.height <= plot.height for box in plot.boxes)
        assert all(0 <= label.y <= plot.height for label in plot.labels)
