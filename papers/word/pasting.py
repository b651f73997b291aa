"""Text and pages that were pasted, read into the blocks of a paper.

Plain words carry no styles: a tab parts the cells of a table, a short line on its own may be a
heading, and what a page break tore apart is put together again. All of it is a guess, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from forum.rules.ruling import Reason
from papers.rules.text.blocks import HEADING, QUOTATION, TABLE
from papers.word import noticing
from papers.word.inline import Dropped, kept_links, tidied, without_emphasis, without_loose_marks
from papers.word.pasted_tables import continues, is_row, is_rule, is_torn, table
from papers.word.pieces import NUMBERED, POINT, TEXT, Piece, Reading, assembled, settled
from papers.word.plainer import FORGED
from papers.word.tables import Taken, noticed
from papers.word.tags import Tags

_HEADING = re.compile(r"^(?P<hashes>#{1,6})\s+(?P<text>\S.*)$")
_BULLET = re.compile(r"^(?P<indent> *)(?:[-•▪◦‣●○§]|[–—*](?= ))\s+(?=\S)")
_BEGINS = re.compile(
    r"^\s*(?:\d{1,3}(?:\.\d{1,3})*[.)]\s|\d{1,3}(?:\.\d{1,3})+\s|\((?:[ivx]+|[a-z]|\d+)\)\s)"
)
_NAMES = (
    r"(?:subject(?: heading)?|report (?:author|of|by|to)|author|eligibility(?: to vote)?|date"
    r"|from|to|for|title|item|agenda item|meeting|meeting date|classification"
    r"|contact(?: officer)?|key decision|past pathway of report|future pathway of report)"
)
_LABELS = re.compile(rf"^{_NAMES}\s*:$", re.IGNORECASE)
_LABELLED = re.compile(rf"^{_NAMES}\s*:(?:\s|$)", re.IGNORECASE)
_KNOWN = re.compile(
    r"^(?:background (?:papers?|documents?)|recommendations?(?:\(s\))?|appendi(?:x|ces)|contacts?"
    r"|contact details|summary|introduction|purpose of (?:the )?report|conclusions?)\s*:?$",
    re.IGNORECASE,
)
_PAIR = re.compile(r"^\W*\w[\w /()-]{0,40}:\s+\S")
_VERBS = re.compile(
    r"\b(?:is|are|was|were|be|been|will|would|has|have|had|include[sd]?|follows?|asked|can|should"
    r"|may|to)\b",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(
    r"^(?:from|in|at|for|on|where|when|following|below|with|by|once|if)\b", re.I
)
_FILE = re.compile(r"\.\w{3,4}$")
_GOES_ON = re.compile(r"^(?:\d{1,3} |[‘'“\"(])?[a-z]")
"""Small letters, or what may stand before them in the middle of a sentence."""
_DATED = re.compile(r"\b(?:19|20)\d\d$")
_CLOSES = re.compile(r"^\d+\)$")
"""What looks like a label, and closes a bracket that stands open."""
_ENDS = tuple(".;,!?")
_STOPS, _CLOSING = tuple(".:;?!"), "”’\"'*)"
_WHOLE = (*tuple(".:;?!”’\"'*)"), "£")
_LONGEST, _MOST_WORDS = 120, 18
_WRAPPED_AT = 110
_LONG_LINE = 55


def read_text(text: str) -> Reading:
    """The blocks of pasted words, and what was guessed."""
    reader = _Pasted(text)
    pieces = reader.pieces()
    read = assembled(pieces, guess=False)
    return replace(read, notes=(*reader.notes, *read.notes))


def read_html(markup: str) -> Reading:
    """The blocks of a page that was copied with its layout."""
    tags = Tags()
    read = assembled(tags.pieces(FORGED.sub("", markup)))
    return replace(read, notes=(*tags.notes, *read.notes))


class _Pasted:
    """Words from top to bottom, one group of lines after another."""

    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
        self._dropped = Dropped([])
        self._wraps = _wraps(self._text)
        self._taken: list[Taken] = []
        """The tables as they were found; the place of a piece says which one it is."""
        self.notes: list[Reason] = []

    def pieces(self) -> list[Piece]:
        found = [piece for group in self._groups() for piece in self._of(group)]
        found = self._joined(found)
        found = [replace(each, text=without_loose_marks(each.text)) for each in found]
        found = _with_headings(found)
        self.notes += noticing.dropped_links(self._dropped.links)
        return found

    def _groups(self) -> Iterator[list[str]]:
        lines: list[str] = []
        for line in self._text.split("\n"):
            if line.strip(" \t\xa0"):
                lines.append(line.rstrip(" \xa0"))
            elif line.count("\t") and lines and is_row(lines[-1]):
                lines.append(line)
            elif lines:
                yield lines
                lines = []
        if lines:
            yield lines

    def _of(self, lines: list[str]) -> Iterator[Piece]:
        """The pieces of one group: tables where there are tabs, else points and paragraphs."""
        at = 0
        while at < len(lines):
            end = at
            while end < len(lines) and (is_row(lines[end]) or is_rule(lines[end])):
                end += 1
            if end > at:
                yield from self._table(lines[at:end])
                at = end
                continue
            end = at + 1
            while end < len(lines) and self._goes_on(lines[at], lines[end]):
                end += 1
            yield from self._words(lines[at:end], alone=len(lines) == end - at)
            at = end

    def _goes_on(self, first: str, line: str) -> bool:
        """Whether a line belongs to the paragraph, or the quotation, that began before it."""
        if first.startswith(">") or line.startswith(">"):
            return first.startswith(">") and line.startswith(">")
        starts = (_HEADING, _BULLET, _BEGINS, _LABELLED)
        is_new = any(each.match(line) for each in starts) or line.startswith("|")
        return self._wraps and not is_new and not is_row(line)

    def _words(self, lines: Sequence[str], *, alone: bool) -> Iterator[Piece]:
        first = lines[0]
        if len(lines) > 1 and _KNOWN.match(without_emphasis(first.strip())):
            yield Piece(HEADING, first.strip().rstrip(":"), level=1, is_guessed=True)
            yield from self._words(lines[1:], alone=False)
            return
        whole = kept_links(" ".join(line.strip() for line in lines), self._dropped)
        if head := _HEADING.match(whole):
            words = without_emphasis(head["text"].strip())
            yield Piece(HEADING, words, level=len(head["hashes"]))
        elif first.startswith(">"):
            said = "\n".join(line.lstrip("> ").strip() for line in lines)
            yield Piece(QUOTATION, kept_links(said, self._dropped))
        elif bullet := _BULLET.match(first):
            deep = (len(bullet["indent"].expandtabs(4)) + 2) // 4
            yield settled(Piece(TEXT, f"- {whole.lstrip()[1:].lstrip()}", level=1), deep)
        else:
            is_line = alone and "](" not in first
            yield settled(Piece(TEXT, tidied(whole), level=1, is_bold=is_line), 0)

    def _table(self, lines: Sequence[str]) -> Iterator[Piece]:
        made = table(lines, self._dropped)
        if made.rows:
            self._taken.append(made)
            yield replace(made.piece, place=len(self._taken))

    def _joined(self, pieces: Sequence[Piece]) -> list[Piece]:
        """What a page break tore apart, put together."""
        kept: list[Piece] = []
        torn: list[str] = []
        joined: set[int] = set()
        for piece in pieces:
            before = kept[-1] if kept else None
            if before and continues(before, piece):
                joined.add(before.place)
                kept[-1] = _longer(before, piece)
            elif before and _goes_on_after(before, piece, wraps=self._wraps):
                words = f"{before.text} {piece.label} {piece.text}".replace("  ", " ")
                kept[-1] = replace(before, text=words.replace("* *", " "), is_bold=False)
                torn.append(piece.text)
            else:
                kept.append(piece)
        self.notes += noticing.joined_paragraphs(torn)
        tables = [piece for piece in kept if piece.kind == TABLE]
        self.notes += noticed([self._taken[piece.place - 1] for piece in tables])
        for number, piece in enumerate(tables, start=1):
            self.notes += [noticing.joined_table(number)] if piece.place in joined else []
        return kept


def _longer(before: Piece, piece: Piece) -> Piece:
    """A table with the rows of the next one; a torn row gets its missing words."""
    if not is_torn(piece.rows[0]):
        return replace(before, rows=(*before.rows, *piece.rows))
    first, *rest = piece.rows
    torn = [f"{a} {b}".strip() for a, b in zip(before.rows[-1], first, strict=True)]
    return replace(before, rows=(*before.rows[:-1], tuple(torn), *rest))


def _goes_on_after(before: Piece, piece: Piece, *, wraps: bool) -> bool:
    """Whether a paragraph is the rest of the one before it."""
    said, words = before.text.rstrip("* "), piece.text.lstrip("* ")
    if before.kind not in (TEXT, NUMBERED, POINT) or not words or len(said) < 40:
        return False
    if said.count("(") > said.count(")") and not said.endswith((":", ";")):
        return piece.kind == TEXT or bool(_CLOSES.match(piece.label))
    if said.rstrip(_CLOSING).endswith(_STOPS) or piece.kind != TEXT:
        return False
    if wraps and len(said) > _LONG_LINE and not said.endswith(_WHOLE) and not _DATED.search(said):
        return True
    return bool(_GOES_ON.match(words))


def _wraps(text: str) -> bool:
    """Whether lines were broken to fit a page, so that a paragraph has several."""
    lines = [line.rstrip() for line in text.split("\n")]
    filled = [line for line in lines if line.strip() and not is_row(line)]
    if not filled or max(map(len, filled)) > _WRAPPED_AT:
        return False
    broken = [a for a, b in pairwise(lines) if len(a) > _LONG_LINE and b.strip()]
    ended = sum(1 for line in broken if line.endswith(_WHOLE))
    return len(broken) > 2 * ended


def _with_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Short lines on their own as headings, each at the level that its look shows."""
    marked = [piece for piece in pieces if piece.kind == HEADING and piece.level > 1]
    least = min((piece.level for piece in pieces if piece.kind == HEADING), default=1)
    least = least if marked else 1
    found = [
        replace(piece, level=piece.level - least + 1) if piece.kind == HEADING else piece
        for piece in pieces
    ]
    heads = [] if marked else [at for at in range(len(found)) if _is_heading(found, at)]
    levels = _levels([found[at] for at in heads])
    for at, level in zip(heads, levels, strict=True):
        words = without_emphasis(found[at].text).rstrip()
        found[at] = replace(found[at], kind=HEADING, text=words, level=level, is_guessed=True)
    return found


