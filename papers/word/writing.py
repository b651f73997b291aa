"""A paper as a Word file: real headings, printed numbers, tables that repeat their headers.

Numbers are written as they are printed, because reports repeat and skip them, which Word's own
numbering would mend. What is written is read back as the same blocks (`papers.word.reading`); the
same paper gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.image.exceptions import UnrecognizedImageError
from docx.shared import Emu
from lxml import etree

from papers.rules.text.blocks import (
    BULLETS,
    FIGURE,
    HEADING,
    QUOTATION,
    TABLE,
    Block,
)
from papers.word.package import W
from papers.word.running import Runs, element, paragraph
from papers.word.sheet import PrintedAppendix, PrintedAsk, WordPaper
from papers.word.sheet_styles import COVER, FOOTER, LANGUAGE, add_styles

__all__ = ["PrintedAppendix", "PrintedAsk", "WordPaper", "write_word"]

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
LEFT_OUT = "Not in the public version: "
SOURCE = "Source: "
_WHEN = (1980, 1, 1, 0, 0, 0)
_WIDEST = Emu(5731510)
"""The width between the margins of an A4 page."""


def write_word(paper: WordPaper) -> bytes:
    """The bytes of the .docx file."""
    document = Document()
    add_styles(document)
    _about(document, paper)
    writer = _Writer(document, paper.pictures)
    writer.cover(paper)
    writer.blocks(paper.blocks)
    writer.appendices(paper.appendices)
    writer.finish()
    made = io.BytesIO()
    document.save(made)
    return _same_every_time(made.getvalue())


def _about(document: WordDocument, paper: WordPaper) -> None:
    """What the file says of itself: its title and its language, and nobody's name."""
    said = document.core_properties
    saved = (paper.saved_at or UNDATED).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    said.title, said.language = paper.title[:255], LANGUAGE
    said.author = said.last_modified_by = said.comments = said.keywords = ""
    said.created = said.modified = saved
    said.revision = 1


def _same_every_time(content: bytes) -> bytes:
    """The same parts in a zip that bears no time of its own."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as was,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in was.namelist():
            if not name.startswith("docProps/thumbnail"):
                kept = zipfile.ZipInfo(name, _WHEN)
                kept.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(kept, _without_thumbnail(name, was.read(name)))
    return made.getvalue()


def _without_thumbnail(name: str, content: bytes) -> bytes:
    """The template's picture of an empty page goes, and so does what names it."""
    if name != "_rels/.rels":
        return content
    tree = etree.fromstring(content)
    for each in list(tree):
        if each.get("Target", "").startswith("docProps/thumbnail"):
            tree.remove(each)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


