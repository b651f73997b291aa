"""A Word file read into blocks. The two Havering files hold the same text as the pasted one."""

import time

import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches

from papers.rules.text.blocks import BULLETS, FIGURE, HEADING, PARAGRAPH, QUOTATION, TABLE
from papers.word.package import Unreadable
from papers.word.reading import read_word
from tests.papers.intaken import LIBREOFFICE, havering, saved
from tests.papers.word.havering_docx import havering_docx
from tests.papers.word.pictures import PNG

YEAR = "2024-25"
RATE_TABLES = (
    ((YEAR, "Primary"), ("Formula factor", "AWPU"), ("Amount", "£11.00"), ("Total", "£190,000")),
    ((YEAR, "Primary"), ("Formula factor", "AWPU"), ("Amount", "£21.00"), ("Total", "£363,000")),
    ((YEAR, "Primary"), ("Formula factor", "FSM eligible pupils"), ("Amount", "£9.50"),
     ("Total", "£30,352")),
    ((YEAR, "Primary"), ("Formula factor", "AWPU"), ("Amount", "£36.96"), ("Total", "£639,000")),
    ((YEAR, "Primary"), ("Formula factor", "EAL 3"), ("Amount", "£38.00"), ("Total", "£107,000")),
    (("Formula factor", "AWPU", "FSM Ever 6", "IDACI E", "IDACI D", "IDACI C", "IDACI B",
      "IDACI A", "Low attainment", ""),
     ("Amount", "£5.00", "£2.00", "£14.08", "£22.08", "£12.05", "£7.71", "£10.07", "£5.00", ""),
     ("Total", "£86,420", "£6,640", "£31,111", "£27,757", "£6,859", "£4,598", "£1,240", "£25,603",
      "£190,228")),
    ((YEAR, "Primary", "Special"), ("Formula factor", "AWPU", "Place"),
     ("Amount", "£19.31", "£45.00"), ("Total", "£334,000", "£7,000")),
    ((YEAR, "Primary", "Special"), ("Formula factor", "AWPU", "Place"),
     ("Amount", "£5.11", "£15.33"), ("Total", "£88,300", "£2,400")),
)  # fmt: skip
STRIPS = (
    (("2023-24 rate", "£11.00"),),
    (("2023-24", "£20.00"),),
    (("2024-25 rate", "£9.50"),),
    (("2023-24", "£34.87"),),
    (("2023-24", "£38.00"),),
    (("2023-24 rates", "£5.00", "£2.00", "£14.08", "£22.08", "£12.05", "£7.71", "£10.07",
      "£5.00"),),
    (("2023-24", "£18.88", "£44.00"),),
    (("2023-24", "£5.11", "£15.33"),),
)  # fmt: skip
RANGE = (
    ("", "De-delegated from individual schools £"),
    ("Lowest", "518"),
    ("Median", "2,394"),
    ("Highest", "5,639"),
)


@pytest.fixture(scope="module", params=["libreoffice", "python-docx"])
def read(request):
    content = LIBREOFFICE if request.param == "libreoffice" else havering_docx()
    return read_word(content)


def tables(blocks):
    return [block for block in blocks if block.kind == TABLE]


def test_havering_reads_as_the_pasted_text_block_by_block(read):
    assert list(read.blocks) == list(havering())


def test_rate_tables_are_right_cell_by_cell(read):
    found = [t.rows for t in tables(read.blocks) if any("Formula factor" in r for r in t.rows)]

    assert tuple(found) == RATE_TABLES


def test_strips_of_last_year_are_right_cell_by_cell(read):
    found = [t.rows for t in tables(read.blocks) if len(t.rows) == 1]

    assert tuple(found) == STRIPS


def test_range_table_is_right_cell_by_cell(read):
    (found,) = (t for t in tables(read.blocks) if t.rows[-1][0] == "Highest")

    assert (found.rows, found.header_rows, found.header_columns) == (RANGE, 1, 1)


