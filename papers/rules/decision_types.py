"""The type of decision in force in a financial year, with the law of that year as its citation.

Where the law leaves something open, the forum's constitution settles it (`papers.rules.local`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from forum.rules.financial_year import is_financial_year
from papers.rules.decision_table import ROWS, DecisionType
from papers.rules.local import BY_DEFAULT, LocalRules, adjusted
from papers.rules.regulations import cite

__all__ = ["GENERAL", "DecisionType", "decision_type", "decision_types", "general_business"]

GENERAL = "GENERAL"
"""The code of what no other row describes: it is put to all members."""

_TOPIC = re.compile(r"\{(\w+)\}")


def decision_type(code: str, year: str, local: LocalRules | None = None) -> DecisionType | None:
    """The row with this code in the financial year, or the newest where the matter has no year.

    What the law leaves open is as the forum's constitution has it; without one, the default.
    """
    return next((row for row in decision_types(year, local) if row.code == code), None)


def general_business(year: str) -> DecisionType:
    """What no other row describes; all members vote on it."""
    return _as_cited_in(year, next(row for row in ROWS if row.code == GENERAL))


@lru_cache(maxsize=256)
def decision_types(year: str, local: LocalRules | None = None) -> tuple[DecisionType, ...]:
    """Every type of decision of the financial year; the newest of each where there is no year."""
    in_force = (_as_cited_in(year, row) for row in ROWS if _is_in_force(row, year))
    return tuple(adjusted(row, local or BY_DEFAULT) for row in in_force)


def _is_in_force(row: DecisionType, year: str) -> bool:
    if not is_financial_year(year):
        return row.until_year is None
    return row.from_year <= year and (row.until_year is None or year <= row.until_year)


def _as_cited_in(year: str, row: DecisionType) -> DecisionType:
    citation = _TOPIC.sub(lambda topic: cite(topic[1], year), row.citation)
    return replace(row, citation=citation)
