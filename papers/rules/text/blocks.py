"""The text of a paper as blocks: what each is, and what is wrong with one.

A block is a heading, a numbered paragraph, a list, a table with headers, a figure or a quotation.
Numbers stay as they were printed (reports quote each other, so that they repeat and jump), beside
our own order. Running words hold emphasis and links in Markdown; [[words]] in double brackets are
left out of the public version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from json import dumps
from typing import Any

HEADING, PARAGRAPH, BULLETS = "heading", "paragraph", "bullets"
TABLE, FIGURE, QUOTATION = "table", "figure", "quotation"
KINDS = (HEADING, PARAGRAPH, BULLETS, TABLE, FIGURE, QUOTATION)
LEVELS = (1, 2, 3)
"""Levels of headings inside a paper; its title stands above them."""
MOST_BLOCKS = 5000
MOST_LETTERS = 20_000
MOST_COLUMNS = 40
MOST_ROWS = 2000


@dataclass(frozen=True)
class Point:
    """One point of a list: how deep it stands, its label as printed, its words."""

    text: str
    level: int = 0
    label: str = ""
    """As printed: "(i)", "A)"; empty for a bullet."""


@dataclass(frozen=True)
class Block:
    """One block of a paper. Its id stays the same from version to version."""

    kind: str
    text: str = ""
    """The words of a heading, a paragraph or a quotation; one line, but for a quotation."""
    number: str = ""
    """The number of a heading or a paragraph as printed: "1.1", "12", "B."."""
    level: int = 1
    """Of a heading: 1 to 3. Of a paragraph: 1, or deeper where it is indented."""
    points: tuple[Point, ...] = ()
    caption: str = ""
    """Of a table or a figure."""
    rows: tuple[tuple[str, ...], ...] = ()
    header_rows: int = 1
    header_columns: int = 0
    asset: str = ""
    """Of a figure: the identity of the stored file."""
    alt: str = ""
    """Of a figure: what it shows, for who cannot see it."""
    source: str = ""
    """Of a quotation: where the words are from."""
    exempt: str = ""
    """Why the block is left out of the public version; empty: it is public."""
    id: str = field(default="", compare=False)

    def as_json(self) -> dict[str, Any]:
        """The block as it is stored: only what it says."""
        plain = {
            name: value
            for name, value in vars(self).items()
            if name not in ("kind", "points", "rows") and value != _PLAIN.get(name)
        }
        if self.points:
            plain["points"] = [[each.level, each.label, each.text] for each in self.points]
        if self.rows:
            plain["rows"] = [list(row) for row in self.rows]
        return {"kind": self.kind, **plain}

    @property
    def words(self) -> str:
        """All its words, as plain lines."""
        cells = (" | ".join(row) for row in self.rows)
        listed = (f"{each.label} {each.text}".strip() for each in self.points)
        lines = (self.text, self.caption, *listed, *cells, self.alt, self.source)
        return "\n".join(filter(None, lines))

    @property
    def is_table(self) -> bool:
        return self.kind == TABLE


_PLAIN: dict[str, object] = {
    "text": "", "number": "", "level": 1, "caption": "", "header_rows": 1, "header_columns": 0,
    "asset": "", "alt": "", "source": "", "exempt": "", "id": "",
}  # fmt: skip


def block_from(stored: Mapping[str, Any]) -> Block:
    """The block that was stored."""
    plain = {name: stored[name] for name in _PLAIN if name in stored}
    points = tuple(Point(text, level, label) for level, label, text in stored.get("points", ()))
    rows = tuple(tuple(row) for row in stored.get("rows", ()))
    return Block(stored["kind"], points=points, rows=rows, **plain)


def blocks_from(stored: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    """The blocks of a version, in their order."""
    return tuple(block_from(each) for each in stored)


def as_stored(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """The blocks as a version keeps them."""
    return [each.as_json() for each in blocks]


def fingerprint(blocks: Iterable[Block]) -> str:
    """The SHA-256 of what the blocks say: equal exactly where the text is the same."""
    said = [{k: v for k, v in each.as_json().items() if k != "id"} for each in blocks]
    plain = dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(plain.encode()).hexdigest()


def identified(
    blocks: Iterable[Block], *, like: Sequence[Block] = (), taken: Iterable[str] = ()
) -> tuple[Block, ...]:
    """The blocks, each with an id: that of an equal block of `like`, or else a new one.

    New ids are counted on from the highest that was ever given ("b12"), never given twice;
    `taken` names those of earlier versions.
    """
    given = list(blocks)
    used = {each.id for each in given if each.id}
    free: dict[Block, list[str]] = {}
    for each in like:
        if each.id and each.id not in used:
            free.setdefault(each, []).append(each.id)
    numbers = [*used, *(each.id for each in like), *taken]
    last = max((int(name[1:]) for name in numbers if name[1:].isdigit()), default=0)
    done: list[Block] = []
    seen: set[str] = set()
    for each in given:
        name = each.id if each.id not in seen else ""
        if not name and free.get(each):
            name = free[each].pop(0)
        if not name:
            last += 1
            name = f"b{last}"
        seen.add(name)
        done.append(replace(each, id=name))
    return tuple(done)


def headings(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The headings in their order, for a contents list."""
    return tuple(each for each in blocks if each.kind == HEADING)


def problems(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """What cannot be kept as it is: the id of the block and a sentence that says what to do."""
    if len(blocks) > MOST_BLOCKS:
        yield "", f"A paper has at most {MOST_BLOCKS:,} blocks: move a part to an appendix."
    for each in blocks:
        yield from ((each.id, sentence) for sentence in _problems(each))


def _problems(block: Block) -> Iterator[str]:
    if block.kind not in KINDS:
        yield "This kind of block is not known: choose one from the list."
    if block.kind == HEADING and not block.text.strip():
        yield "Enter the words of the heading, or take it out."
    if block.kind == HEADING and block.level not in LEVELS:
        yield "Choose level 1, 2 or 3 for the heading."
    if block.kind == TABLE:
        yield from _table_problems(block)
    if block.kind == FIGURE and not block.asset:
        yield "Choose the picture, or take the figure out."
    if any(len(part) > MOST_LETTERS for part in _parts(block)):
        yield f"This is longer than {MOST_LETTERS:,} characters: divide it."


def _table_problems(block: Block) -> Iterator[str]:
    widths = {len(row) for row in block.rows}
    if not block.rows:
        yield "Enter at least one row, or take the table out."
    elif len(widths) > 1:
        yield "Give every row of the table the same number of cells."
    if len(block.rows) > MOST_ROWS or max(widths, default=0) > MOST_COLUMNS:
        yield (
            f"A table has at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns: put a larger one "
            "into an appendix."
        )


def _parts(block: Block) -> Iterator[str]:
    yield from (block.text, block.caption, block.alt, block.source, block.exempt)
    yield from (each.text for each in block.points)
    yield from (cell for row in block.rows for cell in row)
