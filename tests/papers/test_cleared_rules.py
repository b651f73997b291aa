"""What was cleared still stands while the paper says and asks the same."""

import pytest

from papers.rules.cleared import Content, changes, stands
from papers.rules.text.blocks import Block, Point

TEXT = (
    Block("heading", "Background", number="4", id="b1"),
    Block("paragraph", "Four posts are asked for.", number="4.2", id="b2"),
    Block("bullets", points=(Point("First"), Point("Second")), id="b3"),
)
ASKED = {
    "the paper": {"title": "Early help"},
    "recommendation 1": {"words": "Agree.", "amount": "£89,604"},
    "recommendation 1, option A": {"amount": "£89,604", "status": "Offered"},
}
CONTENT = Content(TEXT, ASKED)
CLEARED = CONTENT.as_stored()


def asking(**of_recommendation):
    changed = ASKED["recommendation 1"] | of_recommendation
    return Content(TEXT, ASKED | {"recommendation 1": changed})


def words(now):
    return changes(CLEARED, TEXT, now)


def test_clearance_stands_while_nothing_is_changed():
    assert stands(CLEARED, Content(TEXT, ASKED))
    assert words(CONTENT) == ()


def test_changed_paragraph_is_named_by_its_printed_number():
    text = (TEXT[0], Block("paragraph", "Five posts.", number="4.2", id="b2"), TEXT[2])

    assert not stands(CLEARED, Content(text, ASKED))
    assert words(Content(text, ASKED)) == ("paragraph 4.2 changed",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT[:2], ("list “First” removed",)),
        ((*TEXT, Block("quotation", "So it was.", id="b4")), ("quotation “So it was.” added",)),
        ((TEXT[1], TEXT[0], TEXT[2]), ("paragraph 4.2 moved",)),
    ],
    ids=["removed", "added", "moved"],
)
def test_text_that_came_went_or_moved_is_named(text, said):
    assert words(Content(text, ASKED)) == said


def test_changed_money_voids_a_clearance_of_the_same_text():
    now = asking(amount="£90,000")

    assert not stands(CLEARED, now)
    assert words(now) == ("amount of recommendation 1 changed",)
    assert now.fingerprint != CONTENT.fingerprint


def test_what_is_added_or_taken_out_is_named():
    without = {name: said for name, said in ASKED.items() if not name.endswith("option A")}
    now = Content(TEXT, without | {"recommendation 2": {"words": "Note."}})

    assert words(now) == ("recommendation 1, option A taken out", "recommendation 2 added")


def test_what_becomes_of_an_option_counts_until_tabling():
    marked = ASKED | {"recommendation 1, option A": {"amount": "£89,604", "status": "Withdrawn"}}

    assert not stands(CLEARED, Content(TEXT, marked))
    assert stands(CLEARED, Content(TEXT, marked, is_tabled=True))


def test_long_words_are_cut_where_they_name_a_block():
    block = Block("paragraph", "word " * 40, id="b9")

    (said,) = words(Content((*TEXT, block), ASKED))

    assert said.startswith("paragraph “word word")
    assert len(said) < 90
