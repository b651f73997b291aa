"""What the text of a paper says about earlier approvals and where their money came from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from papers.choices import Source

_CLAIM = re.compile(r"[^.\n]*\b(?:approved|agreed)\b[^.\n]*\bfrom\b[^.\n]*", re.IGNORECASE)
# One-off money inside the high needs block is one-off money: kind and block are independent.
_WORDS = (
    (Source.ONE_OFF, re.compile(r"one[- ]off|underspend|balance", re.IGNORECASE)),
    (Source.DE_DELEGATED, re.compile(r"de-?delegat", re.IGNORECASE)),
    (Source.HIGH_NEEDS, re.compile(r"high needs", re.IGNORECASE)),
    (
        Source.CENTRALLY_RETAINED,
        re.compile(r"central(ly)? retained|central schools? services", re.IGNORECASE),
    ),
)
_PARENT = re.compile(r"\bDSG\b|(dedicated|direct) schools? grant", re.IGNORECASE)


@dataclass(frozen=True)
class Claim:
    """A sentence that says something was approved from some money."""

    words: str
    source: Source | None
    """None where the words name only the grant that all four sources are part of."""


def claims_in(text: str) -> tuple[Claim, ...]:
    """The sentences of a text that name money an earlier approval came from."""
    sentences = [match.group().strip() for match in _CLAIM.finditer(text)]
    return tuple(
        Claim(sentence, source_in(sentence))
        for sentence in sentences
        if _PARENT.search(sentence) or source_in(sentence) is not None
    )


def source_in(words: str) -> Source | None:
    """The source that the words name; None where they name none of the four."""
    return next((source for source, named in _WORDS if named.search(words)), None)
