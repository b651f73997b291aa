"""Notice of a meeting, counted in England's working days.

The Schools Forums (England) Regulations 2012 name no number of days; guidance speaks of six
working days, and many councils use five. The number is a clause of the forum's constitution.
"""

from __future__ import annotations

from datetime import date, timedelta

import holidays


def is_working_day(day: date) -> bool:
    """Monday to Friday, and not a bank holiday in England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def working_days_between(first: date, last: date) -> int:
    """Clear working days after the first day and before the last; 0 when last is not later."""
    days = (last - first).days
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, days))


def _bank_holidays(year: int) -> holidays.HolidayBase:
    if year not in _BY_YEAR:
        _BY_YEAR[year] = holidays.country_holidays("GB", subdiv="ENG", years=year)
    return _BY_YEAR[year]


_BY_YEAR: dict[int, holidays.HolidayBase] = {}
