"""Which blocks of two texts are the same ones, and which of them were moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from papers.rules.text.blocks import Block
from papers.rules.text.text_form import parse, written

ALIKE = 0.4
"""Two blocks in the same place are one that was changed where so much of their words agrees."""
MOST_PAIRS = 2500
"""More pairs than these are not compared one with another: the text is another one."""
MOST_WORDS = 3000
"""Of longer blocks only so many words are looked at to see whether they are alike."""


def unmoved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """The names that keep their order: as many as can; the others were moved."""
    place = {name: at for at, name in enumerate(before)}
    common = [name for name in after if name in place]
    tails: list[int] = []
    ends: list[str] = []
    leads: dict[str, str | None] = {}
    for name in common:
        at = bisect_left(tails, place[name])
        leads[name] = ends[at - 1] if at else None
        tails[at:] = [place[name], *tails[at + 1 :]] if at < len(tails) else [place[name]]
        ends[at:] = [name, *ends[at + 1 :]] if at < len(ends) else [name]
    kept: set[str] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = leads[last]
    return frozenset(kept)


def recognised(blocks: Sequence[Block], like: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks typed as plain text, with what that cannot say where their words are as they were.

    Plain text knows one column of row headings, say: a table with two, left as it is, keeps both.
    """
    known: dict[Block, list[Block]] = {}
    for each in like:
        typed = parse(written([each]))
        if len(typed) == 1 and typed[0] != each:
            known.setdefault(typed[0], []).append(replace(each, id=""))
    return tuple(known[each].pop(0) if known.get(each) else each for each in blocks)


def aligned(blocks: Sequence[Block], like: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks typed without ids, each with the id of the block of `like` that it comes from.

    Equal blocks are the same, wherever they stand; of the others, those of one kind with much the
    same words are one that was changed. What is left has no id: it is new.
    """
    names = [""] * len(blocks)
    for at, found in _pairs(blocks, like):
        names[at] = like[found].id
    _find_equal(blocks, like, names)
    _find_alike(blocks, like, names)
    return tuple(replace(each, id=name) for each, name in zip(blocks, names, strict=True))


def _find_equal(blocks: Sequence[Block], like: Sequence[Block], names: list[str]) -> None:
    """Give an equal block that stood elsewhere its id too."""
    free: dict[Block, list[str]] = {}
    for each in like:
        if each.id not in names:
            free.setdefault(each, []).append(each.id)
    for at, each in enumerate(blocks):
        if not names[at] and free.get(each):
            names[at] = free[each].pop(0)


def _find_alike(blocks: Sequence[Block], like: Sequence[Block], names: list[str]) -> None:
    """Give a block that was moved and changed its id too, where few are left to look at."""
    free = [each for each in like if each.id not in names]
    left = [at for at, name in enumerate(names) if not name]
    if len(free) * len(left) > MOST_PAIRS:
        return
    for at in left:
        found = next((each for each in free if is_alike(each, blocks[at])), None)
        if found:
            names[at] = found.id
            free.remove(found)


def _pairs(blocks: Sequence[Block], like: Sequence[Block]) -> Iterator[tuple[int, int]]:
    matcher = SequenceMatcher(None, like, blocks, autojunk=False)
    for what, first, last, begin, end in matcher.get_opcodes():
        if what == "equal":
            yield from zip(range(begin, end), range(first, last), strict=True)
        elif what == "replace":
            yield from _changed(blocks, range(begin, end), like, range(first, last))


def _changed(
    blocks: Sequence[Block], here: range, like: Sequence[Block], there: range
) -> Iterator[tuple[int, int]]:
    """Pairs of blocks that are alike, in their order."""
    begin = there.start
    for at in here:
        for found in range(begin, there.stop):
            if is_alike(like[found], blocks[at]):
                yield at, found
                begin = found + 1
                break


def is_alike(one: Block, other: Block) -> bool:
    """Whether one block may be what became of the other."""
    if one.kind != other.kind:
        return False
    if one.number and one.number == other.number:
        return True
    before, after = (each.words.split()[:MOST_WORDS] for each in (one, other))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and (
        matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
    )
