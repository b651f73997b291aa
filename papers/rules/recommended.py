"""The recommendations of a paper printed where its text has a heading for them.

They are kept once, with their funding. A report that prints them at the front and again at its end
(Kent, 23/00113: the front and 12.1) prints the same words twice, and the two can never differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from papers.rules.kinds import is_guidance
from papers.rules.text.blocks import BULLETS, HEADING, PARAGRAPH, Block, Point

_HEADING = re.compile(
    r"^(?:\d+\.?\s+)?(?:summary of )?recommendations?(?:\s?\(s\))?\s*:?$", re.IGNORECASE
)


@dataclass(frozen=True)
class Asked:
    """One recommendation as it is printed; several may share a stem above them."""

    label: str
    text: str
    stem: str = ""


def is_for_recommendations(block: Block) -> bool:
    """Whether it is a heading under which the recommendations stand."""
    return block.kind == HEADING and bool(_HEADING.match(block.text.strip("*_ ")))


def with_recommendations(blocks: Sequence[Block], asked: Iterable[Asked]) -> tuple[Block, ...]:
    """The text with the recommendations under each heading for them that has nothing else."""
    return filled(blocks, is_for_recommendations, tuple(_printed(asked)))


def filled(
    blocks: Sequence[Block], is_for: Callable[[Block], bool], printed: tuple[Block, ...]
) -> tuple[Block, ...]:
    """The text with these blocks under each heading that is for them and has nothing else."""
    return tuple(_filled(blocks, is_for, printed)) if printed else tuple(blocks)


def _filled(
    blocks: Sequence[Block], is_for: Callable[[Block], bool], printed: tuple[Block, ...]
) -> Iterator[Block]:
    is_open = False
    for place, block in enumerate(blocks):
        if is_open and _is_guidance(block):
            continue
        is_open = is_for(block) and _has_nothing_under(blocks[place + 1 :])
        yield block
        if is_open:
            yield from printed


def _has_nothing_under(following: Sequence[Block]) -> bool:
    first = next((block for block in following if not _is_guidance(block)), None)
    return first is None or first.kind == HEADING


def _is_guidance(block: Block) -> bool:
    return block.kind == PARAGRAPH and is_guidance(block.text)


def _printed(asked: Iterable[Asked]) -> Iterator[Block]:
    for stem, group in groupby(asked, key=lambda each: each.stem):
        if stem:
            yield Block(PARAGRAPH, stem)
        yield Block(BULLETS, points=tuple(Point(each.text, 0, each.label) for each in group))
