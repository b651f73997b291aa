"""The financial year of local government: April to March, written "2026-27"."""

from __future__ import annotations

import re
from datetime import date

_YEAR = re.compile(r"(19|20)\d\d-\d\d")
APRIL = 4


def is_financial_year(text: str) -> bool:
    """Whether the text is a financial year: two years that follow each other, like 2026-27."""
    return bool(_YEAR.fullmatch(text)) and (int(text[:4]) + 1) % 100 == int(text[5:])


def financial_year(day: date) -> str:
    """The financial year that the day lies in."""
    start = day.year if day.month >= APRIL else day.year - 1
    return f"{start}-{(start + 1) % 100:02d}"


def starts_on(year: str) -> date:
    """1 April of a financial year."""
    return date(int(year[:4]), APRIL, 1)


def ends_on(year: str) -> date:
    """31 March, the last day of a financial year."""
    return date(int(year[:4]) + 1, 3, 31)


def year_before(year: str) -> str:
    """The financial year before this one."""
    return financial_year(date(int(year[:4]) - 1, APRIL, 1))


def year_after(year: str) -> str:
    """The financial year after this one."""
    return financial_year(date(int(year[:4]) + 1, APRIL, 1))
