"""The styles that papers are written in; what is read back knows them by their names."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from lxml import etree

from papers.word.running import element

COVER, FOOTER = "TabledCover", "TabledFooter"
FONT = "Arial"
LANGUAGE = "en-GB"
DEEPEST = 6
BULLETS = 90
"""The number of our list among those of the template."""
_INK = RGBColor(0x0B, 0x0C, 0x0C)
_QUIET = RGBColor(0x48, 0x49, 0x49)

_PLAIN = (
    ("Tabled Gap", "Normal"),
    ("Tabled Left Out", "Normal"),
    ("Tabled Quotation", "Quote"),
    ("Tabled Quotation Source", "Quote"),
    ("Tabled Table Caption", "Caption"),
    ("Tabled Figure Caption", "Caption"),
    ("Tabled Cell", "Normal"),
    ("Tabled Column Heading", "Tabled Cell"),
    ("Tabled Row Heading", "Tabled Cell"),
    ("Tabled Cover", "Normal"),
    ("Tabled Cover Label", "Tabled Cover"),
    ("Tabled Cover Line", "Tabled Cover"),
    ("Tabled Cover Point", "Tabled Cover"),
    ("Tabled Cover Heading", "Heading 1"),
    ("Tabled Footer", "Normal"),
)
_DEEP = ("Tabled Text", "Tabled Numbered", "Tabled Point", "Tabled Bullet")
_BOLD = ("Tabled Column Heading", "Tabled Row Heading", "Tabled Cover Label")


def add_styles(document: WordDocument) -> None:
    """Give a new document our styles, our font and our language."""
    _defaults(document)
    _add_bullets(document)
    for name, base in _PLAIN:
        _style(document, name, base)
    for name in _DEEP:
        for level in range(1, DEEPEST + 1):
            _deep(document, name, level)
    for name in _BOLD:
        document.styles[name].font.bold = True
    for name in ("Tabled Table Caption", "Tabled Left Out"):
        document.styles[name].paragraph_format.keep_with_next = True
    for name in ("Tabled Cell", "Tabled Cover Line", "Tabled Cover Point", "Tabled Cover Label"):
        document.styles[name].paragraph_format.space_after = Pt(2)
    document.styles["Tabled Gap"].font.size = Pt(4)
    document.styles["Tabled Cover Line"].paragraph_format.left_indent = Cm(1.25)
    _hanging(document.styles["Tabled Cover Point"], 1)
    number = document.styles.add_style("Tabled Number", WD_STYLE_TYPE.CHARACTER)
    number.element.set(qn("w:styleId"), "TabledNumber")
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.underline = True
    link.font.color.rgb = RGBColor(0x1D, 0x70, 0xB8)


def _defaults(document: WordDocument) -> None:
    """One font, dark ink, English as it is written here; A4."""
    for language in document.styles.element.iter(qn("w:lang")):
        for part in ("val", "eastAsia"):
            language.set(qn(f"w:{part}"), LANGUAGE)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Quote", "Caption"):
        style = document.styles[name]
        style.font.name, style.font.color.rgb = FONT, _INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Quote"].paragraph_format.left_indent = Cm(1)
    document.styles["Caption"].font.color.rgb = _QUIET
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.54)


def _style(document: WordDocument, name: str, base: str) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), name.replace(" ", ""))
    style.base_style = document.styles[base]
    return style


def _deep(document: WordDocument, name: str, level: int) -> None:
    """A style for each depth; the first is named without a number."""
    style = _style(document, name if level == 1 else f"{name} {level}", "Normal")
    if name == "Tabled Text":
        style.paragraph_format.left_indent = Cm(1.25) * (level - 1)
    else:
        _hanging(style, level)
    if name in ("Tabled Point", "Tabled Bullet"):
        style.paragraph_format.space_after = Pt(3)
    if name == "Tabled Bullet":
        _bulleted(style, level)


def _hanging(style: ParagraphStyle, level: int) -> None:
    """Words hang beside their number."""
    style.paragraph_format.left_indent = Cm(1.25) * level
    style.paragraph_format.first_line_indent = -Cm(1.25)
    style.paragraph_format.tab_stops.add_tab_stop(Cm(1.25) * level)


def _bulleted(style: ParagraphStyle, level: int) -> None:
    """A real list, in the numbering of the template that "List Bullet" uses."""
    numbering = element("numPr")
    numbering.append(element("ilvl", val=str(level - 1)))
    numbering.append(element("numId", val=str(BULLETS)))
    properties: etree._Element = style.element.get_or_add_pPr()
    properties.insert(0, numbering)


def _add_bullets(document: WordDocument) -> None:
    """Our list among those of the template: patterns stand before the lists made from them."""
    numbering = document.part.numbering_part.element
    pattern, number = _bullet_list()
    numbering.insert(0, pattern)
    numbering.append(number)


def _bullet_list() -> list[etree._Element]:
    """The list that points stand in: bullets, six deep."""
    pattern = element("abstractNum", abstractNumId=str(BULLETS))
    pattern.append(element("multiLevelType", val="hybridMultilevel"))
    for level in range(DEEPEST):
        place = element("lvl", ilvl=str(level))
        for name, said in (
            ("start", "1"),
            ("numFmt", "bullet"),
            ("lvlText", "•" if level % 2 == 0 else "–"),
            ("lvlJc", "left"),
        ):
            place.append(element(name, val=said))
        pattern.append(place)
    number = element("num", numId=str(BULLETS))
    number.append(element("abstractNumId", val=str(BULLETS)))
    return [pattern, number]