class _Writer:
    """Paragraphs and tables put one after another at the end of the document."""

    def __init__(self, document: WordDocument, pictures: Mapping[str, bytes]) -> None:
        self._document = document
        self._body = document.element.body
        self._end = self._body.find(f"{W}sectPr")
        self._runs = Runs(document.part)
        self._pictures = pictures
        self._last = ""

    def cover(self, paper: WordPaper) -> None:
        """The title, the facts, and what the forum is asked."""
        self._add(paragraph("Title", self._runs.plain(paper.title)))
        if paper.facts:
            rows = tuple((label, value) for label, value in paper.facts)
            facts = Block(TABLE, rows=rows, header_rows=0, header_columns=1)
            self._table(facts, COVER)
            self._add(paragraph(COVER, []))
        if paper.asks:
            self._add(paragraph("TabledCoverHeading", self._runs.plain("Recommendations")))
        stem = ""
        for ask in paper.asks:
            if ask.stem and ask.stem != stem:
                self._add(paragraph(COVER, self._runs.words(ask.stem)))
            stem = ask.stem
            runs = [*self._runs.number(ask.label), *self._runs.words(ask.text)]
            self._add(paragraph("TabledCoverPoint", runs))
            for line in ask.lines:
                self._add(paragraph("TabledCoverLine", self._runs.plain(line)))
        if paper.facts or paper.asks:
            self._add(paragraph("TabledCoverHeading", self._runs.plain("The paper")))

    def blocks(self, blocks: Sequence[Block]) -> None:
        """The text, block by block."""
        for block in blocks:
            kind = "points" if block.kind == BULLETS else block.kind
            if self._last == kind == "points":
                self._add(paragraph("TabledGap", []))
            if block.exempt:
                self._add(paragraph("TabledLeftOut", self._runs.plain(LEFT_OUT + block.exempt)))
            self._block(block)
            self._last = kind

    def appendices(self, appendices: Sequence[PrintedAppendix]) -> None:
        """What each appendix says in words, and its tables."""
        for appendix in appendices:
            self._add(paragraph("TabledCoverHeading", self._runs.plain(appendix.title)))
            for block in appendix.summary:
                for line in filter(None, block.words.split("\n")):
                    self._add(paragraph(COVER, self._runs.words(line)))
            for table in appendix.tables:
                if table.kind == TABLE:
                    self._table(table, COVER)
                    self._add(paragraph(COVER, []))

    def finish(self) -> None:
        """Number the pages at their feet."""
        footer = self._document.sections[0].footer
        footer.is_linked_to_previous = False
        foot = footer.paragraphs[0]._p
        runs = [
            *self._runs.plain("Page "),
            *self._runs.field("PAGE"),
            *self._runs.plain(" of "),
            *self._runs.field("NUMPAGES"),
        ]
        foot.getparent().replace(foot, paragraph(FOOTER, runs))

    def _block(self, block: Block) -> None:
        writers = {
            HEADING: self._heading,
            BULLETS: self._points,
            TABLE: self._text_table,
            FIGURE: self._figure,
            QUOTATION: self._quotation,
        }
        writers.get(block.kind, self._paragraph)(block)

    def _heading(self, block: Block) -> None:
        runs = [*self._runs.number(block.number), *self._runs.words(block.text)]
        self._add(paragraph(f"Heading{block.level}", runs))

    def _paragraph(self, block: Block) -> None:
        name = "TabledNumbered" if block.number else "TabledText"
        runs = [*self._runs.number(block.number), *self._runs.words(block.text)]
        self._add(paragraph(_deep(name, block.level), runs))

    def _points(self, block: Block) -> None:
        for point in block.points:
            runs = [*self._runs.number(point.label), *self._runs.words(point.text)]
            name = "TabledPoint" if point.label else "TabledBullet"
            self._add(paragraph(_deep(name, point.level + 1), runs))

    def _text_table(self, block: Block) -> None:
        if block.caption:
            self._add(paragraph("TabledTableCaption", self._runs.words(block.caption)))
        self._table(block, "TabledCell")
        self._add(paragraph("TabledGap", []))

    def _figure(self, block: Block) -> None:
        picture = self._picture(block)
        shown = [picture] if picture is not None else self._runs.plain(f"[Picture: {block.alt}]")
        self._add(paragraph("TabledText", shown))
        if block.caption:
            self._add(paragraph("TabledFigureCaption", self._runs.words(block.caption)))

    def _quotation(self, block: Block) -> None:
        self._add(paragraph("TabledQuotation", self._runs.lines(block.text)))
        if block.source:
            said = [*self._runs.plain(SOURCE), *self._runs.words(block.source)]
            self._add(paragraph("TabledQuotationSource", said))

    def _table(self, block: Block, style: str) -> None:
        table = element("tbl")
        properties = element("tblPr")
        properties.append(element("tblStyle", val="TableGrid"))
        properties.append(element("tblW", w="5000", type="pct"))
        properties.append(element("tblLook", val="04A0"))
        table.append(properties)
        table.append(self._grid(block))
        for at, row in enumerate(block.rows):
            table.append(self._row(row, block, style, is_head=at < block.header_rows))
        self._add(table)

    def _grid(self, block: Block) -> etree._Element:
        grid = element("tblGrid")
        width = max((len(row) for row in block.rows), default=1)
        for _ in range(width):
            grid.append(element("gridCol", w=str(9026 // width)))
        return grid

    def _row(
        self, row: Sequence[str], block: Block, style: str, *, is_head: bool
    ) -> etree._Element:
        made = element("tr")
        properties = element("trPr")
        properties.append(element("cantSplit"))
        if is_head:
            properties.append(element("tblHeader"))
        made.append(properties)
        for column, words in enumerate(row):
            cell = element("tc")
            name = _cell_style(style, is_head, column < block.header_columns)
            for line in words.split("\n"):
                cell.append(paragraph(name, self._runs.words(line)))
            made.append(cell)
        return made

    def _picture(self, block: Block) -> etree._Element | None:
        content = self._pictures.get(block.asset)
        if content is None:
            return None
        try:
            inline = self._document.part.new_pic_inline(io.BytesIO(content), None, None)
        except (UnrecognizedImageError, ValueError, KeyError):
            return None
        if inline.extent.cx > _WIDEST:
            height = int(inline.extent.cy * _WIDEST / inline.extent.cx)
            inline.extent.cx, inline.extent.cy = _WIDEST, Emu(height)
        inline.docPr.set("descr", block.alt)
        inline.docPr.set("name", "Picture")
        run, drawing = element("r"), element("drawing")
        drawing.append(inline)
        run.append(drawing)
        return run

    def _add(self, made: etree._Element) -> None:
        self._end.addprevious(made)


def _deep(name: str, level: int) -> str:
    return name if level <= 1 else f"{name}{min(level, 6)}"


def _cell_style(style: str, is_head: bool, is_row_head: bool) -> str:
    if style == COVER:
        return COVER if not is_row_head and not is_head else "TabledCoverLabel"
    if is_head:
        return "TabledColumnHeading"
    return "TabledRowHeading" if is_row_head else style
