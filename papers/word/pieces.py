"""What stands on a page, piece by piece, and the blocks of a paper that the pieces make.

Where a text comes from does not matter here: a Word file, a page that was copied, or plain words.
Numbers typed by hand are taken for numbers and reported, and so is every heading that was guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from forum.rules.ruling import Reason
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
from papers.word import noticing
from papers.word.inline import one_line, without_emphasis

TITLE, CAPTION, GAP, EXEMPT, POINT = "title", "caption", "gap", "exempt", "point"
NUMBERED, TEXT, SOURCE = "numbered", "text", "source"
LONGEST_HEADING = 90

_UNITS = r"(?:m|k|bn|million|billion|per|percent|times|x|days?|weeks?|hours?|pupils?|schools?)\b"
_NUMBER = re.compile(
    rf"^(?P<mark>\**)(?P<number>\d{{1,3}}(?:\.\d{{1,3}}){{1,4}}\.?|\d{{1,3}}[.)])(?P<mid>\**)"
    rf"(?:\s+)(?!{_UNITS})(?=\S)"
)
_TABBED = re.compile(r"^(?P<number>\d{1,3})\t\s*(?=[^\W\d])")
_BARE = re.compile(r"^(?P<number>\d{1,2})\s+(?=\**[A-Z])")
_LABEL = re.compile(
    r"^(?P<label>\((?:[ivxl]{1,6}|[a-z]{1,2}|[A-Z]|\d{1,3})\)|[A-Za-z]\)|[ivx]{1,5}[.)])\s+(?=\S)"
)
_BULLET = re.compile(r"^(?:[-–—•·▪◦‣●○§]\s+|o\t\s*)(?=\S)")
_LISTED = re.compile(r"^(?:\d+[.)]?)+$")
_ENDS = (".", ";", ",", ":", "?")


@dataclass(frozen=True)
class Piece:
    """One paragraph, point, table or picture, as it was found."""

    kind: str
    text: str = ""
    level: int = 0
    label: str = ""
    is_bold: bool = False
    is_ours: bool = False
    """Written by this system: nothing about it is guessed."""
    is_guessed: bool = False
    """A heading that nothing but its look shows to be one."""
    rows: tuple[tuple[str, ...], ...] = ()
    header_rows: int = 0
    header_columns: int = 0
    asset: str = ""
    alt: str = ""
    mark: str = ""
    """What a Word file says of it besides: that it heads a row, or whose caption it is."""
    is_ruled: bool = False
    """A table with a line under its headers."""
    place: int = 0
    """Which table of a pasted text it is."""


@dataclass(frozen=True)
class Reading:
    """What was read: the blocks, the title that stands above them, what was noticed."""

    blocks: tuple[Block, ...] = ()
    title: str = ""
    pictures: dict[str, Picture] = field(default_factory=dict)
    """The pictures by the names that the figures give them, to be stored."""
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A picture as it came."""

    name: str
    content_type: str
    content: bytes


def assembled(pieces: Iterable[Piece], *, guess: bool = True) -> Reading:
    """The blocks that the pieces make, in their order."""
    given = list(pieces)
    found = [_settled(each) for each in given]
    typed = [new.label for old, new in zip(given, found, strict=True) if new.label != old.label]
    if guess:
        found = [_guessed(each) for each in found]
    title, found = _titled(_captioned(found))
    making = _Making(found)
    blocks = tuple(making.blocks())
    guessed = noticing.guessed_headings(making.guessed)
    notes = (*noticing.typed_numbers(typed), *guessed, *making.notes)
    return Reading(blocks, title, notes=notes)


def _settled(piece: Piece) -> Piece:
    """A number or a bullet that was typed by hand goes out of the words."""
    if piece.is_ours or piece.kind not in (TEXT, HEADING, TITLE):
        return piece
    typed = _typed(piece)
    if typed is None:
        return piece
    kind, label, words = typed
    return replace(piece, kind=kind, label=label, text=words)


def settled(piece: Piece, level: int) -> Piece:
    """A line with its number or bullet taken off; a point stands at the level given."""
    found = _settled(piece)
    return replace(found, level=level) if found.kind == POINT else found


def _typed(piece: Piece) -> tuple[str, str, str] | None:
    text = piece.text
    if piece.label or piece.kind == TITLE:
        return None
    bare = _BARE if piece.kind == HEADING or piece.is_bold else _TABBED
    number = _NUMBER.match(text) or _TABBED.match(text) or bare.match(text)
    if number:
        marks = number.groupdict().get("mark") or ""
        closed = number.groupdict().get("mid") or ""
        rest = text[number.end() :].lstrip()
        kind = HEADING if piece.kind == HEADING else NUMBERED
        return kind, number["number"], rest if closed == marks else marks + rest
    if piece.kind == HEADING:
        return None
    if label := _LABEL.match(text):
        return POINT, label["label"], text[label.end() :].lstrip()
    if bullet := _BULLET.match(text):
        rest = text[bullet.end() :].lstrip()
        return _typed(replace(piece, text=rest)) or (POINT, "", rest)
    return None


def _guessed(piece: Piece) -> Piece:
    """A short line in bold as a whole is taken for a heading."""
    words = without_emphasis(piece.text)
    is_line = piece.is_bold and piece.kind in (TEXT, NUMBERED) and not piece.is_ours
    if not is_line or BREAKS in piece.text or len(words) > LONGEST_HEADING:
        return piece
    if words.endswith((".", ";", ",")) or not any(each.isalpha() for each in words):
        return piece
    level = 1 if piece.label else 2
    return replace(piece, kind=HEADING, text=words, level=level, is_guessed=True)


