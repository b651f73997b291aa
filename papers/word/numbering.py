"""The numbers that Word prints before paragraphs, counted as Word counts them.

Word keeps no number in the file, only how to count: lists of nine levels, shared by the paragraphs
that stand in them. A level starts again after one above it; a list that overrides a start begins
there the first time it is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from papers.word.package import W
from papers.word.styles import Styles, is_on, value

_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
BULLET = "bullet"


@dataclass(frozen=True)
class Level:
    """How one level of a list is counted and printed."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restarts_after: int | None = None
    """The level above which it starts again; None: any level above; 0: never."""
    is_legal: bool = False
    """Whether all its numbers are printed as 1, 2, 3."""
    style: str = ""


class Numbering:
    """The lists of a file, and how far each of them has counted."""

    def __init__(self, tree: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        if tree is not None:
            self._abstract = {
                each.get(f"{W}abstractNumId", ""): each for each in tree.iter(f"{W}abstractNum")
            }
            self._lists = {each.get(f"{W}numId", ""): each for each in tree.iter(f"{W}num")}
        self._levels: dict[str, dict[int, Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def level_of(self, number: str, level: str, style: str) -> int:
        """The level that a paragraph stands at: its own, or the one its style is tied to."""
        if level.isdecimal():
            return min(int(level), 8)
        tied = (at for at, each in self._of(number).items() if style and each.style == style)
        return next(tied, 0)

    def knows(self, number: str) -> bool:
        """Whether there is such a list; number 0 takes a paragraph out of all lists."""
        return number != "0" and number in self._lists

    def label(self, number: str, level: int) -> str:
        """Count one paragraph on, and what is printed before it; empty for a bullet."""
        levels = self._of(number)
        here = self._here(number, level)
        counts = self._counts.setdefault(self._base(number), {})
        self._count(counts, number, level, here)
        self._start_again(counts, level, levels)
        if here.form in (BULLET, "none"):
            return ""
        return _PLACE.sub(
            lambda place: self._printed(counts, levels, int(place[1]) - 1, here), here.text
        ).strip()

    def is_bullet(self, number: str, level: int) -> bool:
        """Whether the list has bullets there."""
        return self._here(number, level).form == BULLET

    def _here(self, number: str, level: int) -> Level:
        """How the level is printed; one that the list does not describe is like those above it."""
        levels = self._of(number)
        above = [each for at, each in sorted(levels.items()) if at < level]
        form = above[-1].form if above else "decimal"
        return levels.get(level, Level(form, f"%{level + 1}."))

    def _count(self, counts: dict[int, int], number: str, level: int, here: Level) -> None:
        overridden = self._override(number, level)
        if overridden is not None and (number, level) not in self._started:
            counts[level] = overridden
        else:
            counts[level] = counts[level] + 1 if level in counts else here.start
        self._started.add((number, level))

    def _start_again(self, counts: dict[int, int], level: int, levels: dict[int, Level]) -> None:
        for deeper in [each for each in counts if each > level]:
            after = levels.get(deeper, Level()).restarts_after
            if after is None or (after and level < after):
                del counts[deeper]

    def _printed(
        self, counts: dict[int, int], levels: dict[int, Level], at: int, here: Level
    ) -> str:
        level = levels.get(at, Level())
        form = "decimal" if here.is_legal else level.form
        return formatted(counts.setdefault(at, level.start), form)

    def _base(self, number: str) -> str:
        """The counts that a list shares with others made from the same pattern."""
        return value(self._lists.get(number), "abstractNumId") or f"list {number}"

    def _override(self, number: str, level: int) -> int | None:
        found = self._lists.get(number)
        for each in [] if found is None else found.iter(f"{W}lvlOverride"):
            start = value(each, "startOverride")
            if each.get(f"{W}ilvl") == str(level) and start.isdecimal():
                return int(start)
        return None

    def _of(self, number: str) -> dict[int, Level]:
        if number not in self._levels:
            self._levels[number] = self._read(number)
        return self._levels[number]

    def _read(self, number: str, deep: int = 0) -> dict[int, Level]:
        """The levels of a list: those of its pattern, and what it overrides."""
        found = self._lists.get(number)
        if found is None or deep > 4:
            return {}
        pattern = self._abstract.get(value(found, "abstractNumId"))
        linked = value(pattern, "numStyleLink")
        if linked:
            return self._read(self._styles.numbering(linked)[0], deep + 1)
        places = [] if pattern is None else list(pattern.findall(f"{W}lvl"))
        places += [each for over in found.iter(f"{W}lvlOverride") for each in over.iter(f"{W}lvl")]
        return {int(each.get(f"{W}ilvl", "0")): _level(each) for each in places}


def _level(place: etree._Element) -> Level:
    start, restart = value(place, "start"), value(place, "lvlRestart")
    legal = place.find(f"{W}isLgl")
    return Level(
        form=value(place, "numFmt") or "decimal",
        text=value(place, "lvlText"),
        start=int(start) if start.isdecimal() else 1,
        restarts_after=int(restart) if restart.isdecimal() else None,
        is_legal=legal is not None and is_on(legal.get(f"{W}val"), "1"),
        style=value(place, "pStyle"),
    )


def formatted(number: int, form: str) -> str:
    """A count as its level prints it: 3, 03, c, C, iii, III, 3rd; of unknown forms the figure."""
    if form in ("lowerRoman", "upperRoman"):
        return _cased(_roman(number), form)
    if form in ("lowerLetter", "upperLetter"):
        return _cased(_letters(number), form)
    if form == "decimalZero":
        return f"{number:02}"
    if form == "ordinal":
        return f"{number}{_ending(number)}"
    return "" if form == "none" else str(number)


def _cased(words: str, form: str) -> str:
    return words.upper() if form.startswith("upper") else words


def _roman(number: int) -> str:
    made = ""
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        made += letters * min(times, 20)
    return made


def _letters(number: int) -> str:
    """a to z, then aa, bb, cc: Word repeats the letter."""
    if number < 1:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20)


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
