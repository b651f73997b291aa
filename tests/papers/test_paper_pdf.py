from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from papers.choices import Purpose
from papers.pdfs.paper import paper_context, paper_pdf
from papers.workflow.clearing import clear_paper
from papers.workflow.drafting import save_paper
from tests.documents import LONG_TITLE, LONG_WORD, broken_promises, flowing
from tests.factories import (
    BEFORE,
    a_line,
    a_matter,
    a_paper,
    a_recommendation,
    an_option,
    edited,
)
from tests.pdf_checks import outline

pytestmark = pytest.mark.django_db
TEXT = """Introductory words.

## 1. Background

1.1 Schools decide each year.

11. The proposal, as quoted.

13. Its end, as quoted.

- one

- two

## 1. Money

| Year | Total |
|---|---:|
| 2023-24 | £190,000 |
"""


@pytest.fixture
def written(paper, officer):
    """A paper with a text, nothing recommended."""
    return save_paper(paper, edited(paper, TEXT), by=officer, on=BEFORE)


def html(paper, on=BEFORE):
    return " ".join(render_to_string("pdf/paper.html", paper_context(paper, on=on)).split())


def facts(paper, on=BEFORE):
    return {fact["label"]: fact["value"] for fact in paper_context(paper, on=on)["facts"]}


def test_what_the_paper_lacks_is_not_stated(forum):
    said = facts(a_paper(a_matter(forum)))

    assert (said["For the meeting of"], said["Report of"]) == ("not stated", "not stated")
    assert said["Tabled"] == "not tabled; version 1"


def test_clearance_of_an_older_version_says_so(written, finance, officer):
    clear_paper(written, note="Figures agreed", by=finance, on=BEFORE)
    cleared = "<td>Schools Finance Manager</td> <td>2 January 2026</td> <td>Version 2"
    assert f"{cleared}. Figures agreed</td>" in html(written)

    save_paper(written, edited(written, "x", title="New"), by=officer, on=BEFORE)

    fresh = type(written).objects.get(pk=written.pk)
    assert f"{cleared}; the present version is not cleared. Figures agreed</td>" in html(fresh)


def test_numbers_stay_as_printed(written):
    made = paper_pdf(written, on=BEFORE)

    said = flowing(made)
    assert "1.1 Schools decide each year." in said
    assert "11. The proposal, as quoted." in said
    assert "13. Its end, as quoted." in said
    assert [words for level, words in outline(made) if words.startswith("1.")] == [
        "1. Background",
        "1. Money",
    ]


def test_draft_says_so_on_every_page(written):
    made = paper_pdf(written, on=BEFORE)

    assert broken_promises(made, title=written.title, note="Draft: not tabled") == []
    assert "Published" not in flowing(made)


def test_paper_for_information_needs_no_recommendation(written):
    written.purpose = Purpose.INFORMATION

    said = html(written)

    assert "This paper recommends nothing, so nobody votes on it." in said
    assert "<h2>Recommendations</h2>" not in said


def test_text_cannot_bring_markup(paper):
    a_recommendation(paper, text="<script>alert(1)</script>")

    assert "&lt;script&gt;" in html(paper)


def test_long_titles_and_words_stay_on_the_page(paper, forum):
    paper.title = LONG_TITLE[:300]
    recommendation = a_recommendation(
        paper,
        LONG_WORD[:20],
        text=LONG_WORD,
        seeks_resources=True,
        amount=Decimal("99999999999.99"),
    )
    an_option(recommendation, a_line(forum, LONG_WORD[:200]), proposer=LONG_WORD[:160])

    assert broken_promises(paper_pdf(paper, on=BEFORE), title=paper.title) == []
