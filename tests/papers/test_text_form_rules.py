"""The text of a paper, typed and read back: nothing is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.rules.text.blocks import (
    BULLETS,
    FIGURE,
    HEADING,
    PARAGRAPH,
    QUOTATION,
    TABLE,
    Block,
    Point,
    as_stored,
    blocks_from,
    fingerprint,
    identified,
    problems,
)
from papers.rules.text.text_form import parse, plain, written

EVERY_KIND = (
    Block(HEADING, "Background", number="2"),
    Block(HEADING, "Rates", level=3),
    Block(PARAGRAPH, "Early Help began in 2012.", number="2.1"),
    Block(PARAGRAPH, "176 schools are paid.", level=2),
    Block(BULLETS, points=(Point("Insurance", 0, "(i)"), Point("schools", 1), Point("30 - 40"))),
    Block(TABLE, caption="Rates", rows=(("2024-25", "Primary"), ("Total", "£1 | 2")),
          header_columns=1),
    Block(TABLE, rows=(("2023-24", "£11.00"),), header_rows=0),
    Block(FIGURE, asset="7e57", alt="A [big] tree", caption="The service"),
    Block(QUOTATION, "First line.\n\nSecond line.", source="Minutes, item 5"),
    Block(PARAGRAPH, "Names a child.", exempt="a child is named"),
)  # fmt: skip


def test_every_kind_of_block_is_read_back_as_it_was_written():
    assert parse(written(EVERY_KIND)) == EVERY_KIND


def test_every_kind_of_block_is_stored_and_read_back():
    blocks = identified(EVERY_KIND)

    assert blocks_from(as_stored(blocks)) == blocks
    assert [each.id for each in blocks] == [f"b{number}" for number in range(1, 11)]


@pytest.mark.parametrize(
    ("line", "number", "text"),
    [
        ("1.1 Introduction", "1.1", "Introduction"),
        ("13. Its end", "13.", "Its end"),
        ("A) Agree", "A)", "Agree"),
        ("(iv) EAL service", "(iv)", "EAL service"),
        ("176 schools are paid", "", "176 schools are paid"),
        ("2018 was early", "", "2018 was early"),
    ],
)
def test_number_is_kept_as_printed(line, number, text):
    (block,) = parse(line)

    assert (block.number, block.text) == (number, text)


def test_lines_that_follow_go_on_with_the_paragraph():
    (first, second) = parse("1.1 Schools decide\neach year.\n1.2 By phase.")

    assert (first.text, second.text) == ("Schools decide each year.", "By phase.")


def test_rules_read_the_numbers_before_their_words():
    assert plain(parse("## 2 Cost\n\n13. From the DSG.\n\n- (i) Insurance")) == (
        "## 2 Cost\n\n13. From the DSG.\n\n- (i) Insurance"
    )


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" "),
    min_size=1,
    max_size=40,
).map(lambda text: " ".join(text.split()) or "words")
cells = st.lists(st.lists(words, min_size=2, max_size=2).map(tuple), min_size=1, max_size=4)
some_blocks = st.one_of(
    st.builds(Block, st.just(PARAGRAPH), words, level=st.integers(1, 3)),
    st.builds(Block, st.just(HEADING), words.map(lambda w: f"Part {w}"),
              level=st.integers(1, 3)),
    st.builds(Block, st.just(TABLE), rows=cells.map(tuple), caption=words),
)  # fmt: skip


@given(st.lists(some_blocks, max_size=6))
def test_words_of_any_kind_come_back(blocks):
    again = parse(written(blocks))

    assert [each.kind for each in again] == [each.kind for each in blocks]
    assert [each.words.replace("\\", "") for each in again] == [
        each.words.replace("\\", "") for each in blocks
    ]


def test_unchanged_blocks_keep_their_ids_and_new_ones_get_their_own():
    before = identified(parse("One.\n\nTwo.\n\nThree."))

    after = identified(parse("Zero.\n\nOne.\n\nThree."), like=before)

    assert [(each.id, each.text) for each in after] == [
        ("b4", "Zero."),
        ("b1", "One."),
        ("b3", "Three."),
    ]


def test_fingerprint_tells_texts_apart_and_not_their_ids():
    one = parse("One.")

    assert fingerprint(one) == fingerprint(identified(one))
    assert fingerprint(one) != fingerprint(parse("Two."))


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        (Block("song"), "This kind of block is not known"),
        (Block(HEADING), "Enter the words of the heading"),
        (Block(HEADING, "Deep", level=4), "Choose level 1, 2 or 3"),
        (Block(TABLE), "Enter at least one row"),
        (Block(TABLE, rows=(("a",), ("a", "b"))), "same number of cells"),
        (Block(TABLE, rows=(("a",) * 41,)), "2,000 rows and 40 columns"),
        (Block(FIGURE, alt="A tree"), "Choose the picture"),
        (Block(PARAGRAPH, "x" * 20_001), "longer than 20,000 characters"),
    ],
)
def test_block_that_cannot_be_kept_says_what_to_do(block, sentence):
    (found,) = problems([block])

    assert sentence in found[1]


def test_blocks_that_are_right_have_no_problems():
    assert not list(problems(EVERY_KIND))