def _levels(heads: Sequence[Piece]) -> list[int]:
    """Where numbers begin anew they lie deepest, under plain lines, under capitals.

    Else numbered headings lie at the top, and plain ones between two of them belong to the first.
    """
    firsts = [each for each in heads if each.label.rstrip(".)") == "1"]
    if len(firsts) > 1:
        return [1 if _is_capitals(e.text) else 3 if e.label else 2 for e in heads]
    numbered = [at for at, each in enumerate(heads) if each.label]
    span = range(numbered[0], numbered[-1]) if numbered else range(0)
    return [2 if at in span and not each.label else 1 for at, each in enumerate(heads)]


def _is_heading(pieces: Sequence[Piece], at: int) -> bool:
    piece = pieces[at]
    if piece.kind not in (TEXT, NUMBERED) or not _is_alone(piece):
        return False
    if piece.kind == NUMBERED:
        return _heads_what_follows(pieces, at)
    before = pieces[at - 1] if at else None
    if piece.text.endswith(":") and at + 1 < len(pieces) and pieces[at + 1].kind == TABLE:
        return False
    is_value = before is not None and bool(_LABELS.match(before.text))
    return not is_value and not _LABELS.match(piece.text) and not _PAIR.match(piece.text)


def _is_alone(piece: Piece) -> bool:
    """Whether the words are those of a heading: short, with a capital, and no end."""
    words = without_emphasis(piece.text)
    if len(words) > _LONGEST or len(words.split()) > _MOST_WORDS or _FILE.search(words):
        return False
    if words.endswith(_ENDS) and not (piece.label and words.endswith("?")):
        return False
    if not piece.is_bold and piece.kind == TEXT:
        return False
    if not words[:1].isupper() and not _is_capitals(words):
        return False
    if words.endswith(":"):
        short = len(words.split()) <= 8
        return short and not _VERBS.search(words) and not _LEADS_ON.match(words)
    return any(each.isalpha() for each in words)


def _heads_what_follows(pieces: Sequence[Piece], at: int) -> bool:
    """A numbered line heads a section, unless the next number follows it at once, as in a list."""
    piece = pieces[at]
    if "." in piece.label.rstrip(".") or len(piece.text.split()) > 9:
        return False
    beside = [pieces[each] for each in (at - 1, at + 1) if 0 <= each < len(pieces)]
    listed = [e for e in beside if e.kind == NUMBERED and "." not in e.label.rstrip(".")]
    return not listed and at + 1 < len(pieces)


def _is_capitals(words: str) -> bool:
    letters = [each for each in words if each.isalpha()]
    return len(letters) > 3 and all(each.isupper() for each in letters)
