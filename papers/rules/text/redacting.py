"""What the public version of a paper leaves out: [[words in double brackets]] and exempt blocks.

The words are gone before a page or a document is made, so that neither holds them in any form. A
bracket that is never closed hides all that follows it in the same heading, cell or paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from papers.rules.text.blocks import FIGURE, PARAGRAPH, Block, Point

OPENS, CLOSES = "[[", "]]"
REMOVED = "[removed]"
_MARKS = re.compile(r"\[\[|\]\]")


def public(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks as the public reads them."""
    return tuple(_public(each) for each in blocks)


def full(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks as those inside the forum read them: all of it, with what is withheld marked."""
    return tuple(blocks)


def public_words(text: str) -> str:
    """The words without those that are withheld; "[removed]" stands in their place."""
    if OPENS not in text:
        return text
    shown, depth, at = [], 0, 0
    for mark in _MARKS.finditer(text):
        if mark[0] == OPENS:
            if depth == 0:
                shown += [text[at : mark.start()], REMOVED]
            depth += 1
        elif depth:
            depth -= 1
            at = mark.end()
    if depth == 0:
        shown.append(text[at:])
    return "".join(shown)


def is_marked(text: str) -> bool:
    """Whether some of the words are withheld from the public."""
    return OPENS in text


def withheld(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of which the public sees less than all."""
    return tuple(each for each in blocks if _public(each) != each)


def _public(block: Block) -> Block:
    if block.exempt:
        return replace(Block(PARAGRAPH, f"[removed: {public_words(block.exempt)}]"), id=block.id)
    # The marks of a figure tell what it shows: a picture cannot be withheld in part.
    if block.kind == FIGURE and any(map(is_marked, (block.alt, block.caption))):
        return replace(Block(PARAGRAPH, REMOVED), id=block.id)
    return replace(
        block,
        text=public_words(block.text),
        number=public_words(block.number),
        caption=public_words(block.caption),
        alt=public_words(block.alt),
        source=public_words(block.source),
        points=tuple(
            Point(public_words(each.text), each.level, public_words(each.label))
            for each in block.points
        ),
        rows=tuple(tuple(map(public_words, row)) for row in block.rows),
    )
