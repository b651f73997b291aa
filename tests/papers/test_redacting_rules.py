"""What the public version leaves out is gone, wherever in a block it stood."""

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
)
from papers.rules.text.redacting import full, is_marked, public, public_words, withheld

EVERYWHERE = (
    Block(HEADING, "About [[CANARY]]", number="[[CANARY]]", id="b1"),
    Block(PARAGRAPH, "The worker, [[CANARY]], was praised.", number="1.1", id="b2"),
    Block(BULLETS, points=(Point("[[CANARY]] said so", label="[[CANARY]]"),), id="b3"),
    Block(TABLE, caption="Of [[CANARY]]", rows=(("Name", "Sum"), ("[[CANARY]]", "£5")), id="b4"),
    Block(FIGURE, asset="a", alt="A photograph of [[CANARY]]", id="b5"),
    Block(FIGURE, asset="b", alt="A", caption="[[CANARY]]", id="b6"),
    Block(QUOTATION, "“[[CANARY]] helped us.”", source="[[CANARY]], a parent", id="b7"),
    Block(PARAGRAPH, "CANARY alone", exempt="Names a child [[CANARY]]", id="b8"),
    Block(TABLE, rows=(("CANARY",),), exempt="Names staff", id="b9"),
)


def test_nothing_that_is_withheld_is_left_in_any_part_of_a_block():
    shown = public(EVERYWHERE)

    assert "CANARY" not in repr(shown)
    assert [each.id for each in shown] == [each.id for each in EVERYWHERE]
    assert shown[1].text == "The worker, [removed], was praised."
    assert shown[3].rows[1] == ("[removed]", "£5")
    assert shown[8].text == "[removed: Names staff]"


def test_a_picture_whose_words_are_withheld_in_part_is_left_out_whole():
    assert [each.asset for each in public(EVERYWHERE)[4:6]] == ["", ""]


def test_the_full_version_keeps_everything_as_it_was():
    assert full(EVERYWHERE) == EVERYWHERE
    assert withheld(EVERYWHERE) == EVERYWHERE
    assert withheld(public(EVERYWHERE)) == ()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain", "plain"),
        ("a [[b]] c [[d]]", "a [removed] c [removed]"),
        ("a [[b [[c]] d]] e", "a [removed] e"),
        ("a [[b never closed", "a [removed]"),
        ("a [[b\n\nc]] d", "a [removed] d"),
        ("a ]] b", "a ]] b"),
        ("[[a]]", "[removed]"),
        ("a [b] [c](https://x.example)", "a [b] [c](https://x.example)"),
        ("a [[[b]]] c", "a [removed]] c"),
    ],
)
def test_brackets_hide_their_words_and_an_open_one_hides_the_rest(written, shown):
    assert public_words(written) == shown


@given(st.text("a[]C ", max_size=40))
def test_whatever_is_typed_no_open_bracket_is_left(text):
    shown = public_words(text)

    assert not is_marked(shown.replace("[removed]", ""))
    assert public_words(shown.replace("[removed]", "")) == shown.replace("[removed]", "")