def test_job_profiles_are_right_cell_by_cell(read):
    profiles = [t for t in tables(read.blocks) if t.rows[0][0] == "Key Result Area"]
    pasted = [t for t in tables(havering()) if t.rows[0][0] == "Key Result Area"]

    assert [t.rows for t in profiles] == [t.rows for t in pasted]
    assert [len(t.rows) for t in profiles] == [len(pasted[0].rows), len(pasted[1].rows)]
    assert {t.rows[0] for t in profiles} == {("Key Result Area", "Expected End Result")}
    assert min(len(t.rows) for t in profiles) > 15


def test_rate_tables_have_their_headers(read):
    found = [t for t in tables(read.blocks) if any("Formula factor" in r for r in t.rows)]

    assert {(t.header_rows, t.header_columns) for t in found} == {(1, 1)}


def test_recommendations_keep_their_printed_numbers(read):
    at = next(i for i, b in enumerate(read.blocks) if b.text == "RECOMMENDATIONS")
    under = read.blocks[at + 1 : at + 6]

    assert [b.number for b in under if b.kind == PARAGRAPH] == ["1.", "2.", "3."]
    assert [p.label for p in under[2].points] == ["(i)", "(ii)", "(iii)", "(iv)", "(v)"]
    assert [p.label for p in under[4].points] == ["(i)", "(ii)"]


def test_forty_pages_are_read_in_good_time():
    blocks = havering()
    document = Document()
    for block in (*blocks, *blocks):
        document.add_paragraph(block.words)
    content = saved(document)

    began = time.perf_counter()
    found = read_word(content)
    took = time.perf_counter() - began

    assert len(found.blocks) > 300
    assert took < 15, f"{took:.1f} s"


def test_headings_have_their_levels_and_the_title_stands_above():
    document = Document()
    document.add_heading("Early help", 0)
    document.add_heading("Background", 1)
    document.add_heading("Detail", 2)
    document.add_heading("Deep", 5)

    read = read_word(saved(document))

    assert read.title == "Early help"
    assert [(b.text, b.level) for b in read.blocks] == [
        ("Background", 1),
        ("Detail", 2),
        ("Deep", 3),
    ]
    assert "heading-too-deep" in {note.code for note in read.notes}


def test_single_first_heading_above_others_is_the_title():
    document = Document()
    document.add_heading("Early help", 1)
    document.add_heading("Background", 2)

    read = read_word(saved(document))

    assert (read.title, [(b.text, b.level) for b in read.blocks]) == (
        "Early help",
        [("Background", 1)],
    )


def test_numbers_typed_by_hand_are_kept_and_reported():
    document = Document()
    document.add_paragraph("1.1 The first.")
    document.add_paragraph("1.2\tThe second.")
    document.add_paragraph("(a) A point.")
    document.add_paragraph("2023-24 was a year of change.")

    read = read_word(saved(document))

    assert [(b.kind, b.number, b.text) for b in read.blocks] == [
        (PARAGRAPH, "1.1", "The first."),
        (PARAGRAPH, "1.2", "The second."),
        (BULLETS, "", ""),
        (PARAGRAPH, "", "2023-24 was a year of change."),
    ]
    assert read.blocks[2].points[0].label == "(a)"
    assert "typed-number" in {note.code for note in read.notes}


def test_bold_line_is_taken_for_a_heading_and_said_so():
    document = Document()
    document.add_paragraph().add_run("Background").bold = True
    document.add_paragraph("Some words.")

    read = read_word(saved(document))

    assert read.blocks[0].kind == HEADING
    assert "heading-guessed" in {note.code for note in read.notes}


def test_emphasis_and_safe_links_are_kept():
    document = Document()
    paragraph = document.add_paragraph("It is ")
    paragraph.add_run("very").bold = True
    paragraph.add_run(" clear: ")
    for address, words in (
        ("https://www.gov.uk/", "guidance"),
        ("javascript:alert(1)", "press"),
        ("file:///etc/passwd", "list"),
    ):
        add_link(paragraph, address, words)

    read = read_word(saved(document))

    assert read.blocks[0].text == "It is **very** clear: [guidance](https://www.gov.uk/)presslist"
    assert [n.code for n in read.notes] == ["link-left-out", "link-left-out"]


