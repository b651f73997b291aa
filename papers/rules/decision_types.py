"""The type of decision in force in a financial year, with the law of that year as its citation."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from forum.rules.financial_year import is_financial_year
from papers.rules.decision_table import ROWS, DecisionType
from papers.rules.regulations import cite

__all__ = ["GENERAL", "DecisionType", "decision_type", "decision_types", "general_business"]

GENERAL = "GENERAL"
"""The code of what no other row describes: it is put to all members."""

_TOPIC = re.compile(r"\{(\w+)\}")


def decision_type(code: str, year: str) -> DecisionType | None:
    """The row with this code in the financial year, or the newest where the matter has no year."""
    return next((row for row in decision_types(year) if row.code == code), None)


def general_business(year: str) -> DecisionType:
    """What no other row describes; all members vote on it."""
    return _as_cited_in(year, next(row for row in ROWS if row.code == GENERAL))


@lru_cache(maxsize=64)
def decision_types(year: str) -> tuple[DecisionType, ...]:
    """Every type of decision of the financial year; the newest of each where there is no year."""
    return tuple(_as_cited_in(year, row) for row in ROWS if _is_in_force(row, year))


def _is_in_force(row: DecisionType, year: str) -> bool:
    if not is_financial_year(year):
        return row.until_year is None
    return row.from_year <= year and (row.until_year is None or year <= row.until_year)


def _as_cited_in(year: str, row: DecisionType) -> DecisionType:
    citation = _TOPIC.sub(lambda topic: cite(topic[1], year), row.citation)
    return replace(row, citation=citation)
