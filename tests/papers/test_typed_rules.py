"""What a browser sends is checked for its shape before anything is made of it."""

from json import dumps

import pytest

from papers.rules.commenting import may_comment, may_keep
from papers.rules.text.blocks import PARAGRAPH, QUOTATION, TABLE, Block, Point, as_stored
from papers.rules.text.figures import may_show
from papers.rules.text.typed import read_blocks

WHOLE = (
    Block("heading", "Background", number="2", level=2, id="b1"),
    Block(PARAGRAPH, "Words.", number="2.1", exempt="Names a child", id="b2"),
    Block("bullets", points=(Point("One", 1, "(i)"),), id="b3"),
    Block(TABLE, rows=(("A", "B"), ("1", "2")), caption="C", header_columns=1, id="b4"),
    Block("figure", asset="5a5f7b1e-0000-4000-8000-000000000000", alt="A chart", id="b5"),
    Block(QUOTATION, "One.\nTwo.", source="Minutes", id="b6"),
)


def test_what_is_stored_is_read_back_as_it_was():
    found = read_blocks(dumps(as_stored(WHOLE)))

    assert found == WHOLE
    assert [each.id for each in found] == [each.id for each in WHOLE]


@pytest.mark.parametrize(
    "sent",
    [
        "", "{", "{}", '"x"', "null", "[1]", '[{"kind": "script"}]', '[{"text": "x"}]',
        '[{"kind": "paragraph", "text": 1}]', '[{"kind": "paragraph", "level": "1"}]',
        '[{"kind": "paragraph", "level": true}]', '[{"kind": "bullets", "points": [["x"]]}]',
        '[{"kind": "bullets", "points": {}}]', '[{"kind": "bullets", "points": [[0, 1, "x"]]}]',
        '[{"kind": "table", "rows": [["a", null]]}]', '[{"kind": "table", "rows": ["a"]}]',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_list_of_blocks_is_refused_with_what_to_do(sent):
    with pytest.raises(ValueError, match="press Save again"):
        read_blocks(sent)


def test_lines_are_joined_where_a_block_is_one_line():
    sent = [
        {"kind": "paragraph", "text": " one\r\ntwo\u2028three \x00"},
        {"kind": "quotation", "text": "one\r\ntwo"},
        {"kind": "table", "rows": [["a\rb"]]},
    ]

    found = read_blocks(dumps(sent))

    assert [each.text for each in found] == ["one two three", "one\ntwo", ""]
    assert found[2].rows == (("a\nb",),)


def test_numbers_beyond_what_is_there_are_brought_back():
    sent = [{"kind": "table", "rows": [["a"]], "header_rows": -3, "header_columns": 10**9}]

    (table,) = read_blocks(dumps(sent))

    assert (table.header_rows, table.header_columns) == (0, 40)


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"is_tabled": False}, set()),
        ({"is_tabled": True}, {"comment-after-tabling"}),
        ({"is_tabled": False, "is_resolved": True}, {"comment-already-resolved"}),
    ],
    ids=["draft", "tabled", "resolved"],
)
def test_comments_are_made_while_the_paper_is_written(said, codes):
    assert may_comment(**said).codes == codes


def test_later_words_of_another_window_are_not_written_over():
    assert may_keep(is_the_last=True).allowed
    assert may_keep(is_the_last=False).codes == {"kept-in-another-window"}


@pytest.mark.parametrize(("alt", "codes"), [("A chart", set()), (" ", {"figure-without-words"})])
def test_picture_says_what_it_shows(alt, codes):
    assert may_show(alt=alt).codes == codes