def test_merged_cells_are_taken_apart_and_reported():
    document = Document()
    table = document.add_table(3, 3)
    for at, words in enumerate(("Year", "Rates", "")):
        table.cell(0, at).text = words
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).text = "Primary"
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 1).text, table.cell(2, 1).text = "£5", "£6"
    repeat_header(table)

    read = read_word(saved(document))

    assert read.blocks[0].rows == (
        ("Year", "Rates", "Rates"),
        ("Primary", "£5", ""),
        ("Primary", "£6", ""),
    )
    assert "table-merged-cells" in {note.code for note in read.notes}


def test_nested_table_stands_after_its_own():
    document = Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "Outside"
    outer.cell(0, 1).add_table(1, 1).cell(0, 0).text = "Inside"

    read = read_word(saved(document))

    assert [t.rows for t in tables(read.blocks)] == [(("Outside", ""),), (("Inside",),)]
    assert "table-nested" in {note.code for note in read.notes}


def test_short_rows_are_filled_up_and_reported():
    document = Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).text, table.cell(1, 2).text = "A", "B"
    row = table.rows[1]._tr
    row.remove(row.tc_lst[0])

    read = read_word(saved(document))

    assert read.blocks[0].rows == (("A", "", ""), ("", "B", ""))
    assert "table-irregular" in {note.code for note in read.notes}


def test_caption_goes_with_its_table_and_its_picture():
    document = Document()
    document.add_paragraph("Rates for 2024-25", style="Caption")
    document.add_table(1, 1).cell(0, 0).text = "£5"
    document.add_picture(PNG(), width=Inches(1))
    document.add_paragraph("Figure 1: two bars", style="Caption")

    read = read_word(saved(document))

    assert [(b.kind, b.caption) for b in read.blocks] == [
        (TABLE, "Rates for 2024-25"),
        (FIGURE, "Figure 1: two bars"),
    ]


def test_pictures_keep_their_words_and_are_known_by_their_bytes():
    document = Document()
    document.add_picture(PNG(), width=Inches(1))
    described = document.inline_shapes[0]._inline.docPr
    described.set("descr", "Two bars, one higher")

    read = read_word(saved(document))

    (figure,) = read.blocks
    assert figure.alt == "Two bars, one higher"
    assert read.pictures[figure.asset].content_type == "image/png"


def test_quotations_keep_their_lines():
    document = Document()
    paragraph = document.add_paragraph("It was agreed", style="Quote")
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("to fund four posts.")

    (quotation,) = read_word(saved(document)).blocks

    assert (quotation.kind, quotation.text) == (QUOTATION, "It was agreed\nto fund four posts.")


def test_insertions_are_accepted_and_deletions_dropped_and_both_reported():
    document = Document()
    paragraph = document.add_paragraph("It costs ")
    paragraph._p.append(tracked("ins", "t", "£89,604"))
    paragraph._p.append(tracked("del", "delText", "£80,000"))

    read = read_word(saved(document))

    assert read.blocks[0].text == "It costs £89,604"
    assert {"word-insertion", "word-deletion"} <= {note.code for note in read.notes}


def test_headers_are_left_out_and_reported():
    document = Document()
    document.add_paragraph("Words.")
    document.sections[0].header.paragraphs[0].text = "Borsetshire Council"

    read = read_word(saved(document))

    assert [b.text for b in read.blocks] == ["Words."]
    assert "Borsetshire Council" in read.notes[0].text


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"words", b"\xd0\xcf\x11"])
def test_what_is_no_word_file_says_what_to_do(content):
    with pytest.raises(Unreadable, match=r"save it in Word as \.docx"):
        read_word(content)


def repeat_header(table):
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def tracked(kind, holder, words):
    return parse_xml(
        f'<w:{kind} {nsdecls("w")} w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z">'
        f"<w:r><w:{holder}>{words}</w:{holder}></w:r></w:{kind}>"
    )


def add_link(paragraph, address, words):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    name = paragraph.part.relate_to(address, kind, is_external=True)
    link = parse_xml(f"<w:hyperlink {nsdecls('w')}><w:r><w:t>{words}</w:t></w:r></w:hyperlink>")
    link.set(qn("r:id"), name)
    paragraph._p.append(link)
