"""What changed from one version of a paper to another: block by block, then word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from papers.rules.text.aligning import aligned, unmoved
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

SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"
NAMES = {
    HEADING: "Heading",
    PARAGRAPH: "Paragraph",
    BULLETS: "List",
    TABLE: "Table",
    FIGURE: "Picture",
    QUOTATION: "Quotation",
}
_WORD = re.compile(r"\s+|£?\w+(?:[.,]\d+)*%?|[^\w\s]")
WORDS = {"alt": "description", "exempt": "left out of the public version"}
MOST_WORDS = 4000
"""A longer text is shown whole, before and after."""


@dataclass(frozen=True)
class Piece:
    """Words that stayed, came in, or went."""

    text: str
    state: str = SAME


@dataclass(frozen=True)
class Line:
    """A paragraph, a point, or a row of a table with its cells."""

    cells: tuple[tuple[Piece, ...], ...]
    state: str = SAME
    is_header: bool = False


@dataclass(frozen=True)
class Change:
    """What became of one block."""

    state: str
    block: Block
    """As it is now; as it was, where it was taken out."""
    before: Block | None = None
    is_moved: bool = False
    lines: tuple[Line, ...] = ()
    facts: tuple[tuple[str, tuple[Piece, ...]], ...] = ()
    """What was changed about it besides its words: its number, its caption, why it is exempt."""

    @property
    def is_change(self) -> bool:
        return self.state != SAME or self.is_moved

    @property
    def said(self) -> str:
        """ "Heading added", "Paragraph 2.1 changed and moved"."""
        name = f"{NAMES[self.block.kind]} {self.block.number}".strip()
        what = [self.state] if self.state != SAME else []
        return f"{name} {' and '.join([*what, *(['moved'] if self.is_moved else [])])}"


@dataclass(frozen=True)
class Comparison:
    """Two versions beside each other."""

    changes: tuple[Change, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many blocks came in, went, were changed, and were only moved."""
        states = (ADDED, REMOVED, CHANGED)
        found = [(state, sum(each.state == state for each in self.changes)) for state in states]
        moved = sum(each.is_moved and each.state == SAME for each in self.changes)
        return tuple((word, count) for word, count in (*found, ("moved", moved)) if count)


def compare(before: Sequence[Block], after: Sequence[Block], *, by_id: bool = True) -> Comparison:
    """What changed; blocks without lasting ids are told by their words."""
    if not by_id:
        after = _numbered(aligned([replace(each, id="") for each in after], before))
    was = {each.id: each for each in before}
    now = {each.id: each for each in after}
    stay = unmoved([each.id for each in before], [each.id for each in after])
    changes = [_change(was.get(each.id), each, is_moved=each.id not in stay) for each in after]
    gone = _gone(before, now)
    found = list(gone.get("", ()))
    for each in changes:
        found += [each, *gone.get(each.block.id, ())]
    return Comparison(tuple(found))


