"""How blocks are laid out: no level skipped, rows of one length, headers that head something."""

import pytest

from papers.rules.text.blocks import BULLETS, HEADING, PARAGRAPH, TABLE, Block, Point
from papers.rules.text.layout import COLUMN, ROW, Deep, depths, grid, nested


def levels(*found):
    return depths([Block(HEADING, "x", level=level) for level in found])


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ((1, 2, 3, 1), (1, 2, 3, 1)),
        ((2, 3, 2, 1), (1, 2, 1, 1)),
        ((1, 3, 3, 2), (1, 2, 2, 2)),
        ((3, 3, 1), (1, 1, 1)),
    ],
    ids=["as they stand", "begins at two", "skips one", "begins at three"],
)
def test_headings_skip_no_level(stored, shown):
    assert levels(*stored) == shown


def test_other_blocks_have_no_depth():
    assert depths([Block(PARAGRAPH, "x"), Block(HEADING, "y")]) == (0, 1)


def test_table_has_rows_of_one_length():
    table = grid(Block(TABLE, rows=(("A", "B", "C"), ("1",), ())))

    assert {len(row) for row in (*table.head, *table.body)} == {3}
    assert not table.is_wide


def test_headers_say_what_they_head_and_an_empty_corner_heads_nothing():
    rows = (("", "Amount"), ("AWPU", "£5.00"), ("", "£1"))

    table = grid(Block(TABLE, rows=rows, header_columns=1))

    assert [cell.heads for cell in table.head[0]] == ["", COLUMN]
    assert [[cell.heads for cell in row] for row in table.body] == [[ROW, ""], ["", ""]]


def test_table_without_headers_has_none():
    table = grid(Block(TABLE, rows=(("A", "B"),), header_rows=0))

    assert table.head == ()
    assert [cell.heads for cell in table.body[0]] == ["", ""]


@pytest.mark.parametrize(
    "figure", ["£86,420", "-£1,200", "(£500)", "12", "5.00", "1.5%", "£1.44m"]
)
def test_column_of_figures_is_read_from_the_right(figure):
    table = grid(Block(TABLE, rows=(("Name", "Sum"), ("AWPU", figure), ("FSM", ""))))

    assert [cell.is_figure for cell in table.body[0]] == [False, True]


@pytest.mark.parametrize("words", ["about £5", "n/a", "2024-25 rate", "", "A1"])
def test_column_of_words_is_none_of_figures(words):
    assert not grid(Block(TABLE, rows=(("Sum",), (words,)))).body[0][0].is_figure


def test_points_stand_under_those_they_belong_to():
    block = Block(BULLETS, points=(Point("a"), Point("b", 1), Point("c", 2), Point("d")))

    assert nested(block.points) == (
        Deep(Point("a"), (Deep(Point("b", 1), (Deep(Point("c", 2)),)),)),
        Deep(Point("d")),
    )


def test_list_that_begins_deep_is_a_list():
    assert nested((Point("a", 2), Point("b", 0))) == (Deep(Point("a", 2)), Deep(Point("b", 0)))
