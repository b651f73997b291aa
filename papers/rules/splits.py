"""Alternatives and their parts: what each letter comes to, in which years, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from forum.money import pounds
from papers.choices import Precision
from papers.rules.facts import OptionFacts, RecommendationFacts


@dataclass(frozen=True)
class Split:
    """The options of one letter together."""

    letter: str
    parts: int
    total: Decimal | None
    """None while one of them states no amount."""
    by_year: tuple[tuple[str, Decimal], ...]
    difference: Decimal | None
    """What is asked for less what they come to; None where either is not stated."""
    covers: bool
    words: str
    """ "comes to £60,000 of £89,604: £29,604 still to find"."""


def splits(recommendation: RecommendationFacts) -> tuple[Split, ...]:
    """Each alternative that stands, by its letter: its parts add up over all their years."""
    letters = sorted({option.letter for option in recommendation.offered})
    return tuple(_split(letter, recommendation) for letter in letters)


def remaining(recommendation: RecommendationFacts, letter: str) -> Decimal | None:
    """What one letter still has to find; None where that is nothing, or cannot be told."""
    found = [each for each in splits(recommendation) if each.letter == letter]
    left = found[0].difference if found else None
    return left if left is not None and left > 0 else None


def years_words(by_year: Iterable[tuple[str, Decimal]]) -> str:
    """ "£60,000 in 2026-27 and £30,000 in 2027-28"."""
    words = [f"{pounds(amount)} in {year}" for year, amount in by_year]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def _split(letter: str, recommendation: RecommendationFacts) -> Split:
    parts = [option for option in recommendation.offered if option.letter == letter]
    amounts = [option.amount for option in parts if option.amount is not None]
    total = sum(amounts, Decimal(0)) if len(amounts) == len(parts) else None
    asked = recommendation.amount
    difference = None if total is None or asked is None else asked - total
    return Split(
        letter=letter,
        parts=len(parts),
        total=total,
        by_year=_by_year(parts),
        difference=difference,
        covers=difference is None or _covers(difference, recommendation.precision),
        words=_words(total, asked, difference, recommendation.precision),
    )


def _by_year(parts: Iterable[OptionFacts]) -> tuple[tuple[str, Decimal], ...]:
    sums: dict[str, Decimal] = {}
    for option in parts:
        year = option.financial_year or "a year that is not stated"
        sums[year] = sums.get(year, Decimal(0)) + (option.amount or Decimal(0))
    return tuple(sorted(sums.items()))


def _covers(difference: Decimal, precision: str) -> bool:
    """A request for up to an amount may be covered by less."""
    return difference >= 0 if precision == Precision.UP_TO else difference == 0


def _words(
    total: Decimal | None, asked: Decimal | None, difference: Decimal | None, precision: str
) -> str:
    if total is None:
        return "states no amount for one of its parts"
    if asked is None or difference is None:
        return f"comes to {pounds(total)}"
    if difference == 0:
        return f"comes to {pounds(total)}, all that is asked for"
    if difference < 0:
        return f"comes to {pounds(total)} of {pounds(asked)}: {pounds(-difference)} too much"
    left = "less than the most" if precision == Precision.UP_TO else "still to find"
    return f"comes to {pounds(total)} of {pounds(asked)}: {pounds(difference)} {left}"
