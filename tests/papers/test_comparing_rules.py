"""What changed from one version to another, block by block and word by word."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
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
    identified,
)
from papers.rules.text.comparing import ADDED, CHANGED, REMOVED, SAME, Piece, compare, pieces
from papers.rules.text.text_form import parse

BASE = identified(
    [
        Block(HEADING, "Background", number="2"),
        Block(PARAGRAPH, "It costs £89,604 a year.", number="2.1"),
        Block(TABLE, rows=(("Factor", "Rate"), ("AWPU", "£5.00"), ("FSM", "£9.50"))),
        Block(BULLETS, points=(Point("Insurance", 0, "(i)"), Point("Maternity", 0, "(ii)"))),
    ]
)


def changed(at, **more):
    return (*BASE[:at], replace(BASE[at], **more), *BASE[at + 1 :])


def words(line):
    return ["".join(piece.text for piece in cell) for cell in line.cells]


def test_versions_that_say_the_same_have_no_changes():
    found = compare(BASE, BASE)

    assert {each.state for each in found.changes} == {SAME}
    assert found.counts == ()


def test_changed_words_are_told_from_those_that_stayed():
    assert pieces("It costs £89,604 a year.", "It costs about £90,000 a year.") == (
        Piece("It costs "),
        Piece("£89,604", REMOVED),
        Piece("about £90,000", ADDED),
        Piece(" a year."),
    )


def test_words_in_a_row_that_all_changed_stand_together():
    assert pieces("one two", "three four") == (
        Piece("one two", REMOVED),
        Piece("three four", ADDED),
    )


def test_longest_texts_are_shown_whole_before_and_after():
    before, after = "a " * 3000, "b " * 3000

    assert pieces(before, after) == (Piece(before, REMOVED), Piece(after, ADDED))


def test_changed_paragraph_is_compared_word_by_word():
    found = compare(BASE, changed(1, text="It costs £90,000 a year."))

    change = found.changes[1]
    assert (change.state, change.said) == (CHANGED, "Paragraph 2.1 changed")
    assert Piece("£90,000", ADDED) in change.lines[0].cells[0]
    assert found.counts == (("changed", 1),)


def test_new_and_removed_blocks_stand_where_they_were():
    after = (BASE[0], Block(QUOTATION, "New.", id="b9"), *BASE[2:])

    found = compare(BASE, after)

    assert [(each.state, each.block.kind) for each in found.changes] == [
        (SAME, HEADING),
        (REMOVED, PARAGRAPH),
        (ADDED, QUOTATION),
        (SAME, TABLE),
        (SAME, BULLETS),
    ]
    assert words(found.changes[1].lines[0]) == ["2.1 It costs £89,604 a year."]
    assert found.counts == (("added", 1), ("removed", 1))


def test_block_taken_out_at_the_beginning_stands_first():
    assert [each.state for each in compare(BASE, BASE[1:]).changes] == [REMOVED, SAME, SAME, SAME]


def test_moved_block_says_so_and_the_others_do_not():
    found = compare(BASE, (BASE[3], *BASE[:3]))

    assert [each.is_moved for each in found.changes] == [True, False, False, False]
    assert found.changes[0].said == "List moved"
    assert found.counts == (("moved", 1),)


def test_block_may_be_changed_and_moved():
    after = (replace(BASE[1], text="It costs nothing."), BASE[0], *BASE[2:])

    assert compare(BASE, after).changes[0].said == "Paragraph 2.1 changed and moved"


def test_table_is_compared_row_by_row_and_cell_by_cell():
    rows = (("Factor", "Rate"), ("AWPU", "£5.10"), ("EAL", "£38.00"), ("FSM", "£9.50"))

    lines = compare(BASE, changed(2, rows=rows)).changes[2].lines

    states = [(line.state, line.is_header) for line in lines]
    assert states == [(SAME, True), (CHANGED, False), (ADDED, False), (SAME, False)]
    assert lines[1].cells == (
        (Piece("AWPU"),),
        (Piece("£5.00", REMOVED), Piece("£5.10", ADDED)),
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (("A", "B"), ("A", "X", "B"), [[("A", SAME)], [("X", ADDED)], [("B", SAME)]]),
        (("A", "X", "B"), ("A", "B"), [[("A", SAME)], [("X", REMOVED)], [("B", SAME)]]),
        (("A", "Y"), ("A", "Z", "B"), [
            [("A", SAME)], [("Y", REMOVED), ("Z", ADDED)], [("B", ADDED)],
        ]),
    ],
    ids=["column added", "column removed", "column changed and added"],
)  # fmt: skip
def test_table_with_another_number_of_columns_tells_which(before, after, expected):
    one = (Block(TABLE, rows=(before,), id="b1"),)
    other = (Block(TABLE, rows=(after,), id="b1"),)

    (line,) = compare(one, other).changes[0].lines

    found = [[(piece.text, piece.state) for piece in cell] for cell in line.cells]
    assert found == expected


def test_points_are_compared_with_their_labels():
    points = (Point("Insurance", 0, "(i)"), Point("EAL service", 0, "(iii)"))

    lines = compare(BASE, changed(3, points=points)).changes[3].lines

    assert words(lines[0]) == ["(i) Insurance"]
    assert [line.state for line in lines] == [SAME, CHANGED]


@pytest.mark.parametrize(
    ("at", "more", "name"),
    [
        (1, {"number": "2.2"}, "number"),
        (0, {"level": 2}, "level"),
        (1, {"exempt": "Names a child"}, "left out of the public version"),
        (2, {"caption": "Rates"}, "caption"),
        (2, {"header_columns": 1}, "headers of the table"),
        (1, {"kind": QUOTATION}, "kind"),
    ],
)
def test_what_changed_besides_the_words_is_said(at, more, name):
    assert [each[0] for each in compare(BASE, changed(at, **more)).changes[at].facts] == [name]


def test_another_picture_and_its_words_are_said():
    before = (Block(FIGURE, asset="one", alt="A bar", id="b1"),)
    after = (Block(FIGURE, asset="two", alt="A line", id="b1"),)

    change = compare(before, after).changes[0]

    assert [each[0] for each in change.facts] == ["description", "picture"]
    assert words(compare((), after).changes[0].lines[0]) == ["A line"]


def test_what_comes_and_goes_with_a_block_is_said():
    quotation = (Block(QUOTATION, "Words.", source="Minutes", exempt="Names a child", id="b1"),)
    said = ["source", "left out of the public version"]

    assert [each[0] for each in compare((), quotation).changes[0].facts] == said
    (gone,) = compare(quotation, ()).changes
    assert gone.facts[0] == ("source", (Piece("Minutes", REMOVED),))


def test_versions_without_lasting_ids_are_told_by_their_words():
    before = identified(parse("## 1 Why\n\n1.1 Four posts are paid.\n\n1.2 Until October."))
    after = identified(parse("New first words.\n\n## 1 Why\n\n1.1 Five posts are paid.\n\nLast."))

    found = compare(before, after, by_id=False)

    assert [each.state for each in found.changes] == [ADDED, SAME, CHANGED, REMOVED, ADDED]


text = st.text(alphabet="ab £1.,\n", max_size=30)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text, text)
def test_both_texts_can_be_read_from_the_pieces(before, after):
    found = pieces(before, after)

    assert "".join(each.text for each in found if each.state != ADDED) == before
    assert "".join(each.text for each in found if each.state != REMOVED) == after
