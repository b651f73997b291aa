"""What was cleared, and whether it still stands: the words of a paper, and its money.

A clearance is for what the paper said on that day. Whatever is changed after it, be it a paragraph
or the amount of a recommendation, has to be cleared again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from typing import Any

from papers.rules.text.blocks import FIGURE, HEADING, TABLE, Block, fingerprint
from papers.rules.text.comparing import SAME, Change, compare

Asked = Mapping[str, Mapping[str, str]]
"""For each thing by its name ("recommendation 1, option A") what is said of it, in words."""
STATUS = "status"
"""What becomes of an option after tabling changes nothing that was cleared."""
QUOTED = 60


@dataclass(frozen=True)
class Content:
    """All that somebody clears: the text in blocks, and what is asked with its money."""

    blocks: tuple[Block, ...]
    asked: Asked
    is_tabled: bool = False

    def as_stored(self) -> dict[str, Any]:
        """As a clearance keeps it: the fingerprint of the text, and what is asked in words."""
        return {"text": fingerprint(self.blocks), "asked": self.asked}

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of all of it."""
        plain = dumps(self.as_stored(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return sha256(plain.encode()).hexdigest()


def stands(cleared: Mapping[str, Any], now: Content) -> bool:
    """Whether the paper still says and asks what was cleared."""
    same_text = cleared["text"] == fingerprint(now.blocks)
    return same_text and not any(asked_changes(cleared["asked"], now))


def changes(cleared: Mapping[str, Any], text: Sequence[Block], now: Content) -> tuple[str, ...]:
    """What is another than when it was cleared, in words; `text` is the text that was cleared."""
    of_text = () if cleared["text"] == fingerprint(now.blocks) else text_changes(text, now.blocks)
    return (*of_text, *asked_changes(cleared["asked"], now))


def asked_changes(before: Asked, now: Content) -> Iterator[str]:
    """ "amount of recommendation 1 changed", "recommendation 2 added"."""
    for name in dict.fromkeys([*before, *now.asked]):
        if name not in now.asked:
            yield f"{name} taken out"
        elif name not in before:
            yield f"{name} added"
        else:
            yield from _field_changes(name, before[name], now)


def _field_changes(name: str, before: Mapping[str, str], now: Content) -> Iterator[str]:
    after = now.asked[name]
    for field in dict.fromkeys([*before, *after]):
        if field == STATUS and now.is_tabled:
            continue
        if before.get(field, "") != after.get(field, ""):
            yield f"{field} of {name} changed"


def text_changes(before: Sequence[Block], after: Sequence[Block]) -> tuple[str, ...]:
    """ "paragraph 4.2 changed", "heading “Background” removed"; ids tell which is which."""
    found = (each for each in compare(before, after).changes if each.is_change)
    return tuple(
        dict.fromkeys(f"{_name(each.before or each.block)} {_what(each)}" for each in found)
    )


def _what(change: Change) -> str:
    state = [change.state] if change.state != SAME else []
    return " and ".join([*state, *(["moved"] if change.is_moved else [])])


def _name(block: Block) -> str:
    if block.number:
        return f"{'heading' if block.kind == HEADING else 'paragraph'} {block.number.rstrip('.')}"
    words = block.caption if block.kind in (TABLE, FIGURE) else block.text
    words = words or next(iter(block.words.splitlines()), "")
    kind = "list" if block.points else block.kind
    shown = words if len(words) <= QUOTED else f"{words[:QUOTED].rsplit(' ', 1)[0]} …"
    return f"{kind} “{shown}”" if shown else f"a {kind}"
