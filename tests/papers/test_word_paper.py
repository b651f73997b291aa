"""A paper of the record as a Word file: in full inside the forum, redacted for the public."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from papers.models import Appendix, Paper
from papers.rules.text.blocks import FIGURE, PARAGRAPH, Block
from papers.word.paper import paper_word
from papers.word.reading import read_word
from papers.workflow.drafting import start_paper
from papers.workflow.figures import Figure, add_figure
from tests.factories import (
    MEETING_DAY,
    a_line,
    a_matter,
    a_rate,
    a_recommendation,
    an_item,
    an_option,
)
from tests.papers.word.pictures import PNG

pytestmark = pytest.mark.django_db

SECRET = "Carlotta"


@pytest.fixture
def paper(forum, meeting, officer):
    draft = Paper(
        forum=forum,
        matter=a_matter(forum),
        title="Early help",
        purpose="decision",
        agenda_item=an_item(meeting),
        author=officer,
    )
    blocks = [
        Block(PARAGRAPH, f"The worker [[{SECRET}]] was there."),
        Block(PARAGRAPH, "Of one family alone.", exempt="Personal data"),
    ]
    return start_paper(draft, blocks=blocks, by=officer, on=MEETING_DAY)


@pytest.fixture
def asked(paper):
    text = "Agree the posts."
    recommendation = a_recommendation(paper, "2(i)", text=text, seeks_resources=True, amount=1000)
    option = an_option(recommendation, a_line(paper.forum))
    a_rate(option, prior_rate="4.00", prior_year_label="2023-24")
    Appendix.objects.create(
        forum=paper.forum,
        paper=paper,
        letter="A",
        title="Rates",
        summary=f"What [[{SECRET}]] costs.",
    )
    return paper


def words(content):
    document = Document(io.BytesIO(content))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_full_version_holds_all_of_it(asked):
    said = words(paper_word(asked, facts=[{"label": "Purpose", "value": "X"}], public=False))

    assert said.count(SECRET) == 2
    assert "Of one family alone." in said
    for part in ("2(i)", "Option A: Centrally retained", "AWPU: £5.00", "2023-24: £4.00"):
        assert part in said
    assert "Appendix A: Rates" in said


def test_public_version_holds_nothing_that_is_withheld(asked):
    content = paper_word(asked, public=True)

    assert SECRET.encode() not in content
    assert SECRET not in words(content)
    assert "Of one family alone." not in words(content)
    assert "[removed: Personal data]" in words(content)


def test_full_version_is_read_back_as_the_paper_is(asked):
    assert read_word(paper_word(asked, public=False)).blocks == asked.blocks


def test_pictures_go_with_the_paper(paper, officer):
    picture = SimpleUploadedFile("bars.png", PNG().getvalue(), "image/png")
    add_figure(paper, Figure(picture, "Two bars"), by=officer, on=MEETING_DAY)

    read = read_word(paper_word(paper, public=False))

    figure = next(block for block in read.blocks if block.kind == FIGURE)
    assert figure.alt == "Two bars"
    assert figure.asset in read.pictures
