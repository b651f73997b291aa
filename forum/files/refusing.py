"""How one part of looking at a file says no."""

from __future__ import annotations


class Unkept(Exception):
    """Not kept, in a sentence that says what to do."""


def insist(condition: object, sentence: str) -> None:
    """Go on only where it is so."""
    if not condition:
        raise Unkept(sentence)
