"""What changed from one edition of a pack to the next."""

from dataclasses import replace

import pytest

from papers.rules.editions import (
    Held,
    Leaf,
    as_stored,
    changes,
    differences,
    held_from,
    leaf_from,
    numbered,
    text_changes,
)
from papers.rules.text.blocks import identified
from papers.rules.text.text_form import parse

GROWTH = Held(
    "a",
    "Growth fund",
    "5",
    "Growth",
    2,
    True,
    (("2, option B", "Offered"),),
    (("Appendix A", "x"),),
)
TEXT = """## 1 Background

1.1 Growth is paid to schools.

1.2 It is taken from the schools block.

## 2 Proposals

2.1 Keep the rates.
"""


def test_paper_that_came_is_added_and_one_that_went_is_withdrawn():
    other = replace(GROWTH, paper="b", title="Scheme")

    found = changes([GROWTH], [other], {})

    assert (found.added, found.withdrawn, found.changed) == ((other,), (GROWTH,), ())
    assert found.any


def test_nothing_is_said_of_a_paper_that_stays():
    assert not changes([GROWTH], [GROWTH], {}).any


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (replace(GROWTH, item="5A"), "It stands under item 5A, no longer under item 5."),
        (replace(GROWTH, title="Growth"), "Its title was “Growth fund”."),
        (replace(GROWTH, version=3), "It was saved again: version 3."),
        (replace(GROWTH, options=(("2, option B", "Withdrawn"),)), "2, option B: withdrawn."),
        (replace(GROWTH, options=()), "2, option B was taken out."),
        (
            replace(GROWTH, options=(*GROWTH.options, ("2, option C", "Offered"))),
            "2, option C is new.",
        ),
        (replace(GROWTH, appendices=(("Appendix A", "y"),)), "Appendix A was changed."),
        (replace(GROWTH, appendices=()), "Appendix A was taken out."),
        (
            replace(GROWTH, appendices=(*GROWTH.appendices, ("Appendix B", "z"))),
            "Appendix B was added.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_paper_that_changed_says_in_what(now, said):
    assert differences(GROWTH, now) == (said,)


def test_draft_that_was_tabled_says_so():
    assert differences(replace(GROWTH, is_tabled=False), GROWTH) == ("It is tabled now.",)


def test_text_that_changed_is_told_under_its_headings():
    before = identified(parse(TEXT))
    after = identified(
        parse(TEXT.replace("Keep the rates.", "Raise the rates.") + "\n2.2 Pay at once.\n"),
        like=before,
    )
    after = tuple(
        replace(each, id=before[4].id) if each.number == "2.1" else each for each in after
    )

    assert text_changes(before, after) == ("“2 Proposals”: changed 2.1; added 2.2.",)


def test_paragraphs_without_a_number_are_counted():
    before = identified(parse("One.\n\nTwo.\n\nThree."))

    assert text_changes(before, before[:1]) == (
        "Before the first heading: taken out 2 paragraphs.",
    )


def test_parts_start_alike_in_both_versions_whichever_is_longer():
    public, full = [2, 3, 1], [2, 5, 1]

    assert numbered([public, full], 4) == [4, 6, 11, 12]


def test_what_is_kept_comes_back_as_it_was():
    leaf = Leaf("paper-a", "Growth fund", ("5. Growth",), "0" * 64, 3, 7)

    assert held_from(as_stored(GROWTH)) == GROWTH
    assert leaf_from(as_stored(leaf)) == leaf
