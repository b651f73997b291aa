"""HTML, cleaned by an explicit list, taken apart into pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import html

from forum.rules.ruling import Reason
from papers.rules.text.blocks import FIGURE, HEADING, QUOTATION, TABLE
from papers.word import noticing
from papers.word.cleaning import cleaned
from papers.word.inline import BREAK, MOST_DEEP, Dropped, one_line, tidied, words_of
from papers.word.pieces import (
    CAPTION,
    EXEMPT,
    GAP,
    NUMBERED,
    POINT,
    SOURCE,
    TEXT,
    Piece,
    is_plain_number,
)
from papers.word.plainer import CLOSE, OPEN
from papers.word.tables import Cell, Taken, noticed, taken_apart

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HOLD_BLOCKS = {*_HEADINGS, "p", "div", "ul", "ol", "table", "blockquote"}
_MARK = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_OUR_KINDS = {
    "our number": NUMBERED,
    "our point": POINT,
    "our quoted": QUOTATION,
    "our source": SOURCE,
    "our table caption": CAPTION,
    "our figure caption": CAPTION,
    "our gap": GAP,
    "our exempt": EXEMPT,
    "our text": TEXT,
}
_PREFIXES = {EXEMPT: "Not in the public version: ", SOURCE: "Source: "}
"""What stands before the words of these in a file that we wrote."""


class Tags:
    """Cleaned HTML read from top to bottom into pieces."""

    def __init__(self) -> None:
        self.notes: list[Reason] = []
        self.dropped = Dropped([])
        self._tables: list[Taken] = []
        self._in_cell = False

    def pieces(self, markup: str) -> list[Piece]:
        """What stands in the HTML, piece by piece."""
        parser = html.HTMLParser(huge_tree=True)
        safe = cleaned(markup, self.dropped)
        tree = html.fragment_fromstring(safe, create_parent="div", parser=parser)
        found = list(self._of(tree, 0))
        self.notes += noticed(self._tables)
        self.notes += noticing.dropped_links(self.dropped.links)
        return found

    def _of(self, element: html.HtmlElement, deep: int) -> Iterator[Piece]:
        """The pieces of an element that holds others; words between them are paragraphs."""
        if deep > MOST_DEEP:
            yield from _loose(element.text_content())
            return
        yield from _loose(element.text)
        for child in element:
            if isinstance(child.tag, str):
                yield from self._child(child, deep + 1)
            yield from _loose(child.tail)

    def _child(self, child: html.HtmlElement, deep: int) -> Iterator[Piece]:
        tag = child.tag
        if tag == "table":
            yield from self._table(child, deep)
        elif tag in ("ul", "ol"):
            yield from self._list(child, 0, deep)
        elif tag in _HEADINGS:
            words = words_of(child, self.dropped, bold=False)
            yield Piece(HEADING, words, level=_HEADINGS[tag])
            yield from self._pictures(child)
        elif tag == "blockquote":
            yield from self._quotation(child, deep)
        elif tag == "img":
            yield _picture(child)
        elif tag in ("p", "div", "span") and _has_blocks(child):
            yield from self._of(child, deep)
        else:
            yield from self._paragraph(child)

    def _paragraph(self, element: html.HtmlElement) -> Iterator[Piece]:
        """A paragraph, as its mark says; pictures in it stand after it."""
        mark = _taken_mark(element)
        raw = words_of(element, self.dropped)
        piece = _marked(mark, raw) if mark else _unmarked(element, raw)
        if piece.text.strip() or piece.kind == GAP or self._in_cell:
            yield piece
        yield from self._pictures(element)

    def _pictures(self, element: html.HtmlElement) -> Iterator[Piece]:
        for picture in element.iter("img"):
            yield _picture(picture)

    def _list(self, element: html.HtmlElement, level: int, deep: int) -> Iterator[Piece]:
        number = _whole(element.get("start"), 1)
        for item in element.iterchildren("li"):
            label = f"{number}." if element.tag == "ol" else ""
            number += 1
            yield from self._item(item, label, level, deep)

    def _item(self, item: html.HtmlElement, label: str, level: int, deep: int) -> Iterator[Piece]:
        inner = [each for each in item if each.tag in ("ul", "ol")]
        for each in inner:
            each.drop_tree()
        words = words_of(item, self.dropped)
        if words and label and level == 0:
            yield Piece(NUMBERED, one_line(words), level=1, label=label)
        elif words:
            yield Piece(POINT, words, level=level, label=label)
        yield from self._pictures(item)
        for each in inner if deep < MOST_DEEP else []:
            yield from self._list(each, level + 1, deep + 1)

    def _quotation(self, element: html.HtmlElement, deep: int) -> Iterator[Piece]:
        lines = []
        for piece in self._of(element, deep):
            if piece.kind in (TABLE, FIGURE):
                yield piece
            elif piece.text:
                lines.append(f"{piece.label} {piece.text}".strip())
        if lines:
            yield Piece(QUOTATION, BREAK.join(lines))

    def _table(self, element: html.HtmlElement, deep: int) -> Iterator[Piece]:
        caption = element.find("caption")
        if caption is not None and words_of(caption, self.dropped):
            yield Piece(CAPTION, words_of(caption, self.dropped))
        inner = [each for each in element.iterdescendants("table") if _table_of(each) is element]
        for each in inner:
            each.drop_tree()
        pictures = list(self._pictures(element))
        table = taken_apart([self._row(row) for row in element.iter("tr")], _heads(element))
        if any(cell.strip() for row in table.rows for cell in row):
            self._tables.append(replace(table, is_nested=bool(inner)))
            yield table.piece
        yield from pictures
        for each in inner if deep < MOST_DEEP else []:
            yield from self._table(each, deep + 1)

    def _row(self, row: html.HtmlElement) -> list[Cell]:
        return [self._cell(each) for each in row.iterchildren("td", "th")]

    def _cell(self, cell: html.HtmlElement) -> Cell:
        self._in_cell = True
        inside = self._of(cell, 1) if _has_blocks(cell) else self._paragraph(cell)
        marks = [piece for piece in inside if piece.kind != FIGURE]
        self._in_cell = False
        lines = [_line(piece) for piece in marks]
        words = tidied(BREAK.join(lines))
        filled = [each for each in marks if each.text.strip()]
        return Cell(
            words,
            across=_whole(cell.get("colspan"), 1),
            down=_whole(cell.get("rowspan"), 1),
            is_bold=bool(filled) and all(each.is_bold for each in filled),
            is_row_heading=any(each.mark == "r" for each in marks),
            is_heading=cell.tag == "th",
        )


def _marked(mark: str, raw: str) -> Piece:
    """A paragraph of a Word file, as the mark before its words says."""
    kind, level, flags, label = (*mark.split("|", 3), "", "", "", "")[:4]
    deep = _whole(level, 0)
    bold = "b" in flags
    if kind in _OUR_KINDS:
        return _ours(kind, deep, raw, label)
    if kind == "numbered":
        is_number = is_plain_number(label)
        counts = 1 if "." in label.rstrip(".") else deep + 1
        return Piece(
            NUMBERED if is_number else POINT,
            raw,
            level=counts if is_number else deep,
            label=label,
            is_bold=bold,
        )
    row = flags.replace("b", "")
    return Piece(kind, raw, level=deep, label=label, is_bold=bold, mark=row)


def _ours(said: str, level: int, raw: str, label: str) -> Piece:
    """A paragraph in a style of ours: it says itself what it is."""
    kind = _OUR_KINDS[said]
    words = raw.removeprefix(_PREFIXES.get(kind, ""))
    deep = level - 1 if kind == POINT else level
    return Piece(
        kind, words, level=deep, label=label, is_ours=True, mark=said.removeprefix("our ")
    )


def _unmarked(element: html.HtmlElement, raw: str) -> Piece:
    said = "".join(each.text_content() for each in element.iter("strong", "b"))
    whole = element.text_content()
    is_bold = bool(said.strip()) and "".join(said.split()) == "".join(whole.split())
    return Piece(TEXT, raw, level=1, is_bold=is_bold)


def _taken_mark(element: html.HtmlElement) -> str:
    """The mark of a paragraph, taken out of its words."""
    for each in element.iter():
        found = _MARK.search(each.text or "") if isinstance(each.tag, str) else None
        if found:
            each.text = each.text.replace(found[0], "", 1)
            return found[1]
    return ""


def _line(piece: Piece) -> str:
    printed = piece.label or ("•" if piece.kind == POINT else "")
    return f"{printed} {piece.text}".strip()


def _picture(element: html.HtmlElement) -> Piece:
    source = element.get("src", "")
    asset = source.removeprefix("asset:") if source.startswith("asset:") else ""
    return Piece(FIGURE, asset=asset, alt=element.get("alt", ""))


def _loose(words: str | None) -> Iterator[Piece]:
    if words and words.strip():
        yield Piece(TEXT, one_line(words), level=1)


def _has_blocks(element: html.HtmlElement) -> bool:
    return any(each.tag in _HOLD_BLOCKS for each in element.iterdescendants())


def _table_of(element: html.HtmlElement) -> html.HtmlElement | None:
    return next(element.iterancestors("table"), None)


def _heads(element: html.HtmlElement) -> int:
    """How many rows the author marked as headers."""
    head = element.find("thead")
    if head is not None:
        return len(head.findall("tr"))
    rows = list(element.iter("tr"))
    first = next((at for at, row in enumerate(rows) if not _all_heads(row)), len(rows))
    return first if first < len(rows) else min(first, 1)


def _all_heads(row: html.HtmlElement) -> bool:
    cells = [each for each in row if each.tag in ("td", "th")]
    return bool(cells) and all(each.tag == "th" for each in cells)


def _whole(text: str | None, otherwise: int) -> int:
    return min(int(text), 1000) if text and text.isdecimal() else otherwise
