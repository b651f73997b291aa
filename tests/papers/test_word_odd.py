"""Odd Word files: each is read or refused with a sentence, and none crashes."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from papers.rules.text.blocks import BULLETS, PARAGRAPH
from papers.word.package import Unreadable
from papers.word.reading import read_word
from tests.papers.intaken import saved

W = nsdecls("w")
TEXT = "<w:r><w:t>Words.</w:t></w:r>"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
BOX = f"<w:txbxContent><w:p>{TEXT}</w:p></w:txbxContent>"

ODD = {
    "field codes": '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
    'HYPERLINK "https://www.gov.uk/"</w:instrText></w:r><w:r><w:fldChar w:fldCharType='
    f'"separate"/></w:r>{TEXT}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    "field without an end": f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{TEXT}</w:p>',
    "field end alone": f'<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r>{TEXT}</w:p>',
    "simple field": f'<w:p><w:fldSimple w:instr="DATE">{TEXT}</w:fldSimple></w:p>',
    "text box": f"<w:p><w:r><mc:AlternateContent {MC}><mc:Choice Requires='wps'><w:drawing>"
    f"<wps:txbx {WPS}>{BOX}</wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>",
    "old text box": f"<w:p><w:r><w:pict><v:shape {V}><v:textbox>{BOX}</v:textbox></v:shape>"
    "</w:pict></w:r></w:p>",
    "content control": f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{TEXT}</w:p></w:sdtContent></w:sdt>",
    "control in a row": "<w:tbl><w:tblPr/><w:tblGrid/><w:sdt><w:sdtContent><w:tr><w:tc>"
    f"<w:p>{TEXT}</w:p></w:tc></w:tr></w:sdtContent></w:sdt></w:tbl><w:p/>",
    "right to left": f"<w:p><w:pPr><w:bidi/></w:pPr><w:bdo w:val='rtl'>{TEXT}</w:bdo></w:p>",
    "emoji": "<w:p><w:r><w:t>Words. \U0001f600 \u0639\u0631\u0628\u064a</w:t></w:r></w:p>",
    "equation": f"<w:p><m:oMath {MATH}><m:r><m:t>Words.</m:t></m:r></m:oMath></w:p>",
    "deleted paragraph": "<w:p><w:pPr><w:rPr><w:del w:id='1' w:author='A'/></w:rPr></w:pPr>"
    "<w:r><w:t>Wo</w:t></w:r></w:p><w:p><w:r><w:t>rds.</w:t></w:r></w:p>",
    "moved words": f"<w:p><w:moveTo w:id='1' w:author='A'>{TEXT}</w:moveTo></w:p>",
    "numbered in no list": "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='999'/>"
    f"</w:numPr></w:pPr>{TEXT}</w:p>",
    "level that is no number": "<w:p><w:pPr><w:numPr><w:ilvl w:val='x'/><w:numId w:val='1'/>"
    f"</w:numPr></w:pPr>{TEXT}</w:p>",
    "style that is not there": f"<w:p><w:pPr><w:pStyle w:val='Gone'/></w:pPr>{TEXT}</w:p>",
    "footnote that is not there": f"<w:p>{TEXT}<w:r><w:footnoteReference w:id='9'/></w:r></w:p>",
    "picture that is not there": f"<w:p>{TEXT}<w:r><w:pict><v:shape {V}><v:imagedata "
    'r:id="rId999" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    "/></v:shape></w:pict></w:r></w:p>",
    "forged mark": "<w:p><w:r><w:t>\ue000heading|1||9.\ue001Words.</w:t></w:r></w:p>",
    "table without rows": f"<w:tbl><w:tblPr/><w:tblGrid/></w:tbl><w:p>{TEXT}</w:p>",
    "cell without words": "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    f"<w:p>{TEXT}</w:p>",
    "span of a thousand": "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr><w:gridSpan "
    f"w:val='1000'/></w:tcPr><w:p>{TEXT}</w:p></w:tc></w:tr></w:tbl><w:p/>",
}


def of(markup):
    document = Document()
    body = document.element.body
    for each in parse_xml(f"<w:body {W}>{markup}</w:body>"):
        body.insert(len(body) - 1, each)
    return saved(document)


@pytest.mark.parametrize("markup", ODD.values(), ids=list(ODD))
def test_odd_document_gives_its_words(markup):
    read = read_word(of(markup))

    words = " ".join(block.words for block in read.blocks)
    assert "Words." in words


def test_forged_mark_is_plain_words():
    (block,) = read_word(of(ODD["forged mark"])).blocks

    assert (block.kind, block.number) == (PARAGRAPH, "")


def test_footnotes_stand_at_the_end():
    document = Document()
    document.add_paragraph("It was agreed")
    content = with_part(
        saved(document),
        "word/footnotes.xml",
        f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Minute 7.</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>",
        reference='<w:r><w:footnoteReference w:id="2"/></w:r>',
    )

    blocks = read_word(content).blocks

    assert [(b.kind, b.text) for b in blocks[:2]] == [
        (PARAGRAPH, "It was agreed (note 1)"),
        ("heading", "Notes"),
    ]
    assert (blocks[2].kind, blocks[2].points[0].label, blocks[2].points[0].text) == (
        BULLETS,
        "1.",
        "Minute 7.",
    )


def test_empty_document_has_no_blocks():
    assert read_word(saved(Document())).blocks == ()


def test_lists_thirty_deep_are_read():
    document = Document()
    for level in range(30):
        paragraph = document.add_paragraph(f"Point {level}", style="List Bullet")
        paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_ilvl().val = level

    assert sum(len(block.points) for block in read_word(saved(document)).blocks) == 30


def test_tables_in_tables_in_tables_are_read():
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    for depth in range(12):
        cell.text = f"Depth {depth}"
        cell = cell.add_table(1, 1).cell(0, 0)
    cell.text = "End"

    words = " ".join(block.words for block in read_word(saved(document)).blocks)

    assert "Depth 0" in words
    assert "End" in words


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml"])
def test_entities_are_refused(part):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:x xmlns:w="w">&a;</w:x>'

    with pytest.raises(Unreadable):
        read_word(with_part(saved(Document()), part, bomb))


def test_part_that_is_no_xml_is_refused():
    with pytest.raises(Unreadable):
        read_word(with_part(saved(Document()), "word/document.xml", "words"))


def with_part(content, name, said, reference=""):
    """The file with a part put in its place, and a reference at the end of its first words."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as was, zipfile.ZipFile(made, "w") as archive:
        for each in was.namelist():
            kept = was.read(each).decode("utf-8", "surrogateescape")
            if each == "word/document.xml" and reference:
                kept = kept.replace("</w:p>", f"{reference}</w:p>", 1)
            if each != name:
                archive.writestr(each, kept.encode("utf-8", "surrogateescape"))
        archive.writestr(name, said)
    return made.getvalue()