BREAKS = "\n"


def _titled(pieces: list[Piece]) -> tuple[str, list[Piece]]:
    """The title, and the rest: what is styled so, or a single first heading above all others."""
    styled = [each for each in pieces if each.kind == TITLE and each.text.strip()]
    if styled:
        rest = [each for each in pieces if each is not styled[0]]
        others = [replace(e, kind=HEADING, level=1) if e.kind == TITLE else e for e in rest]
        return one_line(without_emphasis(styled[0].text)), others
    heads = [each for each in pieces if each.kind == HEADING and each.text.strip()]
    top = [each for each in heads if each.level == 1]
    first = next((each for each in pieces if each.text.strip() or each.rows), None)
    alone = len(top) == 1 and len(heads) > 1 and first is top[0] and not first.label
    if not alone or any(each.is_guessed for each in top):
        return "", pieces
    rest = [each for each in pieces if each is not top[0]]
    lifted = [replace(e, level=e.level - 1) if e.kind == HEADING else e for e in rest]
    return one_line(without_emphasis(top[0].text)), lifted


def _captioned(pieces: list[Piece]) -> list[Piece]:
    """A caption under a picture goes before it, where that of a table stands."""
    ordered = list(pieces)
    for at in range(1, len(ordered)):
        here, before = ordered[at], ordered[at - 1]
        if here.kind != CAPTION or before.kind != FIGURE:
            continue
        follows_table = at + 1 < len(ordered) and ordered[at + 1].kind == TABLE
        is_figures = here.mark == "figure caption" or here.text.casefold().startswith("fig")
        if is_figures or (not follows_table and here.mark != "table caption"):
            ordered[at - 1], ordered[at] = here, before
    return ordered


class _Making:
    """Blocks made one after another; points gather in a list, captions wait for their table."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._points: list[Piece] = []
        self._caption: Piece | None = None
        self._exempt = ""
        self.notes: list[Reason] = []
        self.guessed: list[str] = []

    def blocks(self) -> Iterator[Block]:
        for at, piece in enumerate(self._pieces):
            if piece.kind == POINT:
                if self._caption:
                    yield from self._loose_caption()
                self._points.append(piece)
                continue
            yield from self._list()
            yield from self._block(piece, self._pieces[at + 1 : at + 2])
        yield from self._list()
        yield from self._loose_caption()

    def _block(self, piece: Piece, after: Sequence[Piece]) -> Iterator[Block]:
        if piece.kind == EXEMPT:
            self._exempt = piece.text
        elif piece.kind == CAPTION:
            yield from self._loose_caption()
            self._caption = piece
        elif piece.kind not in (GAP, SOURCE):
            if self._caption and piece.kind not in (TABLE, FIGURE):
                yield from self._loose_caption()
            made = self._made(piece, after)
            if made is not None:
                yield self._left_out(made)

    def _left_out(self, block: Block) -> Block:
        block, self._exempt = replace(block, exempt=self._exempt), ""
        return block

    def _made(self, piece: Piece, after: Sequence[Piece]) -> Block | None:
        if piece.kind == TABLE:
            return self._table(piece)
        if piece.kind == FIGURE:
            return Block(FIGURE, asset=piece.asset, alt=one_line(piece.alt), caption=self._taken())
        if not piece.text.strip():
            return None
        if piece.kind in (HEADING, TITLE):
            return self._heading(piece)
        return _of_words(piece, after)

    def _heading(self, piece: Piece) -> Block:
        words = one_line(without_emphasis(piece.text))
        level = max(1, piece.level)
        if level > 3:
            self.notes.append(noticing.deep_heading(words))
        if piece.is_guessed:
            self.guessed.append(words)
        return Block(HEADING, words, number=piece.label, level=min(level, 3))

    def _table(self, piece: Piece) -> Block | None:
        if not any(cell.strip() for row in piece.rows for cell in row):
            return None
        return Block(
            TABLE,
            rows=piece.rows,
            header_rows=piece.header_rows,
            header_columns=piece.header_columns,
            caption=self._taken(),
        )

    def _taken(self) -> str:
        caption, self._caption = self._caption, None
        return one_line(without_emphasis(caption.text)) if caption else ""

    def _loose_caption(self) -> Iterator[Block]:
        words = self._taken()
        if words:
            yield Block(PARAGRAPH, words)

    def _list(self) -> Iterator[Block]:
        points, self._points = self._points, []
        written = [each for each in points if each.text.strip()]
        if written:
            least = min(each.level for each in written)
            made = (Point(one_line(p.text), p.level - least, p.label) for p in written)
            yield self._left_out(Block(BULLETS, points=tuple(made)))


def _of_words(piece: Piece, after: Sequence[Piece]) -> Block:
    """A quotation with its source, or a paragraph with its number."""
    if piece.kind == QUOTATION:
        source = one_line(after[0].text) if after and after[0].kind == SOURCE else ""
        return Block(QUOTATION, piece.text, source=source)
    label = piece.label if piece.kind == NUMBERED else ""
    level = max(1, min(piece.level, 6))
    return Block(PARAGRAPH, one_line(piece.text), number=label, level=level)


def is_plain_number(label: str) -> bool:
    """Whether a label is made of figures alone: "1.", "2.1", "12"; such number paragraphs."""
    return bool(_LISTED.match(label))
