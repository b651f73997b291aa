"""Numbers of agenda items: what the next one is called, and where a late one stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence


def next_number(taken: Collection[str]) -> str:
    """One more than the highest, where "6(6)" counts as 6."""
    leading = (re.match(r"\d+", number) for number in taken)
    return str(max((int(found[0]) for found in leading if found), default=0) + 1)


def place_of_late(numbers: Sequence[str], after: str) -> int:
    """Where a late item goes: behind the item it follows and that item's late items, in order."""
    place = numbers.index(after) + 1
    base = _base(after)
    while place < len(numbers) and numbers[place] != base and _base(numbers[place]) == base:
        place += 1
    return place


def _base(number: str) -> str:
    """The number without the letters of a late item: "7" of "7B"."""
    return re.sub(r"[A-Z]+$", "", number)