def _numbered(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """New blocks get a name of their own."""
    return tuple(
        each if each.id else replace(each, id=f"new:{at}") for at, each in enumerate(blocks)
    )


def _gone(before: Sequence[Block], now: dict[str, Block]) -> dict[str, list[Change]]:
    """What was taken out, by the block that it followed; "" where it stood first."""
    found: dict[str, list[Change]] = {}
    last = ""
    for each in before:
        if each.id in now:
            last = each.id
        else:
            taken = Change(
                REMOVED, each, each, False, _all(each, REMOVED), _besides(each, REMOVED)
            )
            found.setdefault(last, []).append(taken)
    return found


def _change(before: Block | None, after: Block, *, is_moved: bool) -> Change:
    if before is None:
        return Change(ADDED, after, None, False, _all(after, ADDED), _besides(after, ADDED))
    if before == after:
        return Change(SAME, after, before, is_moved=is_moved)
    lines = tuple(_lines(before, after))
    return Change(CHANGED, after, before, is_moved, lines, tuple(_facts(before, after)))


def _besides(block: Block, state: str) -> tuple[tuple[str, tuple[Piece, ...]], ...]:
    """What a block says besides its words, come in or gone with it."""
    said = ((name, getattr(block, name)) for name in ("caption", "source", "exempt"))
    return tuple((WORDS.get(name, name), (Piece(text, state),)) for name, text in said if text)


def _facts(before: Block, after: Block) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    names = ("kind", "number", "level", "caption", "alt", "source", "exempt")
    for name in names:
        one, other = str(getattr(before, name)), str(getattr(after, name))
        if one != other:
            yield WORDS.get(name, name), pieces(one, other)
    if before.asset != after.asset and before.kind == after.kind == FIGURE:
        yield "picture", (Piece("replaced by another", ADDED),)
    if before.kind == after.kind == TABLE and _heads(before) != _heads(after):
        yield "headers of the table", pieces(_heads(before), _heads(after))


def _heads(block: Block) -> str:
    return f"{block.header_rows} of its rows, {block.header_columns} of its columns"


def _rows(block: Block) -> tuple[tuple[str, ...], ...]:
    """Its words as rows of cells."""
    if block.kind == TABLE:
        return block.rows
    if block.kind == BULLETS:
        return tuple((_point(each),) for each in block.points)
    if block.kind == FIGURE:
        return ()
    return tuple((line,) for line in block.text.split("\n"))


def _point(point: Point) -> str:
    return f"{point.label} {point.text}".strip()


def _all(block: Block, state: str) -> tuple[Line, ...]:
    """All its words, come in or gone."""
    rows = _rows(block) or ((block.alt or block.caption,),)
    if block.kind == HEADING or block.number:
        rows = ((f"{block.number} {block.text}".strip(),),)
    return tuple(_line(block, at, row, state) for at, row in enumerate(rows))


def _line(block: Block, at: int, row: Sequence[str], state: str) -> Line:
    cells = tuple((Piece(cell, state),) for cell in row)
    return Line(cells, state, block.kind == TABLE and at < block.header_rows)


def _lines(before: Block, after: Block) -> Iterator[Line]:
    """Row by row: those that are alike are compared word by word."""
    was, now = _rows(before), _rows(after)
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    for what, first, last, begin, end in matcher.get_opcodes():
        if what == "equal":
            yield from (_line(after, at, now[at], SAME) for at in range(begin, end))
            continue
        both = min(last - first, end - begin)
        for at in range(both):
            head = after.kind == TABLE and begin + at < after.header_rows
            yield Line(_cells(was[first + at], now[begin + at]), CHANGED, head)
        yield from (_line(before, at, was[at], REMOVED) for at in range(first + both, last))
        yield from (_line(after, at, now[at], ADDED) for at in range(begin + both, end))


def _cells(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[Piece, ...], ...]:
    if len(before) == len(after):
        return tuple(pieces(one, other) for one, other in zip(before, after, strict=True))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[tuple[Piece, ...]] = []
    for what, first, last, begin, end in matcher.get_opcodes():
        if what == "equal":
            found += [(Piece(cell),) for cell in after[begin:end]]
            continue
        both = min(last - first, end - begin)
        found += [pieces(before[first + at], after[begin + at]) for at in range(both)]
        found += [(Piece(cell, REMOVED),) for cell in before[first + both : last]]
        found += [(Piece(cell, ADDED),) for cell in after[begin + both : end]]
    return tuple(found)


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """One text made of the other: what stayed, what went, what came in."""
    was, now = _WORD.findall(before), _WORD.findall(after)
    if max(len(was), len(now)) > MOST_WORDS:
        return tuple(_said([Piece(before, REMOVED), Piece(after, ADDED)]))
    found: list[Piece] = []
    for what, first, last, begin, end in SequenceMatcher(
        None, was, now, autojunk=False
    ).get_opcodes():
        if what == "equal":
            found.append(Piece("".join(now[begin:end])))
        else:
            found.append(Piece("".join(was[first:last]), REMOVED))
            found.append(Piece("".join(now[begin:end]), ADDED))
    return tuple(_said(_smoothed(found)))


def _said(found: Iterable[Piece]) -> Iterator[Piece]:
    return (each for each in found if each.text)


def _smoothed(found: Sequence[Piece]) -> list[Piece]:
    """A single space between two changes belongs to both: "one two" reads better than crumbs."""
    joined: list[Piece] = []
    for each in found:
        if each.state == SAME and each.text.isspace() and joined and joined[-1].state != SAME:
            joined += [Piece(each.text, REMOVED), Piece(each.text, ADDED)]
        else:
            joined.append(each)
    grouped: list[Piece] = []
    gone = came = ""
    for each in [*joined, Piece("")]:
        if each.state == REMOVED:
            gone += each.text
        elif each.state == ADDED:
            came += each.text
        else:
            grouped += _run(gone, came)
            gone = came = ""
            grouped.append(each)
    return grouped


def _run(gone: str, came: str) -> list[Piece]:
    """A run of changes, with the spaces at its end left out of it where both have them."""
    tail = ""
    if gone.endswith(" ") and came.endswith(" "):
        gone, came, tail = gone[:-1], came[:-1], " "
    return [Piece(gone, REMOVED), Piece(came, ADDED), Piece(tail)]
