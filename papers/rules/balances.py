"""Whether what is asked for is still there: options against what is left on their budget lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from forum.money import pounds
from forum.rules.ruling import Reason
from papers.rules.facts import OptionFacts, RecommendationFacts
from papers.rules.funding import AUTHOR
from papers.rules.regulations import PRACTICE

_Line = tuple[str, str]
"""A budget line in a financial year."""


def over_balances(recommendations: Iterable[RecommendationFacts]) -> Iterator[Reason]:
    """An alternative may take more than its lines have left, or all recommendations together."""
    asking = [each for each in recommendations if each.seeks_resources]
    left = {
        (option.line.name, option.financial_year): option.line.left
        for each in asking
        for option in each.offered
        if option.line is not None and option.line.left is not None
    }
    over: set[_Line] = set()
    together: dict[_Line, Decimal] = {}
    for recommendation in asking:
        dearest: dict[_Line, Decimal] = {}
        for letter in sorted({option.letter for option in recommendation.offered}):
            drawn = _drawn(option for option in recommendation.offered if option.letter == letter)
            exceeded = [line for line in left if drawn.get(line, Decimal(0)) > left[line]]
            over.update(exceeded)
            yield from _warning(exceeded, drawn, left, f"{recommendation.name}, option {letter}")
            dearest |= {line: max(sum_, dearest.get(line, sum_)) for line, sum_ in drawn.items()}
        for line, sum_ in dearest.items():
            together[line] = together.get(line, Decimal(0)) + sum_
    exceeded = [line for line in left if line not in over and together[line] > left[line]]
    yield from _warning(exceeded, together, left, "All recommendations")


def _drawn(options: Iterable[OptionFacts]) -> dict[_Line, Decimal]:
    """What the parts of one alternative take from each line."""
    drawn: dict[_Line, Decimal] = {}
    for option in options:
        if option.line is not None:
            line = (option.line.name, option.financial_year)
            drawn[line] = drawn.get(line, Decimal(0)) + (option.amount or Decimal(0))
    return drawn


def _warning(
    exceeded: Iterable[_Line], drawn: dict[_Line, Decimal], left: dict[_Line, Decimal], where: str
) -> Iterator[Reason]:
    shortfalls = [
        f"{pounds(drawn[line])} from “{line[0]}”, with {pounds(left[line])} left in {line[1]}"
        for line in exceeded
    ]
    if shortfalls:
        text = f"{where}: {'; '.join(shortfalls)}, as decided by the forum."
        yield Reason("over-balance", text, AUTHOR, PRACTICE, where)
