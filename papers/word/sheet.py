"""What is written into a Word file: cover, what is asked, the text, the appendices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from papers.rules.text.blocks import Block


@dataclass(frozen=True)
class PrintedAsk:
    """One recommendation as the cover prints it."""

    label: str
    text: str
    stem: str = ""
    lines: tuple[str, ...] = ()
    """Its funding options, and who may vote."""


@dataclass(frozen=True)
class PrintedAppendix:
    """An appendix: its title, what it says in words, and its tables."""

    title: str
    summary: tuple[Block, ...] = ()
    tables: tuple[Block, ...] = ()


@dataclass(frozen=True)
class WordPaper:
    """What is written: the cover, what is asked, the text, the appendices."""

    title: str
    blocks: tuple[Block, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    asks: tuple[PrintedAsk, ...] = ()
    appendices: tuple[PrintedAppendix, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """By the asset that a figure names."""
    saved_at: datetime | None = None
