"""What a pack holds, and what is different from an earlier one: papers added, gone, changed.

A page keeps its number for ever: a later edition is the earlier one with supplements behind it,
and where one version leaves something out, its numbers leave out as many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from papers.rules.text.aligning import unmoved
from papers.rules.text.blocks import BULLETS, FIGURE, HEADING, TABLE, Block

FRONT = "front"
"""The name of the part that a pack or a supplement begins with."""


@dataclass(frozen=True)
class Leaf:
    """A part of a pack where it stands: the agenda, a paper, an appendix."""

    name: str
    label: str
    under: tuple[str, ...]
    """The item, and the paper, that it stands under."""
    sha256: str
    """Of the piece that is printed."""
    pages: int
    number: int
    """What is printed on its first page."""
    note: str = ""
    """What a reader must know of it: that it is withheld, or to be read elsewhere."""
    supplement: int = 0
    """Which supplement brought it; 0: it was in the pack from the start."""


@dataclass(frozen=True)
class Held:
    """A paper as a pack held it, or as somebody read it."""

    paper: str
    title: str
    item: str
    item_title: str
    version: int
    is_tabled: bool = False
    options: tuple[tuple[str, str], ...] = ()
    """Each funding option, and what had become of it."""
    appendices: tuple[tuple[str, str], ...] = ()
    """Each appendix, and the fingerprint of what it said."""


@dataclass(frozen=True)
class Changed:
    """A paper that is not as it was, and in what."""

    held: Held
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """What is different between two editions."""

    added: tuple[Held, ...] = ()
    withdrawn: tuple[Held, ...] = ()
    changed: tuple[Changed, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.added or self.withdrawn or self.changed)


def as_stored(each: Leaf | Held) -> dict[str, Any]:
    """A part or a paper as it is kept with its pack."""
    return asdict(each)


def leaf_from(stored: Mapping[str, Any]) -> Leaf:
    """The part that was kept."""
    return Leaf(**(dict(stored) | {"under": tuple(stored["under"])}))


def held_from(stored: Mapping[str, Any]) -> Held:
    """The paper that was kept."""
    pairs = {name: tuple(map(tuple, stored[name])) for name in ("options", "appendices")}
    return Held(**(dict(stored) | pairs))


def changes(
    before: Iterable[Held], after: Iterable[Held], text: Mapping[str, Sequence[str]]
) -> Changes:
    """What became of the papers; `text` says of each changed paper what is new in its words."""
    earlier = {each.paper: each for each in before}
    now = {each.paper: each for each in after}
    both = ((earlier[name], each) for name, each in now.items() if name in earlier)
    changed = (
        Changed(each, differences(old, each, text.get(each.paper, ())))
        for old, each in both
        if old != each
    )
    return Changes(
        added=tuple(each for name, each in now.items() if name not in earlier),
        withdrawn=tuple(each for name, each in earlier.items() if name not in now),
        changed=tuple(each for each in changed if each.sentences),
    )


def differences(before: Held, after: Held, text: Sequence[str] = ()) -> tuple[str, ...]:
    """In what a paper is not as it was, in sentences."""
    return tuple(_differences(before, after, text))


def _differences(before: Held, after: Held, text: Sequence[str]) -> Iterator[str]:
    if before.item != after.item:
        yield f"It stands under item {after.item}, no longer under item {before.item}."
    if before.title != after.title:
        yield f"Its title was “{before.title}”."
    if before.version != after.version:
        yield from text or [f"It was saved again: version {after.version}."]
    if after.is_tabled and not before.is_tabled:
        yield "It is tabled now."
    yield from _of_options(dict(before.options), dict(after.options))
    yield from _of_appendices(dict(before.appendices), dict(after.appendices))


def _of_options(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for name, status in after.items():
        if name not in before:
            yield f"{name} is new."
        elif before[name] != status:
            yield f"{name}: {status.lower()}."
    yield from (f"{name} was taken out." for name in before if name not in after)


def _of_appendices(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for name, fingerprint in after.items():
        if name not in before:
            yield f"{name} was added."
        elif before[name] != fingerprint:
            yield f"{name} was changed."
    yield from (f"{name} was taken out." for name in before if name not in after)


def text_changes(before: Sequence[Block], after: Sequence[Block]) -> tuple[str, ...]:
    """Under which headings the text is not what it was, and which of its blocks.

    Word by word it is told on the page that compares two versions, which takes longer.
    """
    was, now = ({each.id: each for each in blocks} for blocks in (before, after))
    stay = unmoved(list(was), list(now))
    found: dict[str, dict[str, list[str]]] = {}
    for place, each in _places(after):
        if each.id not in was:
            _note(found, place, "added", each)
        elif was[each.id] != each:
            _note(found, place, "changed", each)
        elif each.id not in stay:
            _note(found, place, "moved", each)
    for place, each in _places(before):
        if each.id not in now:
            _note(found, place, "taken out", each)
    return tuple(f"{where}: {_in_words(what)}." for where, what in found.items())


def _places(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """Each block with the heading that it stands under."""
    place = "Before the first heading"
    for each in blocks:
        if each.kind == HEADING:
            place = f"“{f'{each.number} {each.text}'.strip()}”"
        yield place, each


def _note(found: dict[str, dict[str, list[str]]], place: str, word: str, block: Block) -> None:
    found.setdefault(place, {}).setdefault(word, []).append(_called(block))


def _called(block: Block) -> str:
    """What a block is called in a sentence: its number, or what it is."""
    if block.kind in (TABLE, FIGURE) and block.caption:
        return f"the {block.kind} “{block.caption}”"
    if block.kind == HEADING:
        return "the heading"
    return block.number or {BULLETS: "a list"}.get(block.kind, f"a {block.kind}")


def _in_words(what: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{word} {_listed(names)}" for word, names in what.items())


def _listed(names: Sequence[str]) -> str:
    """A list of names, those that occur more than once counted: "1.2, a list and 3 paragraphs"."""
    counts = Counter(names)
    *others, last = (
        name if many == 1 else f"{many} {name.removeprefix('a ')}s"
        for name, many in counts.items()
    )
    return f"{', '.join(others)} and {last}" if others else last


def numbered(lengths: Sequence[Sequence[int]], first: int) -> list[int]:
    """Where each part starts, so that it does so in every version, whichever is longer."""
    starts, at = [], first
    for longest in map(max, zip(*lengths, strict=True)):
        starts.append(at)
        at += longest
    return [*starts, at]
