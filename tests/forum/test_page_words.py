"""How pages write money, days, states and running text."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from forum.templatetags.forum import markdown, page_numbers

OURS = {
    *("p", "strong", "em", "code", "br", "hr", "a", "ul", "ol", "li", "blockquote"),
    *("div", "table", "thead", "tbody", "tr", "th", "td"),
}
TABLE = """
| Phase | Amount | |
|:--|--:|--|
| Primary <b> | £1 | x |
"""


def write(text, **context):
    return Template("{% load forum %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("89604"), "£89,604"),
        (Decimal("30352.50"), "£30,352.50"),
        (None, "not stated"),
    ],
)
def test_pounds(amount, words):
    assert write("{{ amount|pounds }}", amount=amount) == words


@pytest.mark.parametrize(
    ("value", "words"), [(date(2018, 7, 4), "4 July 2018"), (None, "not stated")]
)
def test_day(value, words):
    assert write("{{ value|day }}", value=value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (datetime(2018, 7, 4, 23, 30, tzinfo=UTC), "5 July 2018 at 12:30am"),
        (datetime(2018, 1, 4, 14, 0, tzinfo=UTC), "4 January 2018 at 2pm"),
        (None, "not stated"),
    ],
)
def test_moment_is_told_in_the_time_of_england(value, words):
    assert write("{{ value|moment }}", value=value) == words


def test_email_address_can_go_on_in_a_new_line_and_stays_text():
    assert write("{{ value|breakable }}", value="clerk@a.example") == "clerk@<wbr>a.example"
    assert write("{{ value|breakable }}", value="<b>") == "&lt;b&gt;<wbr>"


@pytest.mark.parametrize(
    ("word", "given", "colour"),
    [
        ("Overdue", "", "red"),
        ("Agreed", "", "green"),
        ("New word", "", "grey"),
        ("New word", "blue", "blue"),
    ],
)
def test_status_tag_takes_its_colour_from_its_word(word, given, colour):
    html = write("{% status_tag word given %}", word=word, given=given)

    assert f'<strong class="govuk-tag govuk-tag--{colour}">{word}</strong>' in html


def test_page_numbers_skip_what_is_far_away():
    page = Paginator(range(100), 10).page(5)

    assert list(page_numbers(page)) == [1, "…", 4, 5, 6, "…", 10]


def test_markdown_writes_paragraphs_lists_and_emphasis():
    html = markdown("The **sum**\n\n- one\n\n3. three\n\n> said")

    assert '<p class="govuk-body">The <strong>sum</strong></p>' in html
    assert '<ul class="govuk-list govuk-list--bullet">' in html
    assert '<ol start="3" class="govuk-list govuk-list--number">' in html
    assert '<blockquote class="govuk-inset-text">' in html


def test_markdown_keeps_numbers_as_printed():
    html = markdown("11. eleven\n\n13. thirteen")

    assert '<li value="11">' in html
    assert '<li value="13">' in html


def test_markdown_table_says_what_its_headers_head_and_has_no_inline_style():
    html = markdown(TABLE)

    assert '<th class="govuk-table__header" scope="col">Phase</th>' in html
    assert html.count('scope="col"') == 2
    assert html.count("--numeric") == 2
    assert "style" not in html
    assert '<td class="govuk-table__header"></td>' in html
    assert "Primary &lt;b&gt;" in html


@pytest.mark.parametrize("link", ["https://example.org/a", "mailto:clerk@example.org"])
def test_markdown_keeps_links_to_the_web_and_to_mail(link):
    assert f'<a href="{link}" class="govuk-link">x</a>' in markdown(f"[x]({link})")


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "//evil.test",
        "/x",
        "http://x.test",
        "file:///x",
    ],
)
def test_markdown_drops_every_other_link(link):
    assert "<a" not in markdown(f"[x]({link}) <{link}>")


@pytest.mark.parametrize(
    "text", ["# h", "h\n===", "![x](https://a.test/x.png)", "<b>x</b>", "    code"]
)
def test_markdown_has_no_heading_picture_html_or_code_block(text):
    html = markdown(text)

    assert not any(tag in html for tag in ("<h1", "<img", "<b>", "<pre"))


@given(st.text(alphabet="<>\"'&[]()!*_`#|-: \n\\ax/=", max_size=80))
def test_markdown_lets_no_tag_through_but_its_own(text):
    html = markdown(text)

    opened = [part.split(">")[0].split()[0].strip("/") for part in html.split("<")[1:]]
    assert set(opened) <= OURS


def test_markdown_of_nothing_is_nothing():
    assert markdown(None) == ""
