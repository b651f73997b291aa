"""What a finding is: a named rule, one sentence, what shows it, and what would resolve it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Cited:
    """A record that shows something: how it is cited, and its key, by which a page finds it."""

    words: str
    key: str = ""

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Finding:
    """Something in the record that an auditor should see."""

    rule: str
    """The code of the rule that found it."""
    title: str
    sentence: str
    evidence: tuple[Cited, ...]
    """The records that show it: decisions, papers, actions; the one that it is about is first."""
    resolves: str
    """What would resolve it, or what has."""
    is_resolved: bool = False
    """Whether a later record has put it right; it stays part of the history."""

    @cached_property
    def key(self) -> str:
        """Which finding it is: the same while the rule finds it in the same record."""
        about = self.evidence[0].key or self.evidence[0].words
        return sha256(f"{self.rule}\n{about}".encode()).hexdigest()[:16]


@lru_cache(maxsize=4096)
def printed(day: date) -> str:
    """A day as sentences say it."""
    return f"{day:%-d %B %Y}"
