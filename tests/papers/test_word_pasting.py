"""Pasted words and pages read into blocks; what was guessed is said."""

import pytest

from papers.rules.text.blocks import BULLETS, HEADING, PARAGRAPH, QUOTATION, TABLE
from papers.word.pasting import read_html, read_text


def blocks(text):
    return read_text(text).blocks


def codes(text):
    return {note.code for note in read_text(text).notes}


def test_tabs_part_the_cells_of_a_table():
    (table,) = blocks("2024-25\tPrimary\nFormula factor\tAWPU\nAmount\t£11.00")

    assert table.rows == (("2024-25", "Primary"), ("Formula factor", "AWPU"), ("Amount", "£11.00"))
    assert (table.header_rows, table.header_columns) == (1, 1)


def test_rule_under_the_first_row_says_that_it_heads_the_others():
    (table,) = blocks("| Service | Amount |\n|---|---|\n| Insurance | £21 |")

    assert (table.rows, table.header_rows) == ((("Service", "Amount"), ("Insurance", "£21")), 1)


def test_strip_of_one_row_stands_by_itself_and_has_no_header_row():
    first, strip = blocks("2024-25\tPrimary\nAmount\t£11.00\n\n2023-24 rate\t£11.00\n---\t---")

    assert len(first.rows) == 2
    assert (strip.rows, strip.header_rows, strip.header_columns) == (
        (("2023-24 rate", "£11.00"),),
        0,
        1,
    )


def test_rows_after_a_page_break_join_their_table():
    text = "Area\tResult\nPuts in place what is\tMeasures in place\n\nneeded.\t\nGoes on\tDone"
    read = read_text(text)

    assert read.blocks[0].rows == (
        ("Area", "Result"),
        ("Puts in place what is needed.", "Measures in place"),
        ("Goes on", "Done"),
    )
    assert "table-joined" in {note.code for note in read.notes}


def test_paragraph_torn_by_a_page_break_is_put_together():
    text = (
        "1.1 The Local Authority has for years provided some schools and\n\n"
        "academies with funding to contribute towards the costs of an officer."
    )

    (paragraph,) = blocks(text)

    assert (paragraph.number, paragraph.text.count("schools and academies")) == ("1.1", 1)
    assert "paragraph-joined" in codes(text)


def test_open_bracket_is_closed_by_what_follows():
    text = "The remaining referrals will then be allocated (approx.\n\n90) by the data."

    assert [b.text for b in blocks(text)] == [
        "The remaining referrals will then be allocated (approx. 90) by the data."
    ]


def test_lines_broken_to_fit_a_page_are_one_paragraph():
    text = (
        "Early Help is designed to reduce the need for statutory specialist social care\n"
        "which is often not the most effective intervention for a family in the long\n"
        "term, as the evidence of the last few years has shown.\n"
    )

    assert len(blocks(text)) == 1


def test_lines_that_end_are_paragraphs_of_their_own():
    text = "The first paragraph stands on a line of its own.\nAnd so does the second one.\n"

    assert len(blocks(text)) == 2


def test_labelled_points_keep_their_labels_and_are_one_list():
    (points,) = blocks("- (i) Insurance\n - (ii) Free school meals\n - (iii) Maternity")

    assert [(p.label, p.text, p.level) for p in points.points] == [
        ("(i)", "Insurance", 0),
        ("(ii)", "Free school meals", 0),
        ("(iii)", "Maternity", 0),
    ]


def test_numbered_paragraph_drawn_as_a_point_is_a_paragraph():
    (paragraph,) = blocks("- 1.2 The Council submitted an application.")

    assert (paragraph.kind, paragraph.number) == (PARAGRAPH, "1.2")


@pytest.mark.parametrize(
    "text", ["1.5 million pupils are on roll.", "2023-24 was a good year.", "102 families came."]
)
def test_figure_at_the_beginning_is_no_number(text):
    (paragraph,) = blocks(text)

    assert (paragraph.number, paragraph.text) == ("", text)


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("RECOMMENDATIONS", True),
        ("Trade Union Facility Time", True),
        ("Job Context:", True),
        ("A sentence with an end.", False),
        ("The key objectives are to:", False),
        ("(Competency profile omitted)", False),
        ("From April to March 2022-2023:", False),
        ("paper for Appendix 2.docx", False),
        ("Name of a file.docx", False),
        ("FOR: Information only", False),
    ],
)
def test_short_line_on_its_own_may_be_a_heading(line, is_heading):
    found = blocks(f"Some words before it.\n\n{line}\n\nSome words after it.")

    assert (found[1].kind == HEADING) is is_heading


