"""A paper as the checks read it: its passages with their numbers, and the figures in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from papers.rules.facts import TablingFacts
from papers.rules.text.blocks import BULLETS, HEADING, PARAGRAPH, QUOTATION, TABLE, Block
from papers.rules.text.text_form import parse

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
COUNT = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{'|'.join(NUMBERS)})"
"""A number of things: "1,250", "16", "three"."""

QUOTED = 90
"""A finding quotes this many characters of a passage."""
_PARAGRAPH = "paragraph "
_SCALES = {"k": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_MONEY = re.compile(
    r"(?P<rough>\bc\.?\s?|\b(?:approximately|approx\.?|about|around|some|circa|over|more than)\s)?"
    r"£\s?(?P<figure>\d[\d,]*(?:\.\d+)?)(?:\s?(?P<scale>million|billion|bn|m|k))?(?![\w%])",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_MARKS = re.compile(r"\*+|`+|(?<!\w)_+|_+(?!\w)|\[\[|\]\]|\\(?=[(\[_*])")
_NUMBER = re.compile(r"^(\d{1,3}(?:\.\d{1,3})+|\d{1,3}[.)])\s+(?=\S)")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z“\"'(])")


@dataclass(frozen=True)
class Passage:
    """A paragraph, a point of a list or a row of a table."""

    text: str
    number: str = ""
    """As printed; a point without one has that of the paragraph above it."""
    heading: str = ""
    kind: str = PARAGRAPH
    block: int = 0
    """The place of its block in the paper."""

    @property
    def where(self) -> str:
        """Where it stands, as one says it: "paragraph 1.2", "“Background”"."""
        if self.number and self.kind != HEADING:
            return f"{_PARAGRAPH}{self.number.rstrip('.')}"
        return f"“{self.heading.rstrip(':')}”" if self.heading else "the text"

    @property
    def sentences(self) -> list[str]:
        """Its sentences, each on one line."""
        return [each for each in _SENTENCE.split(self.text) if each.strip()]


@dataclass(frozen=True)
class Money:
    """An amount as printed: £1m is a million to the million, £89,604 to the pound."""

    printed: str
    value: Decimal
    step: Decimal
    is_rough: bool
    at: int

    def agrees(self, value: Decimal) -> bool:
        """Whether the value, rounded as this amount is printed, is this amount."""
        return abs(value - self.value) <= self.step / 2


@dataclass(frozen=True)
class Reading:
    """All that a check may look at."""

    facts: TablingFacts
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...] = field(default=())

    @property
    def meeting_on(self) -> date | None:
        return self.facts.meeting_on

    @property
    def own(self) -> Iterator[Passage]:
        """The paper's own words: not what it quotes, not the cells of its tables."""
        return (each for each in self.passages if each.kind not in (QUOTATION, TABLE))


def reading(facts: TablingFacts) -> Reading:
    """The paper as the checks read it."""
    blocks = facts.blocks or parse(facts.text)
    return Reading(facts, blocks, tuple(_passages(blocks)))


def bare(words: str) -> str:
    """The words without marks of emphasis, links and brackets."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", words)).split())


def money(text: str) -> tuple[Money, ...]:
    """The amounts in the order of the text."""
    return tuple(_money(found) for found in _MONEY.finditer(text))


def count(words: str) -> int:
    """The number of things that digits or a word say."""
    return NUMBERS.get(words.lower()) or int(words.replace(",", ""))


def listed(names: Iterable[str], *, joined: str = "and") -> str:
    """The names as a sentence lists them: "a, b and c"."""
    each = list(names)
    if len(each) < 2:
        return "".join(each)
    return f"{', '.join(each[:-1])} {joined} {each[-1]}"


def places(passages: Iterable[Passage]) -> str:
    """Where the passages stand: "paragraphs 2, 4 and 8 and “Summary”"."""
    names = list(dict.fromkeys(each.where for each in passages))
    numbers = [name.removeprefix(_PARAGRAPH) for name in names if name.startswith(_PARAGRAPH)]
    named = [name for name in names if not name.startswith(_PARAGRAPH)]
    if numbers:
        named.insert(0, f"paragraph{'s' if len(numbers) > 1 else ''} {listed(numbers)}")
    return listed(named)


def short(text: str, most: int = QUOTED) -> str:
    """The beginning of a longer text."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def table_under(heading: str) -> str:
    """A table, by the heading that it stands under."""
    return f"the table under “{heading}”" if heading else "the table"


def upper(words: str) -> str:
    """The words as a sentence begins."""
    return words[:1].upper() + words[1:]


def quoted(names: Iterable[str]) -> str:
    """The names in quotation marks, listed."""
    return listed(f"“{each}”" for each in names)


def _money(found: re.Match[str]) -> Money:
    figure, scale = found["figure"].rstrip(","), (found["scale"] or "").lower()
    unit = Decimal(10) ** _SCALES.get(scale, 0)
    places = len(figure.partition(".")[2])
    printed = found[0].strip()
    return Money(
        printed,
        Decimal(figure.replace(",", "")) * unit,
        unit / Decimal(10) ** places,
        bool(found["rough"]),
        found.start(),
    )


def _passages(blocks: Sequence[Block]) -> Iterator[Passage]:
    number = heading = ""
    for place, block in enumerate(blocks):
        if block.kind == HEADING:
            number, heading = "", bare(f"{block.number} {block.text}")
            yield Passage(bare(block.text), block.number, heading, HEADING, place)
            continue
        if block.kind == PARAGRAPH and (printed := _printed_number(block)):
            number = printed
        for words in _lines(block):
            inner = _NUMBER.match(words)
            if inner and block.kind == BULLETS:
                number, words = inner[1], words[inner.end() :]
            yield Passage(words, number, heading, block.kind, place)


def _printed_number(block: Block) -> str:
    return block.number if block.number[:1].isdigit() else ""


def _lines(block: Block) -> Iterator[str]:
    if block.kind == BULLETS:
        yield from (bare(point.text) for point in block.points)
    elif block.kind == TABLE:
        yield from (bare(" | ".join(row)) for row in block.rows)
    elif block.text.strip():
        yield bare(block.text)
