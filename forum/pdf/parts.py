"""What a long document is joined from: its parts, and the bookmarks that they hang on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Part(NamedTuple):
    """One PDF of ours on its way into a longer one."""

    label: str
    pdf: bytes
    under: tuple[str, ...] = ()
    """The bookmarks that its own stands beneath, from the top; neighbours share them."""
    name: str = ""
    """A link to "piece:NAME", in any part, leads to it; so does "piece:3" to the third."""
    pages: int = 0
    """How many it has; 0: nobody has counted them yet."""
    number: int = 0
    """What is printed on its first page; 0: it follows on."""


@dataclass
class Mark:
    """A bookmark of the whole: of a part, or of several that belong together."""

    label: str
    part: int
    """Which part it leads to."""
    is_part: bool
    number: int = 0
    kids: list[Mark] = field(default_factory=list)


def marks(parts: Sequence[Part]) -> list[Mark]:
    """The bookmarks of these parts, each beneath what it stands under."""
    roots: list[Mark] = []
    for at, each in enumerate(parts):
        level = roots
        for label in each.under:
            if not level or level[-1].label != label:
                level.append(Mark(label, at, is_part=False))
            level = level[-1].kids
        level.append(Mark(each.label, at, is_part=True))
    return roots


def all_marks(roots: Iterable[Mark]) -> Iterable[Mark]:
    """The bookmarks with those beneath them, in the order of the pages."""
    for mark in roots:
        yield mark
        yield from all_marks(mark.kids)
