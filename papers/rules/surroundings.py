"""What stands around the text of a paper, as blocks: every form of the paper prints them alike.

The head of a report to one office-holder stands above the text. Background documents and contacts
stand under their headings where the text has them and nothing under them, or else at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from papers.rules.recommended import Asked, filled, with_recommendations
from papers.rules.text.blocks import BULLETS, HEADING, PARAGRAPH, TABLE, Block, Point

NOT_STATED = "not stated"
_BACKGROUND = re.compile(r"^(?:list of )?background (?:papers?|documents?)\s*:?$", re.IGNORECASE)
_CONTACTS = re.compile(r"^contacts?(?: details| for further information)?\s*:?$", re.IGNORECASE)
_LINK_SIGNS = re.compile(r"([\\\[\]])")


@dataclass(frozen=True)
class Surroundings:
    """What a paper prints besides its own words."""

    head: tuple[tuple[str, str], ...] = ()
    """Labels and what stands beside them; none but in a report to one office-holder."""
    asked: tuple[Asked, ...] = ()
    documents: tuple[tuple[str, str], ...] = ()
    """The title and the address of each."""
    contacts: tuple[tuple[str, ...], ...] = ()
    """Role, name, post, telephone, e-mail of each."""


def surrounded(blocks: Sequence[Block], around: Surroundings) -> tuple[Block, ...]:
    """The text with what stands around it."""
    text = with_recommendations(blocks, around.asked)
    text = _under(text, _BACKGROUND, "Background documents", _documents(around.documents))
    text = _under(text, _CONTACTS, "Contact details", _contacts(around.contacts))
    return (*_head(around.head), *text)


def _under(
    blocks: tuple[Block, ...], words: re.Pattern[str], title: str, printed: tuple[Block, ...]
) -> tuple[Block, ...]:
    is_for = _is_headed(words)
    if not printed:
        return blocks
    if any(is_for(block) for block in blocks):
        return filled(blocks, is_for, printed)
    return (*blocks, Block(HEADING, title), *printed)


def _is_headed(words: re.Pattern[str]) -> Callable[[Block], bool]:
    return lambda block: block.kind == HEADING and bool(words.match(block.text.strip("*_ ")))


def _head(rows: Iterable[tuple[str, str]]) -> tuple[Block, ...]:
    stated = tuple((label, value or NOT_STATED) for label, value in rows)
    if not stated:
        return ()
    return (Block(TABLE, rows=stated, caption="Particulars", header_rows=0, header_columns=1),)


def _documents(documents: Sequence[tuple[str, str]]) -> tuple[Block, ...]:
    if not documents:
        return ()
    return (Block(BULLETS, points=tuple(Point(_link(*each)) for each in documents)),)


def _link(title: str, address: str) -> str:
    if not address.startswith(("http://", "https://")):
        return ", ".join(filter(None, (title, address)))
    words = _LINK_SIGNS.sub(r"\\\1", title)
    return f"[{words}]({address})"


def _contacts(contacts: Sequence[tuple[str, ...]]) -> tuple[Block, ...]:
    return tuple(Block(PARAGRAPH, ". ".join(filter(None, _lines(*each)))) for each in contacts)


def _lines(role: str, name: str, post: str, telephone: str, email: str) -> tuple[str, ...]:
    who = ", ".join(filter(None, (name, post)))
    return (
        f"{role}: {who}" if role and who else role or who,
        f"Telephone: {telephone}" if telephone else "",
        f"E-mail: {email}" if email else "",
    )