def test_value_under_its_label_is_no_heading():
    found = blocks("Report Author:\n\nA Name\n\nSUMMARY\n\nWords follow here.")

    assert [b.kind for b in found] == [PARAGRAPH, PARAGRAPH, HEADING, PARAGRAPH]


def test_line_that_leads_into_a_table_is_no_heading():
    found = blocks("Requested from schools:\n\n2024-25\tPrimary\nAmount\t£5.00")

    assert [b.kind for b in found] == [PARAGRAPH, TABLE]


def test_numbered_line_heads_a_section_and_not_in_a_list():
    section = "1. Introduction\n\n1.1 Some words.\n\n2. Background\n\n2.1 More words."
    listed = "1. Apples\n2. Pears\n3. Plums"

    assert [b.kind for b in blocks(section)] == [HEADING, PARAGRAPH, HEADING, PARAGRAPH]
    assert {b.kind for b in blocks(listed)} == {PARAGRAPH}


def test_guessed_headings_are_said_in_one_sentence():
    (note,) = (n for n in read_text("SUMMARY\n\nWords.\n\nBACKGROUND\n\nWords.").notes)

    assert note.code == "heading-guessed"
    assert "“SUMMARY”, “BACKGROUND”" in note.text


def test_typed_markdown_is_read_as_it_is_written():
    text = "## 2 **Background**\n\n> It was agreed\n> to fund it.\n\nThe **posts** are paid."
    found = blocks(text)

    assert [(b.kind, b.number, b.text) for b in found] == [
        (HEADING, "2", "Background"),
        (QUOTATION, "", "It was agreed\nto fund it."),
        (PARAGRAPH, "", "The **posts** are paid."),
    ]


def test_links_that_are_not_safe_lose_their_address():
    text = "See [us](http://example.org), [them](#) and <https://www.gov.uk/a>."

    assert blocks(text)[0].text == (
        "See us, them and [https://www.gov.uk/a](https://www.gov.uk/a)."
    )
    assert codes(text) == {"link-left-out"}


def test_nothing_gives_nothing():
    assert read_text(" \n\t\n").blocks == ()
    assert read_html("").blocks == ()


def test_copied_page_keeps_headings_lists_and_tables():
    markup = (
        "<h1>Early help</h1><h2>Background</h2><p>It is <b>very</b> clear.</p>"
        "<ul><li>one<ul><li>deeper</li></ul></li></ul><ol start='3'><li>third</li></ol>"
        "<table><caption>Rates</caption><tr><th>A</th></tr><tr><td>1</td></tr></table>"
        "<blockquote><p>Said.</p></blockquote>"
    )
    read = read_html(markup)

    assert read.title == "Early help"
    assert [b.kind for b in read.blocks] == [
        *(HEADING, PARAGRAPH, BULLETS, PARAGRAPH, TABLE, QUOTATION)
    ]
    assert [(p.text, p.level) for p in read.blocks[2].points] == [("one", 0), ("deeper", 1)]
    assert (read.blocks[3].number, read.blocks[4].caption) == ("3.", "Rates")


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script><p>Words.</p>",
        "<p onclick='x()'>Words.</p>",
        "<p><img src='https://example.org/x.png' alt='x'>Words.</p>",
        "<svg><style><img src=x onerror=alert(1)></style></svg><p>Words.</p>",
        "<div><div>Words.</div></div>",
    ],
)
def test_copied_page_brings_nothing_but_words(markup):
    found = [block for block in read_html(markup).blocks if block.kind == PARAGRAPH]

    assert [block.text for block in found] == ["Words."]


def test_forged_mark_in_a_copied_page_is_plain_words():
    (block,) = read_html("<p>\ue000heading|1||9.\ue001Words.</p>").blocks

    assert (block.kind, block.text) == (PARAGRAPH, "heading|1||9.Words.")


def test_tags_a_thousand_deep_are_read():
    markup = "<div>" * 1000 + "Words." + "</div>" * 1000

    assert "Words." in " ".join(block.words for block in read_html(markup).blocks)
