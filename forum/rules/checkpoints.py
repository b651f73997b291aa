"""Checkpoints: the state of a trail as somebody outside keeps it, in a letter or on paper.

Two forms: five lines (format, forum, number of the entry, its hash, the time), alone or inside a
letter; and the line at the foot of a published document, which abbreviates the hash and leaves the
forum to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forum.rules.chain import Problem
from forum.rules.trail import FORMAT

_FAMILY = f"{FORMAT.partition('/')[0]}/"
_FOOT = re.compile(r"Audit trail (\d+) · ([0-9a-f]{16}…[0-9a-f]{8})")


@dataclass(frozen=True)
class Checkpoint:
    """The hash that the trail of a forum had at an entry."""

    forum: str
    seq: int
    hash: str
    """In full, or its beginning and end with "…" between them."""
    at: str = ""

    def is_of(self, hash_: str) -> bool:
        """Whether the hash is the one kept."""
        start, _, end = self.hash.partition("…")
        return hash_ == self.hash or (
            bool(end) and hash_.startswith(start) and hash_.endswith(end)
        )


def read_checkpoints(text: str, *, forum: str = "") -> list[Checkpoint]:
    """The checkpoints in a letter or a file; ValueError says what is wrong with it.

    `forum` is whose documents the lines from the foot of a page are from.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    strange = [line for line in lines if line.startswith(_FAMILY) and line != FORMAT]
    if strange:
        raise ValueError(f"A checkpoint says “{strange[0]}”; {FORMAT} is understood.")
    found = [_block(lines[at : at + 5]) for at, line in enumerate(lines) if line == FORMAT]
    printed = _FOOT.findall(text)
    if printed and not forum:
        raise ValueError("Name the forum whose documents these lines are from (--forum).")
    found += [Checkpoint(forum, int(seq), hash_) for seq, hash_ in printed]
    if not found:
        raise ValueError(
            f"No checkpoint is in it: five lines that begin with {FORMAT}, or the line at the "
            "foot of a published document."
        )
    return found


def checkpoint_problems(checkpoint: Checkpoint, hash_: str | None) -> Iterator[Problem]:
    """The trail still holds the entry that the checkpoint names; `hash_` is what it has there."""
    expected = checkpoint.hash
    if hash_ is None:
        yield Problem("the trail ends before the checkpoint", checkpoint.seq, expected, "no entry")
    elif not checkpoint.is_of(hash_):
        yield Problem("the trail differs from the checkpoint", checkpoint.seq, expected, hash_)


def _block(lines: list[str]) -> Checkpoint:
    if len(lines) < 5:
        raise ValueError("A checkpoint is five lines: format, forum, number, hash and time.")
    _, forum, seq, hash_, time = lines
    if not seq.isascii() or not seq.isdecimal():
        raise ValueError(f"“{seq}” is not the number of an entry.")
    return Checkpoint(forum, int(seq), hash_, time)
