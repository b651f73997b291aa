"""The text of a paper on its page and in its PDF: one template for both."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from papers.pdfs.paper import paper_pdf
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
    identified,
)
from papers.rules.text.text_form import parse
from papers.templatetags.papers import quoted, running
from tests.documents import broken_promises
from tests.factories import BEFORE, a_text
from tests.pdf_checks import text as words_of

HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)> [x](javascript:alert(1))'
LEVELS = identified(
    [
        Block(HEADING, "Deep first", level=3),
        Block(PARAGRAPH, "Four posts.", number="1.1"),
        Block(HEADING, "Top", number="2", level=1),
        Block(PARAGRAPH, "Indented.", number="(a)", level=2),
        Block(HEADING, "Skips", level=3),
        Block(BULLETS, points=(Point("Insurance", 0, "(i)"), Point("of buildings", 1))),
        Block(TABLE, rows=(("", "Rate"), ("AWPU", "£5.00"), ("FSM",)), header_columns=1),
        Block(TABLE, rows=(("no", "headers"),), header_rows=0, caption="Plain"),
        Block(QUOTATION, "It *was* agreed.\n\n- by all", source="Minutes"),
        Block(FIGURE, alt="A chart", asset="not-there"),
    ]
)


def shown(blocks, **more):
    html = render_to_string("papers/includes/blocks.html", {"blocks": blocks} | more)
    return " ".join(html.split())


def test_headings_begin_at_the_third_level_and_skip_none():
    html = shown(LEVELS)

    assert '<h3 class="govuk-heading-s" id="b1"> Deep first</h3>' in html
    assert '<h3 class="govuk-heading-s" id="b3">2 Top</h3>' in html
    assert '<h4 class="govuk-heading-s" id="b5"> Skips</h4>' in html


def test_printed_numbers_and_labels_stand_beside_their_words():
    html = shown(LEVELS)

    assert '<span class="label">1.1</span> Four posts.</p>' in html
    assert 'tabled-deep-2" id="b4"><span class="label">(a)</span> Indented.' in html
    assert '<li class="labelled"><span class="label">(i)</span> Insurance<ul' in html


def test_headers_say_what_they_head_and_the_corner_is_a_plain_cell():
    html = shown(LEVELS)

    assert '<td class="govuk-table__cell"></td><th scope="col"' in html
    assert '<th scope="row" class="govuk-table__header">AWPU</th>' in html
    assert "<thead" not in html.split("Plain")[1].split("</table>")[0]


def test_wide_table_scrolls_by_keyboard_on_the_page_and_not_on_paper():
    wide = identified([Block(TABLE, rows=(tuple("abcdefgh"),), caption="Rates")])

    assert 'role="group" tabindex="0" aria-label="Rates"' in shown(wide)
    assert "tabindex" not in shown(wide, pdf=True)
    assert 'class="govuk-table small"' in shown(wide)


def test_quotation_names_its_source():
    html = shown(LEVELS)

    assert "<em>was</em>" in html
    assert "Source: Minutes</p></blockquote>" in html


def test_picture_that_is_not_there_is_told_in_words():
    assert '<p class="govuk-body">Picture: A chart</p>' in shown(LEVELS)
    assert '<img src="/a.png" alt="A chart">' in shown(LEVELS, figures={"not-there": "/a.png"})


def test_picture_without_words_says_that_it_has_none():
    silent = identified([Block(FIGURE, asset="x", caption="Spending")])

    html = shown(silent, figures={"x": "/a.png"})

    assert 'alt="Picture without a description: Spending"' in html


def test_what_is_withheld_is_marked_inside_and_gone_outside():
    blocks = identified(
        [
            Block(PARAGRAPH, "Ask **[[Jane Doe]]** today."),
            Block(PARAGRAPH, "Her child.", exempt="personal data"),
        ]
    )

    inside, outside = shown(blocks), shown(blocks, public=True)

    assert '<strong><mark class="tabled-withheld">Jane Doe</mark></strong>' in inside
    assert "Not in the public version: personal data" in inside
    assert "Ask <strong>[removed]</strong> today." in outside
    assert "[removed: personal data]" in outside
    assert "Jane" not in outside
    assert "child" not in outside


@pytest.mark.parametrize("kind", [HEADING, PARAGRAPH, QUOTATION])
def test_words_are_never_a_page_of_their_own(kind):
    html = shown(identified([Block(kind, HOSTILE, number=HOSTILE, source=HOSTILE)]))

    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_cells_points_captions_and_descriptions_are_escaped_too():
    blocks = [
        Block(TABLE, rows=((HOSTILE,),), caption=HOSTILE),
        Block(BULLETS, points=(Point(HOSTILE, 0, HOSTILE),)),
        Block(FIGURE, asset="x", alt=HOSTILE, caption=HOSTILE),
        Block(PARAGRAPH, "x", exempt=HOSTILE),
    ]

    html = shown(identified(blocks), figures={"x": "/a.png"})

    assert "<script" not in html
    assert html.count("<img") == 1
    assert "onerror=alert(1)>" not in html.replace("onerror=alert(1)&gt;", "")


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("a [[b", "a [[b"),
        ("a [[]] b", 'a <mark class="tabled-withheld"></mark> b'),
        ("# no heading\n- no list", "# no heading\n- no list"),
        ("1. no list", "1. no list"),
        ("", ""),
    ],
)
def test_running_words_are_one_line(typed, html):
    assert running(typed) == html


def test_quotation_may_have_paragraphs_and_lists():
    assert quoted("One.\n\n- two").count("<li>") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("public", [True, False], ids=["public", "full"])
def test_paper_with_every_kind_of_block_is_an_accessible_document(paper, officer, public):
    secret = replace(LEVELS[1], id="b99", exempt="personal data", text="Jane [[Doe]]")
    version = a_text(paper, "x", officer)
    paper.present = [version]
    version.blocks = as_stored((*LEVELS, secret))
    paper.versions.model.objects.none()

    made = paper_pdf(paper, public=public, on=BEFORE)

    assert broken_promises(made, title=paper.title, note="Draft: not tabled") == []
    assert ("Jane" in words_of(made)) is not public
    assert "[removed: personal data]" in " ".join(words_of(made).split()) or not public


@pytest.mark.django_db
def test_every_line_of_a_long_text_is_printed(paper, officer):
    a_text(paper, "\n\n".join(f"{at}.1 Paragraph {at}." for at in range(1, 60)), officer)

    printed = words_of(paper_pdf(paper, public=True, on=BEFORE))

    assert all(f"Paragraph {at}." in printed for at in range(1, 60))


def test_old_text_becomes_blocks():
    blocks = identified(parse("## 2 Why\n\n2.1 Words.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"))

    assert [each.kind for each in blocks] == [HEADING, PARAGRAPH, TABLE]
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">2</td>' in shown(blocks)
