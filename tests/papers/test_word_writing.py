"""A paper written as a Word file; what is written is read back as the same blocks."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

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
from papers.word.pasting import read_text
from papers.word.reading import read_word
from papers.word.writing import PrintedAppendix, PrintedAsk, WordPaper, write_word
from tests.papers.intaken import havering, text_of
from tests.papers.word.pictures import PNG

EVERY = (
    Block(HEADING, "Introduction", number="1."),
    Block(PARAGRAPH, "It is **very** clear, *and* [so](https://www.gov.uk/) on.", number="1.1"),
    Block(PARAGRAPH, "Indented.", level=2),
    Block(PARAGRAPH, "Printed 12 without a stop.", number="12"),
    Block(BULLETS, points=(Point("one"), Point("deeper", 1), Point("two"))),
    Block(BULLETS, points=(Point("first", label="(i)"), Point("under", 1, "A)"))),
    Block(TABLE, rows=(("Factor", "Rate"), ("AWPU", "£5.00\nper pupil")), caption="Rates"),
    Block(TABLE, rows=(("Low", "1"), ("High", "2")), header_rows=0, header_columns=1),
    Block(TABLE, rows=(("a", "b"),), header_rows=0),
    Block(QUOTATION, "It was agreed\nto fund *four* posts.", source="Minutes, 4 July 2018"),
    Block(HEADING, "Deeper", level=2, number="B."),
    Block(PARAGRAPH, "Withheld: [[the name]] of a child.", exempt="Personal data"),
    Block(PARAGRAPH, "A 5 * 3 sum, 50% and “quotes”."),
)


def written(*blocks, **more):
    return write_word(WordPaper("Early help", blocks, **more))


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}


def test_every_kind_of_block_comes_back_as_it_was():
    read = read_word(written(*EVERY))

    assert read.blocks == EVERY
    assert (read.title, read.notes) == ("Early help", ())


@pytest.mark.parametrize("name", [
    "havering-de-delegation-2024-25", "kent-executive-decision-23-00113",
    "kent-flo-information-paper", "middlesbrough-funding-review-2019",
    "staffordshire-progress-report-2016",
])  # fmt: skip
def test_each_of_the_five_documents_comes_back_as_it_was(name):
    blocks = read_text(text_of(name)).blocks

    assert read_word(written(*blocks)).blocks == blocks


def test_cover_and_appendices_are_no_part_of_the_text():
    more = {
        "facts": (("Purpose", "For decision"),),
        "asks": (PrintedAsk("2(i)", "Insurance", "Agree:", ("Option A: £363,000",)),),
        "appendices": (
            PrintedAppendix("Appendix A: Rates", (Block(PARAGRAPH, "In words."),), (EVERY[6],)),
        ),
    }
    content = written(*EVERY, **more)

    assert read_word(content).blocks == EVERY
    said = parts(content)["word/document.xml"]
    for words in ("For decision", "2(i)", "Agree:", "Option A: £363,000", "Appendix A: Rates"):
        assert words in said


def test_same_paper_gives_the_same_bytes():
    assert written(*EVERY) == written(*EVERY)


def test_figures_keep_picture_and_description():
    content = PNG().getvalue()
    figure = Block(FIGURE, asset="p", alt="Two bars", caption="The rates")

    read = read_word(written(figure, pictures={"p": content}))

    (back,) = read.blocks
    assert (back.alt, back.caption) == ("Two bars", "The rates")
    assert read.pictures[back.asset].content == content


def test_picture_that_is_missing_is_said_in_words():
    document = Document(io.BytesIO(written(Block(FIGURE, asset="gone", alt="Two bars"))))

    assert "[Picture: Two bars]" in [each.text for each in document.paragraphs]


def test_headings_are_headings_and_headers_repeat():
    document = Document(io.BytesIO(written(*EVERY)))
    styles = {each.text: each.style.name for each in document.paragraphs}

    assert styles["1.\tIntroduction"] == "Heading 1"
    assert styles["B.\tDeeper"] == "Heading 2"
    first = document.tables[0].rows[0]._tr
    assert first.trPr.find(qn("w:tblHeader")) is not None


def test_file_says_its_title_and_language_and_nobodys_name():
    document = Document(io.BytesIO(written(*EVERY)))
    said = document.core_properties

    assert (said.title, said.language, said.author) == ("Early help", "en-GB", "")
    assert said.last_modified_by == ""
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_file_holds_no_time_and_no_thumbnail_of_its_own():
    with zipfile.ZipFile(io.BytesIO(written(*EVERY))) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        assert "thumbnail" not in archive.read("_rels/.rels").decode()


def test_links_that_are_not_safe_are_written_as_words():
    said = parts(written(Block(PARAGRAPH, "[here](http://example.org/) and [x](file:///etc)")))

    assert "example.org" not in said["word/_rels/document.xml.rels"]
    assert "file:" not in said["word/_rels/document.xml.rels"]


def test_characters_that_xml_cannot_hold_do_no_harm():
    blocks = (Block(PARAGRAPH, "a\x0bb\x00c < & > \ufffe"),)

    assert read_word(written(*blocks)).blocks[0].text == "abc < & >"


def test_long_paper_is_written_in_good_time():
    assert len(read_word(written(*havering(), *EVERY)).blocks) == len(havering()) + len(EVERY)
