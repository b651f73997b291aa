"""Answers that are numbers, such as the minimum funding guarantee or a transfer in per cent.

Members in favour each give one. The number that more than half of them gave is chosen; otherwise
the question is left open between the lowest and the highest, as with funding options.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from decisions.choices import VoteCast
from forum.rules.ruling import Reason, Ruling

_WRITTEN = re.compile(
    r"(?P<sign>[-+−]?)£?(?P<number>([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?|\.[0-9]+)"
    r"\s*(%|per cent)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NumericResult:
    """What the numbers of those in favour come to; all None where nobody gave one."""

    lowest: Decimal | None
    median: Decimal | None
    highest: Decimal | None
    chosen: Decimal | None
    """The number that more than half of those in favour gave, if there is one."""

    @property
    def sentence(self) -> str:
        """As the minutes say it."""
        if self.lowest is None:
            return "No number given"
        spread = f"lowest {plain(self.lowest)}, median {plain(self.median)}, highest "
        spread += plain(self.highest)
        if self.chosen is None:
            return f"No number has more than half of the votes for: {spread}"
        return f"Chosen by more than half of those in favour: {plain(self.chosen)} ({spread})"


def numeric_result(numbers: Mapping[Decimal, int], votes_for: int) -> NumericResult:
    """The spread of the numbers given, each with how many gave it, and the one chosen."""
    given = sorted(number for number, votes in numbers.items() for _ in range(votes))
    if not given:
        return NumericResult(None, None, None, None)
    chosen = [number for number, votes in numbers.items() if votes * 2 > votes_for]
    return NumericResult(
        lowest=given[0],
        median=median(given),
        highest=given[-1],
        chosen=chosen[0] if len(chosen) == 1 else None,
    )


def read_number(text: str) -> Decimal | None:
    """A number as people write it: "0.5", "0.5%", "-0.5", "£1,000"; None where it is none."""
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        return None
    number = Decimal(written["number"].replace(",", ""))
    return -number if written["sign"] in ("-", "−") and number else number


def may_answer(
    *, where: str, choice: VoteCast, number: Decimal | None, asks_number: bool
) -> Ruling:
    """Who votes for a question that asks a number gives one; nobody else does."""
    return Ruling.of(_answering(where, choice, number, asks_number))


def may_count_numbers(
    *, where: str, numbers: Mapping[Decimal, int], votes_for: int | None, asks_number: bool
) -> Ruling:
    """In a show of hands each of those in favour is counted under one number."""
    return Ruling.of(_counting(where, numbers, votes_for, asks_number))


def _answering(
    where: str, choice: VoteCast, number: Decimal | None, asks_number: bool
) -> Iterator[Reason]:
    if number is None:
        if asks_number and choice == VoteCast.FOR:
            yield Reason(
                "number-missing", "Enter the number that you vote for.", "you", where=where
            )
    elif not asks_number:
        yield Reason("number-not-asked", "This vote asks no number.", "you", where=where)
    elif choice != VoteCast.FOR:
        yield Reason(
            "number-not-in-favour", "Give a number only if you vote for.", "you", where=where
        )


def _counting(
    where: str, numbers: Mapping[Decimal, int], votes_for: int | None, asks_number: bool
) -> Iterator[Reason]:
    counted = sum(numbers.values())
    if not asks_number:
        if numbers:
            yield Reason("number-not-asked", "This vote asks no number.", "the clerk", where=where)
        return
    if any(votes < 0 for votes in numbers.values()):
        yield Reason("count-negative", "Enter counts of 0 or more.", "the clerk", where=where)
    elif votes_for is not None and counted != votes_for:
        yield Reason(
            "numbers-differ-from-votes-for",
            f"{votes_for} voted for, but {counted} are counted under a number. Each of those in "
            "favour gives one number.",
            "the clerk",
            where=where,
        )


def plain(number: Decimal | None) -> str:
    """Without closing noughts and never as a power of ten."""
    text = f"{number or 0:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
