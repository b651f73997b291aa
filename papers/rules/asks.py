"""What a paper asks, found in its text: recommendations split into their smallest parts.

Each thing that can be answered by itself is one: "2(ii) Insurance", with its printed label and
the words that it shares with others. Reports print them at the front, at the back, or both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from papers.rules.text.blocks import BULLETS, HEADING, PARAGRAPH, Block

_TITLE = re.compile(
    r"^(?:key |proposed )?recommendations?(?:\(s\))?(?: to (?:the )?(?:schools )?forum)?\s*:?$",
    re.IGNORECASE,
)
_EDGES = ".): "


@dataclass(frozen=True)
class Ask:
    """One thing that is asked, as it is printed."""

    label: str
    text: str
    stem: str = ""
    label_is_printed: bool = True


@dataclass(frozen=True)
class AskedAt:
    """One place of the paper where recommendations stand."""

    heading: str
    position: float
    """How far down the paper, from 0 to 1."""
    blocks: tuple[Block, ...]
    asks: tuple[Ask, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What it says, line by line, to be compared with another place."""
        lines = [line for block in self.blocks for line in block.words.split("\n")]
        return tuple(" ".join(line.split()).casefold() for line in lines if line.strip())


@dataclass(frozen=True)
class _Line:
    label: str
    text: str
    level: int


def asked_at(blocks: Sequence[Block]) -> tuple[AskedAt, ...]:
    """Every place with recommendations, from the front of the paper to its back."""
    found = []
    for at, block in enumerate(blocks):
        if block.kind != HEADING or not _TITLE.match(block.text.strip()):
            continue
        under = tuple(_under(blocks, at))
        asks = tuple(_asks(under))
        if asks:
            found.append(AskedAt(block.text, at / max(len(blocks), 1), under, asks))
    return tuple(found)


def asks(blocks: Sequence[Block]) -> tuple[Ask, ...]:
    """What the paper asks: as printed at the front, or else at the back.

    A recommendation in the middle is part of an extract from another report.
    """
    places = asked_at(blocks)
    if not places:
        return ()
    front = [place for place in places if place.position < 0.25]
    return tuple(_apart((front or list(places[-1:]))[0].asks))


def _apart(found: Sequence[Ask]) -> Iterator[Ask]:
    """Labels that are printed twice are told apart: "1", "1 (2)"."""
    seen: Counter[str] = Counter()
    for ask in found:
        seen[ask.label] += 1
        times = seen[ask.label]
        yield replace(ask, label=f"{ask.label} ({times})") if times > 1 else ask


def asks_differ(places: Sequence[AskedAt]) -> bool:
    """Whether the recommendations at the front and at the back are not word for word the same."""
    front = [place for place in places if place.position < 0.25]
    back = [place for place in places if place.position > 0.6]
    return bool(front and back) and front[0].words != back[-1].words


def _under(blocks: Sequence[Block], at: int) -> Iterator[Block]:
    for block in blocks[at + 1 :]:
        if block.kind == HEADING:
            return
        if block.kind in (PARAGRAPH, BULLETS):
            yield block


def _asks(blocks: Sequence[Block]) -> Iterator[Ask]:
    """The smallest parts: a line that others hang on is their stem."""
    lines = list(_lines(blocks))
    stem: list[_Line] = []
    made = 0
    for at, line in enumerate(lines):
        stem = [each for each in stem if each.level < line.level]
        following = lines[at + 1] if at + 1 < len(lines) else None
        leads = bool(following and following.level > line.level and following.label)
        if leads or (not line.label and line.text.rstrip().endswith(":")):
            stem = [each for each in stem if each.text != line.text] + [line]
            continue
        if line.level > 0 and not line.label and _hangs(lines, at, stem):
            continue
        made += 1
        yield _ask(line, stem, made, _hanging(lines, at))


def _hangs(lines: Sequence[_Line], at: int, stem: Sequence[_Line]) -> bool:
    """Whether a point without a label is part of the line above it, and not asked by itself."""
    above = next((each for each in reversed(lines[:at]) if each.level < lines[at].level), None)
    return above is not None and above not in stem


def _ask(line: _Line, stem: Sequence[_Line], number: int, hanging: str) -> Ask:
    parents = "".join(_inside(each.label) for each in stem if each.label)
    own = line.label.strip(" :")
    label = f"{parents}{own}" if parents and own.startswith("(") else parents + _inside(own)
    words = " ".join(dict.fromkeys(each.text for each in stem))
    text = f"{line.text}\n{hanging}" if hanging else line.text
    return Ask(label or str(number), text, words, bool(line.label))


def _inside(label: str) -> str:
    """A label without the stop that closes it: "1." is 1, "A)" is A, "(i)" stays."""
    return label if label.startswith("(") else label.strip(_EDGES)


def _hanging(lines: Sequence[_Line], at: int) -> str:
    """Points without a label under a line are part of what it asks."""
    hung = []
    for line in lines[at + 1 :]:
        if line.label or line.level <= lines[at].level:
            break
        hung.append(f"- {line.text}")
    return "\n".join(hung)


def _lines(blocks: Sequence[Block]) -> Iterator[_Line]:
    """The lines with how deep they stand: points lie under the paragraph before them."""
    under = 0
    for block in blocks:
        if block.kind == PARAGRAPH:
            level = 1 if block.number else 0
            under = level + 1
            yield _Line(block.number, block.text, level)
            continue
        for point in block.points:
            yield _Line(point.label, point.text, under + point.level)


def without_marks(ask: Ask) -> Ask:
    """The same without asterisks around its words."""
    bare = [re.sub(r"(?<!\w)\*{1,3}|\*{1,3}(?!\w)", "", each) for each in (ask.text, ask.stem)]
    return replace(ask, text=bare[0], stem=bare[1])
