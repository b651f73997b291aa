"""The Havering text as an officer would lay it out in Word, by python-docx.

Real heading styles, real multilevel numbering that is counted and not typed, bullets, tables whose
headers are only bold.
"""

from __future__ import annotations

import io
from functools import lru_cache

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from papers.rules.text.blocks import BULLETS, HEADING, PARAGRAPH, Block
from tests.papers.intaken import havering

PATTERN = 70
_LEVELS = (("decimal", "%1."), ("lowerRoman", "(%2)"))


@lru_cache(maxsize=1)
def havering_docx() -> bytes:
    maker = _Maker()
    for block in havering():
        maker.add(block)
    made = io.BytesIO()
    maker.document.save(made)
    return made.getvalue()


class _Maker:
    def __init__(self) -> None:
        self.document = Document()
        self._numbering = self.document.part.numbering_part.element
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for at, (form, text) in enumerate(_LEVELS)
        )
        pattern = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{PATTERN}">{levels}</w:abstractNum>'
        )
        self._numbering.insert(0, pattern)
        self._list, self._next = 0, 0

    def add(self, block: Block) -> None:
        if block.kind == HEADING:
            self.document.add_heading(f"{block.number} {block.text}".strip(), block.level)
        elif block.kind == PARAGRAPH:
            self._paragraph(block)
        elif block.kind == BULLETS:
            for point in block.points:
                self._point(point)
        else:
            self._table(block)

    def _paragraph(self, block: Block) -> None:
        paragraph = self.document.add_paragraph()
        write(paragraph, block.text)
        if block.number:
            number = int(block.number.rstrip("."))
            if number != self._next:
                self._begin_list(number)
            self._next = number + 1
            self._in_list(paragraph, 0)

    def _point(self, point) -> None:
        if point.label:
            paragraph = self.document.add_paragraph()
            self._in_list(paragraph, 1)
        else:
            paragraph = self.document.add_paragraph(style="List Bullet")
        write(paragraph, point.text)

    def _begin_list(self, start: int) -> None:
        self._list += 1
        number = parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{PATTERN + self._list}">'
            f'<w:abstractNumId w:val="{PATTERN}"/><w:lvlOverride w:ilvl="0">'
            f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        )
        self._numbering.append(number)

    def _in_list(self, paragraph, level: int) -> None:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
                f'<w:numId w:val="{PATTERN + self._list}"/></w:numPr>'
            )
        )

    def _table(self, block: Block) -> None:
        table = self.document.add_table(len(block.rows), len(block.rows[0]))
        for at, row in enumerate(block.rows):
            cells = table.rows[at].cells
            for column, words in enumerate(row):
                run = cells[column].paragraphs[0].add_run(words)
                run.bold = at < block.header_rows or column < block.header_columns or None


def write(paragraph, words: str) -> None:
    """Words with the one kind of Markdown that this text holds: links."""
    before, _, rest = words.partition("[http")
    paragraph.add_run(before)
    if not rest:
        return
    address = f"http{rest.partition(']')[0]}"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    name = paragraph.part.relate_to(address, kind, is_external=True)
    paragraph._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{name}"><w:r><w:t>{address}</w:t></w:r>'
            "</w:hyperlink>"
        )
    )
