"""Files as officers have them, which are kept."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pikepdf
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as InSheet
from openpyxl.workbook.defined_name import DefinedName
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from forum.pdf import render_html
from tests.files.bad_pictures import a_picture
from tests.files.cases import Case
from tests.files.pdf_files import a_pdf
from tests.files.zips import a_field, a_word_file, a_workbook, in_body, related, saved, with_parts

LIBREOFFICE = Path(__file__).parent / "libreoffice"
TAGGED = (
    '<!doctype html><html lang="en"><head><title>Outturn</title></head><body><h1>Outturn</h1>'
    '<p>See <a href="https://example.org/">the scheme</a>.</p><table><tr><th>Line</th></tr>'
    "<tr><td>Insurance</td></tr></table></body></html>"
)


def good_files() -> Iterator[Case]:
    """Of every kind, made in several ways."""
    yield from _word_files()
    yield from _workbooks()
    yield from _pdfs()
    yield from _pictures()
    yield from _tables()


def _word_files() -> Iterator[Case]:
    for what, fill in {
        "headings and lists": _listed,
        "a table with merged cells": _tabled,
        "a picture": lambda each: each.add_picture(io.BytesIO(a_picture())),
        "pages turned": _turned,
        "a header and a footer": _headed,
        "properties": lambda each: setattr(each.core_properties, "author", "Finance"),
    }.items():
        document = docx.Document()
        fill(document)
        yield Case(f"a Word file with {what}", "report.docx", saved(document))
    yield Case("a Word file of two lines", "Report (final) £.docx", a_word_file())
    for what, instruction in {
        "page numbers": "PAGE \\* MERGEFORMAT",
        "contents": 'TOC \\o "1-3" \\h',
        "a link": 'HYPERLINK "https://example.org/a link"',
        "a place to click": "MACROBUTTON NoMacro [Click here]",
    }.items():
        yield Case(f"a field for {what}", "report.docx", in_body(a_field(instruction)))
    link = related("hyperlink", "https://www.gov.uk/government/publications")
    yield Case("a link in a Word file", "report.docx", link)
    share = related("hyperlink", "file:///S:/Finance/Report.docx")
    yield Case("a link to a share", "report.docx", share)
    more = {"customXml/item1.xml": b"<a/>", "docProps/thumbnail.jpeg": a_picture("JPEG")}
    yield Case("a Word file with a preview", "report.docx", with_parts(a_word_file(), more))
    for name in ("report", "table"):
        made = (LIBREOFFICE / f"{name}.docx").read_bytes()
        yield Case(f"a {name} that LibreOffice saved", "report.docx", made)


def _workbooks() -> Iterator[Case]:
    for what, fill in {
        "sums": lambda book: book.active.append(["Total", "=SUM(B1:B9)"]),
        "sheets": lambda book: book.create_sheet("Outturn").append(["Line", "Balance"]),
        "a hidden sheet": lambda book: setattr(book.create_sheet("x"), "sheet_state", "hidden"),
        "dates": lambda book: book.active.append([date(2026, 4, 1)]),
        "merged cells": lambda book: book.active.merge_cells("A1:C1"),
        "a chart": _charted,
        "a picture": lambda book: book.active.add_image(InSheet(io.BytesIO(a_picture())), "D1"),
        "a note": lambda book: setattr(book.active["A1"], "comment", Comment("From s251", "F")),
        "a link": lambda book: setattr(book.active["A1"], "hyperlink", "https://example.org/"),
        "a name": lambda book: book.defined_names.add(DefinedName("r", attr_text="Sheet!$A$1")),
    }.items():
        book = openpyxl.Workbook()
        book.active.append(["School", "Amount"])
        fill(book)
        yield Case(f"a workbook with {what}", "rates.xlsx", saved(book))
    schools = [[f"School {number}", *range(12)] for number in range(150)]
    yield Case("150 schools in a workbook", "rates.xlsx", a_workbook(*schools))
    printers = {"xl/printerSettings/printerSettings1.bin": b"\1\2\3"}
    yield Case("settings of a printer", "rates.xlsx", with_parts(a_workbook(), printers))


def _pdfs() -> Iterator[Case]:
    for what, change in {
        "one page": None,
        "a place to open at": lambda pdf: _opening(pdf, Array([pdf.pages[0].obj, Name.Fit])),
        "a way to open": lambda pdf: _opening(
            pdf, Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))
        ),
        "a link": _linked,
        "a form to print": _form,
        "a font called AA": _font,
    }.items():
        yield Case(f"a PDF with {what}", "report.pdf", a_pdf(change))
    yield Case("a PDF of 400 pages", "report.pdf", a_pdf(pages=400))
    yield Case("a PDF for the web", "report.pdf", a_pdf(pages=3, linearize=True))
    streams = pikepdf.ObjectStreamMode.generate
    yield Case("a PDF with object streams", "report.pdf", a_pdf(object_stream_mode=streams))
    yield Case("an older PDF", "report.pdf", a_pdf(force_version="1.3"))
    yield Case("a newer PDF", "report.pdf", a_pdf(force_version="2.0"))
    yield Case("an accessible PDF", "report.pdf", render_html(TAGGED))
    for name in ("plain", "tagged"):
        made = (LIBREOFFICE / f"{name}.pdf").read_bytes()
        yield Case(f"a {name} PDF that LibreOffice saved", "report.pdf", made)


def _pictures() -> Iterator[Case]:
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        out = io.BytesIO()
        Image.new(mode, (50, 40)).save(out, "PNG")
        yield Case(f"a PNG of kind {mode}", "chart.png", out.getvalue())
    clear = io.BytesIO()
    Image.new("P", (50, 40)).save(clear, "PNG", transparency=0)
    yield Case("a PNG with a clear ground", "chart.png", clear.getvalue())
    yield Case("a PNG of 25 million dots", "chart.png", a_picture(size=(5000, 5000)))
    for mode in ("L", "RGB", "CMYK"):
        out = io.BytesIO()
        Image.new(mode, (50, 40)).save(out, "JPEG")
        yield Case(f"a JPEG of kind {mode}", "Photo.JPG", out.getvalue())
    yield Case("a JPEG in steps", "photo.jpeg", a_picture("JPEG", progressive=True))


def _tables() -> Iterator[Case]:
    for what, text, alphabet in (
        ("UTF-8", "School,Amount\nSt Peter’s,£5", "utf-8"),
        ("UTF-8 with a mark", "School,Amount\nA,£5", "utf-8-sig"),
        ("Excel on Windows", "School,Amount\nSt Peter’s,£5", "cp1252"),
        ("semicolons", "School;Amount\nA;5", "utf-8"),
        ("tabs", "School\tAmount\nA\t5", "utf-8"),
        ("bars", "School|Amount\nA|5", "utf-8"),
        ("lines in cells", 'School,Note\r\nA,"two\r\nlines"\r\n', "utf-8"),
        ("one column", "School\nA\nB", "utf-8"),
        ("less than nothing", "Line,Balance\nA,-5\nB,+3\nC,-\nD,- none", "utf-8"),
        ("telephone numbers", "School,Telephone\nA,+44 1632 960000", "utf-8"),
        ("empty cells", "School,,\n,,\nA,,5", "utf-8"),
        ("old line ends", "School,Amount\rA,5\r", "utf-8"),
    ):
        yield Case(f"a CSV file: {what}", "schools.csv", text.encode(alphabet))


def _listed(document) -> None:
    document.add_heading("Report", 1)
    document.add_paragraph("One", style="List Number")
    document.add_paragraph("a point", style="List Bullet")


def _tabled(document) -> None:
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Factor"


def _turned(document) -> None:
    document.add_section().orientation = WD_ORIENT.LANDSCAPE


def _headed(document) -> None:
    document.sections[0].header.paragraphs[0].text = "Schools Forum"
    footer = document.sections[0].footer.paragraphs[0]._p
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer.append(field)


def _charted(book) -> None:
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=2, min_row=1, max_row=3))
    book.active.add_chart(chart, "E1")


def _opening(pdf, value) -> None:
    pdf.Root.OpenAction = value


def _linked(pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://example.org/"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def _form(pdf) -> None:
    field = Dictionary(FT=Name.Tx, T=String("name"), Type=Name.Annot, Subtype=Name.Widget)
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))


def _font(pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary({"/AA": pdf.make_indirect(font)}))
