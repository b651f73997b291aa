"""How a case of the corpus is told: what it is called, what is sent, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """One upload; the answer to a bad one holds these words."""

    what: str
    name: str
    content: bytes = field(repr=False)
    says: str = ""

    def __str__(self) -> str:
        return self.what
