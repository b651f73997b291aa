"""What of an imported text needs a human: each finding on both sides of its boundary."""

from datetime import date

import pytest

from papers.rules.reporting import Around, report
from papers.rules.text.blocks import BULLETS, FIGURE, HEADING, PARAGRAPH, TABLE, Block, Point

ASKS = (Block(HEADING, "Recommendations"), Block(PARAGRAPH, "That it is noted.", number="1."))
RATES = Block(
    TABLE,
    rows=(
        ("2024-25", "Primary"),
        ("Formula factor", "AWPU"),
        ("Amount", "£5.00"),
        ("Total", "£1,000"),
    ),
    header_columns=1,
)
STRIP = Block(TABLE, rows=(("2023-24", "£4.00"),), header_rows=0, header_columns=1)


def found(*blocks, **around):
    return report(blocks, Around(**around))


def codes(*blocks, **around):
    return {reason.code for reason in found(*ASKS, *blocks, **around)}


def paragraph(text, number=""):
    return Block(PARAGRAPH, text, number=number)


def test_plain_paper_needs_nobody():
    assert codes(Block(HEADING, "Background"), paragraph("Words.", "2.")) == set()


def test_table_without_headers_is_named():
    bare = Block(TABLE, rows=(("Low", "1"), ("High", "2")), header_rows=0)
    (reason,) = found(*ASKS, RATES, bare)

    assert reason.code == "table-without-headers"
    assert "Table 2, which begins “Low 1”" in reason.text
    assert codes(Block(TABLE, rows=(("Low", "1"),), header_rows=0, header_columns=1)) == set()


def test_rows_of_different_lengths_are_named():
    assert codes(Block(TABLE, rows=(("a", "b"), ("c",)))) == {"table-irregular-rows"}


def test_picture_without_description_is_named():
    assert codes(Block(FIGURE, asset="p")) == {"figure-without-alt"}
    assert codes(Block(FIGURE, asset="p", alt="Two bars")) == set()


@pytest.mark.parametrize(("levels", "skips"), [((1, 2, 3), False), ((1, 3), True), ((2,), True)])
def test_skipped_heading_level_is_named(levels, skips):
    heads = [Block(HEADING, f"H{level}", level=level) for level in levels]
    plain = report(heads)

    assert ("heading-level-skipped" in {reason.code for reason in plain}) == skips


def test_numbers_that_repeat_are_listed_and_kept():
    (reason,) = found(*ASKS, paragraph("a", "11."), paragraph("b", "12."), paragraph("c", "11"))

    assert reason.code == "number-repeats"
    assert "11" in reason.text
    assert "12" not in reason.text


def test_headings_that_begin_again_are_counted():
    heads = [Block(HEADING, "A", number=number) for number in ("1.", "2.", "1.", "1")]

    (reason,) = found(*ASKS, *heads)

    assert (reason.code, "2 times" in reason.text) == ("number-restarts", True)
    assert codes(*heads[:2]) == set()


def test_characters_that_the_pdf_lacks_are_listed():
    (reason,) = found(*ASKS, undrawn=("\u6f22",))

    assert reason.code == "characters-undrawn"
    assert "U+6F22" in reason.text


def test_paper_that_asks_nothing_says_so():
    assert {reason.code for reason in found(paragraph("Words."))} == {"no-recommendation-found"}


def test_recommendations_printed_twice_are_compared():
    body = (Block(HEADING, "Background"), *(paragraph(f"Words {n}.") for n in range(9)))
    back = (Block(HEADING, "Recommendation(s)"), paragraph("That it is noted.", "1."))
    other = (Block(HEADING, "Recommendations"), paragraph("That it is agreed.", "9."))

    assert "recommendations-differ" not in codes(*body, *back)
    assert "recommendations-differ" in codes(*body, *other)


def test_source_in_the_body_alone_is_named_with_its_paragraph():
    text = "It is proposed that the posts are funded from the centrally retained budgets."
    (reason,) = found(*ASKS, Block(HEADING, "Proposal"), paragraph(text, "13."))

    assert reason.code == "source-outside-recommendation"
    assert reason.text.startswith("Paragraph 13: money from “centrally retained budgets”")


def test_source_in_the_recommendation_too_is_in_order():
    named = paragraph("Agree the posts, funded from centrally retained budgets.", "1.")
    text = "It is proposed that the posts are funded from the centrally retained budgets."

    blocks = (ASKS[0], named, Block(HEADING, "Background"), paragraph(text, "13."))
    assert {reason.code for reason in found(*blocks)} == set()


def test_label_that_is_no_source_is_unclear():
    text = "It is proposed that the posts are funded from the direct school grant."

    assert codes(Block(HEADING, "Proposal"), paragraph(text)) == {"source-unclear"}


@pytest.mark.parametrize(
    ("meeting_on", "is_late"),
    [(date(2016, 7, 5), True), (date(2016, 12, 1), False), (None, False)],
)
def test_date_counted_from_lies_before_the_meeting(meeting_on, is_late):
    since = paragraph("That progress since the meeting in December 2016 is noted.", "1.")

    reasons = found(Block(HEADING, "Recommendations"), since, meeting_on=meeting_on)

    assert ("date-after-meeting" in {reason.code for reason in reasons}) == is_late


def test_rates_of_last_year_labelled_as_this_year_are_named():
    mislabelled = Block(TABLE, rows=(("2024-25 rate", "£4.00"),), header_rows=0, header_columns=1)

    assert codes(Block(HEADING, "Insurance"), RATES, STRIP) == set()
    assert codes(Block(HEADING, "Insurance"), RATES, mislabelled) == {"prior-year-label"}


@pytest.mark.parametrize(("printed", "agrees"), [("£300", True), ("£301", True), ("£303", False)])
def test_factors_add_up_within_what_was_rounded(printed, agrees):
    table = Block(
        TABLE,
        rows=(
            ("Formula factor", "AWPU", "FSM", ""),
            ("Amount", "£1.00", "£2.00", ""),
            ("Total", "£101", "£199", printed),
        ),
        header_columns=1,
    )

    assert ("factors-do-not-add-up" not in codes(Block(HEADING, "Behaviour"), table)) == agrees


def test_appendix_that_is_cited_is_to_be_added():
    cites = Block(HEADING, "Detail"), paragraph("See Appendix A and Appendix B.")

    assert codes(*cites) == {"appendix-not-added"}
    assert codes(*cites, appendices=("A", "B")) == set()
    (one,) = found(*ASKS, *cites, appendices=("A",))
    assert one.text.startswith("The text cites appendix B, which is not added")


@pytest.mark.parametrize(
    ("cited", "missing"),
    [("Appendix 1, Appendix 3 and Appendix 4", "2"), ("Appendices A and C", "B")],
)
def test_appendix_that_is_left_out_in_the_count_is_named(cited, missing):
    reasons = found(*ASKS, paragraph(f"See {cited}."), appendices=("1", "3", "4", "A", "C"))

    (reason,) = reasons
    assert reason.code == "appendix-gap"
    assert f"cites no appendix {missing}" in reason.text


def test_childs_name_is_pointed_out():
    points = Block(BULLETS, points=(Point("Write to jo@example.org about it."),))

    assert codes(Block(HEADING, "Contact"), points) == {"personal-data"}


def test_long_list_is_cut_short_and_counted():
    cites = ", ".join(f"Appendix {number}" for number in range(1, 16))

    (reason,) = found(*ASKS, Block(HEADING, "Detail"), paragraph(f"See {cites}."))

    assert "12 and 3 more" in reason.text
