"""Running words in Markdown as the runs of a Word file: emphasis, links, line ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.parts.document import DocumentPart
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from papers.word.inline import SCHEMES
from papers.word.package import R, W

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNFIT = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
"""Characters that XML cannot hold."""


def element(name: str, **values: str) -> etree._Element:
    """An element of the format, with its attributes."""
    made = etree.Element(f"{W}{name}")
    for key, said in values.items():
        made.set(f"{W}{key}", said)
    return made


def paragraph(style: str, runs: Iterable[etree._Element]) -> etree._Element:
    """A paragraph in a style."""
    made, properties = element("p"), element("pPr")
    properties.append(element("pStyle", val=style))
    made.append(properties)
    made.extend(runs)
    return made


class Runs:
    """Runs for the parts of a line; links are named in the part that they stand in."""

    def __init__(self, part: DocumentPart) -> None:
        self._part = part

    def plain(self, words: str) -> list[etree._Element]:
        """Words as they are."""
        return [_run(words)] if words else []

    def number(self, label: str) -> list[etree._Element]:
        """A printed number before its words, in a style that says what it is."""
        if not label:
            return []
        gap = element("r")
        gap.append(element("tab"))
        return [_run(label, style="TabledNumber"), gap]

    def words(self, markdown: str) -> list[etree._Element]:
        """Words with their emphasis and links."""
        inline = _MARKDOWN.parseInline(markdown.translate(_UNFIT))
        return list(self._of(inline[0].children or [])) if inline else []

    def lines(self, markdown: str) -> list[etree._Element]:
        """Several lines in one paragraph."""
        made: list[etree._Element] = []
        for line in markdown.split("\n"):
            if made:
                made.append(_line_end())
            made += self.words(line)
        return made

    def field(self, code: str) -> list[etree._Element]:
        """What Word works out itself: the number of a page."""
        simple = element("fldSimple", instr=code)
        simple.append(_run("1"))
        return [simple]

    def _of(self, tokens: Iterable[Token]) -> Iterator[etree._Element]:
        bold = italic = 0
        link: etree._Element | None = None
        for token in tokens:
            bold += (token.type == "strong_open") - (token.type == "strong_close")
            italic += (token.type == "em_open") - (token.type == "em_close")
            if token.type == "link_open":
                link = self._link(str(token.attrGet("href") or ""))
            elif token.type == "link_close":
                if link is not None:
                    yield link
                link = None
            run = _of_token(token, bold > 0, italic > 0, is_link=link is not None)
            if run is not None and link is not None:
                link.append(run)
            elif run is not None:
                yield run

    def _link(self, address: str) -> etree._Element | None:
        if not address.startswith(SCHEMES):
            return None
        name = self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        made = element("hyperlink")
        made.set(f"{R}id", name)
        return made


def _of_token(token: Token, bold: bool, italic: bool, *, is_link: bool) -> etree._Element | None:
    if token.type in ("softbreak", "hardbreak"):
        return _line_end()
    if token.type in ("text", "code_inline", "text_special", "image") and token.content:
        style = "Hyperlink" if is_link else ""
        return _run(token.content, bold=bold, italic=italic, style=style)
    return None


def _run(
    words: str, *, bold: bool = False, italic: bool = False, style: str = ""
) -> etree._Element:
    run, properties, text = element("r"), element("rPr"), element("t")
    if style:
        properties.append(element("rStyle", val=style))
    if bold:
        properties.append(element("b"))
    if italic:
        properties.append(element("i"))
    if len(properties):
        run.append(properties)
    text.text = words.translate(_UNFIT)
    text.set(_SPACE, "preserve")
    run.append(text)
    return run


def _line_end() -> etree._Element:
    run = element("r")
    run.append(element("br"))
    return run
