"""Invented words for the measurements: always the same, as long as those of real agendas."""

from __future__ import annotations

from random import Random

TEXT = """
    the forum schools funding budget high needs block early years de-delegation growth fund
    members considered proposed increase pupils authority maintained academies services report
    review costs allocation transfer contingency statutory duties insurance rates formula for
    and of to in on with from that will be is was are by at this year next consultation
"""
WORDS = TEXT.split()


def sentence(seed: str, words: int) -> str:
    """A sentence of so many words."""
    chosen = " ".join(Random(seed).choices(WORDS, k=words))
    return f"{chosen.capitalize()}."


def paragraph(seed: str, sentences: int) -> str:
    """A paragraph of so many sentences of 18 words."""
    return " ".join(sentence(f"{seed}/{number}", 18) for number in range(sentences))


def title(seed: str) -> str:
    """A title of seven words, without its full stop."""
    return sentence(seed, 7).removesuffix(".")
