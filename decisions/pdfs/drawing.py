"""What plots are drawn with: boxes, rules and words at plain positions.

One template draws any of them, the same on a page, on paper and in a PDF. Inks differ by pattern
and edge, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import ceil

DARK, PALE, MIDDLE, WHITE = "#00454d", "#eeefef", "#cecece", "#ffffff"
BLACK, GREY = "#0b0c0c", "#484949"
LETTER = 0.56
"""The width of an average letter, as a part of its size; figures and capitals are wider."""
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
MOST_STEPS = 4


class Ink(StrEnum):
    """How a box is filled."""

    SOLID = "solid"
    """Decided, with a settled source."""
    HATCHED = "hatched"
    """Without authority: more than there was, or no source settled."""
    OPEN = "open"
    """Put in, or offered."""
    GREY = "grey"
    """Spent."""
    TRACK = "track"
    """Nothing: the length that a bar could have."""


@dataclass(frozen=True)
class Box:
    """A bar or a column."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink = Ink.SOLID

    @property
    def fill(self) -> str:
        """Its colour; what is hatched takes the pattern of its plot."""
        return {Ink.SOLID: DARK, Ink.TRACK: PALE, Ink.GREY: MIDDLE}.get(self.ink, WHITE)

    @property
    def is_hatched(self) -> bool:
        return self.ink == Ink.HATCHED

    @property
    def edge(self) -> str:
        """The colour of its edge; a track has none."""
        return "none" if self.ink == Ink.TRACK else BLACK


@dataclass(frozen=True)
class Rule:
    """A straight line: part of a grid, an axis, or a day."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 1
    colour: str = MIDDLE
    dashes: str = ""


@dataclass(frozen=True)
class Label:
    """Words at a place."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    size: int = 15
    is_strong: bool = False
    colour: str = BLACK


@dataclass(frozen=True)
class Plot:
    """A drawing, with its name and what it shows in one paragraph for those who do not see it."""

    key: str
    """Its own on the page."""
    title: str
    words: str
    width: int
    height: int
    rules: tuple[Rule, ...] = ()
    boxes: tuple[Box, ...] = ()
    labels: tuple[Label, ...] = ()
    marks: tuple[Rule, ...] = ()
    """Drawn over the boxes."""

    @property
    def is_wide(self) -> bool:
        """Too wide for the screen of a telephone, where it scrolls."""
        return self.width > 600


def short_pounds(amount: Decimal) -> str:
    """£950, £89.6k, £336k or £1.44m: three figures, for where there is little room."""
    size, sign = abs(amount), "-" if amount < 0 else ""
    for unit, letter in ((Decimal(1000000), "m"), (Decimal(1000), "k")):
        # What would print as 1,000k is 1m.
        if size >= unit - unit / 2000:
            return f"{sign}£{_three_figures(size / unit)}{letter}"
    return f"{sign}£{size:.0f}"


def _three_figures(number: Decimal) -> str:
    places = 2 if number < Decimal("9.995") else 1 if number < Decimal("99.95") else 0
    text = f"{number:,.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text


def shortened(text: str, room: float, size: int) -> str:
    """Words cut to the room there is for them."""
    most = max(int(room / (size * LETTER)), 4)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def steps_to(most: Decimal) -> list[Decimal]:
    """Round amounts from nothing to the first that is no less than the most; few of them."""
    if most <= 0:
        return [Decimal(0), Decimal(1)]
    step = next(each for each in _round_steps(most) if each * MOST_STEPS >= most)
    count = ceil(most / step)
    return [step * place for place in range(count + 1)]


def _round_steps(most: Decimal) -> Iterator[Decimal]:
    begin = Decimal(10) ** (most.adjusted() - 1)
    for power in (begin, begin * 10, begin * 100):
        for step in STEPS:
            yield step * power
