"""Reading the blocks that a browser sends: their shape is checked before anything else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from json import JSONDecodeError, loads
from typing import Any

from papers.rules.text.blocks import (
    KINDS,
    MOST_BLOCKS,
    MOST_COLUMNS,
    MOST_ROWS,
    QUOTATION,
    Block,
    Point,
)

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BREAK = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_WORDS = ("text", "number", "caption", "asset", "alt", "source", "exempt")
_LINES = frozenset({"number", "asset", "caption", "source", "exempt"})
"""One line each."""
DEEPEST = 6
SENTENCE = "The text was not sent whole: press Save again, or reload the page."


def read_blocks(sent: str) -> tuple[Block, ...]:
    """The blocks of a JSON list; ValueError where it is none."""
    try:
        found = loads(sent)
    except (JSONDecodeError, RecursionError) as error:
        raise ValueError(SENTENCE) from error
    if not isinstance(found, list) or len(found) > MOST_BLOCKS * 2:
        raise ValueError(SENTENCE)
    return tuple(_block(each) for each in found)


def _block(sent: object) -> Block:
    if not isinstance(sent, Mapping) or sent.get("kind") not in KINDS:
        raise ValueError(SENTENCE)
    kind = str(sent["kind"])
    words = {name: _words(sent.get(name, ""), name) for name in _WORDS}
    words["text"] = _text(words["text"], kind)
    return Block(
        kind,
        **words,
        level=_number(sent.get("level", 1), 1, DEEPEST),
        points=tuple(_point(each) for each in _list(sent.get("points", []), MOST_ROWS)),
        rows=tuple(_row(each) for each in _list(sent.get("rows", []), MOST_ROWS * 2)),
        header_rows=_number(sent.get("header_rows", 1), 0, MOST_ROWS),
        header_columns=_number(sent.get("header_columns", 0), 0, MOST_COLUMNS),
        id=_words(sent.get("id", ""))[:12],
    )


def _text(text: str, kind: str) -> str:
    """Only a quotation has lines of its own."""
    return text.strip() if kind == QUOTATION else " ".join(text.split("\n")).strip()


def _words(sent: Any, name: str = "") -> str:
    if not isinstance(sent, str):
        raise ValueError(SENTENCE)
    words = _UNWRITABLE.sub("", _BREAK.sub("\n", sent))
    return words.replace("\n", " ").strip() if name in _LINES else words


def _number(sent: Any, least: int, most: int) -> int:
    if not isinstance(sent, int) or isinstance(sent, bool):
        raise ValueError(SENTENCE)
    return min(max(sent, least), most)


def _list(sent: Any, most: int) -> list[Any]:
    if not isinstance(sent, list) or len(sent) > most:
        raise ValueError(SENTENCE)
    return sent


def _point(sent: Any) -> Point:
    level, label, text = _three(sent)
    words = " ".join(_words(text).split("\n")).strip()
    return Point(words, _number(level, 0, DEEPEST), _words(label).strip())


def _three(sent: Any) -> list[Any]:
    if len(_list(sent, 3)) != 3:
        raise ValueError(SENTENCE)
    return list(sent)


def _row(sent: Any) -> tuple[str, ...]:
    return tuple(_words(cell).strip() for cell in _list(sent, MOST_COLUMNS * 4))
