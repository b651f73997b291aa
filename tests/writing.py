"""What a browser sends while a paper is written, with a script and without."""

from __future__ import annotations

from dataclasses import replace
from json import dumps

from papers.models import Paper
from papers.rules.text.blocks import Block, as_stored

TEXT = """## 1 Background

1.1 Four posts are asked for.

1.2 They are paid until October."""


def sent(paper: Paper, blocks=None, **more) -> dict[str, object]:
    """What the script sends."""
    stored = as_stored(paper.blocks if blocks is None else blocks)
    plain = {"title": paper.title, "purpose": paper.purpose, "eligibility": ""}
    return plain | {"version": paper.version, "blocks": dumps(stored)} | more


def by_hand(paper: Paper, text: str, **more) -> dict[str, object]:
    """What is sent where there is no script."""
    return sent(paper) | {"blocks": "", "text": text} | more


def rewritten(paper: Paper, text: str, at: int) -> tuple[Block, ...]:
    """The blocks of the paper with other words in one of them."""
    blocks = paper.blocks
    return (*blocks[:at], replace(blocks[at], text=text), *blocks[at + 1 :])
