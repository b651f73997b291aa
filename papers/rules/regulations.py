"""The instruments behind the rules, by the financial year that they apply to.

The School and Early Years Finance Regulations are made again every year, and their numbering
moves: a paragraph is cited only for a year whose text was seen; for others the instrument alone.
"""

from __future__ import annotations

from forum.rules.financial_year import is_financial_year

FORUMS = "Schools Forums (England) Regulations 2012"
REVIEW = "Middlesbrough review 2019, recommendation 26"
"""Funding options stand in the recommendations before an item is tabled: what the gate is for."""
CONSTITUTION = "the forum's constitution"
GUIDANCE = "schools forum guidance (from memory, to be checked)"
PRACTICE = "practice of schools forums"
MEMBERSHIP = f"{PRACTICE}, Devon and Bracknell Forest"
"""That a member goes with the office represented: no paragraph of the Regulations was seen."""
INTERESTS = f"{PRACTICE}, Devon 2025 and Bracknell Forest 2024"
"""Interests are declared as councils do it; the Regulations say nothing of them."""

_FINANCE = "School and Early Years Finance (England) Regulations"
_INSTRUMENTS = {
    "2013-14": f"{_FINANCE} 2012 (SI 2012/2991)",
    "2014-15": f"{_FINANCE} 2013 (SI 2013/3104)",
    "2015-16": f"{_FINANCE} 2014 (SI 2014/3352)",
    "2016-17": f"{_FINANCE} 2015 (SI 2015/2033)",
    "2017-18": f"{_FINANCE} 2017 (SI 2017/44)",
    "2018-19": f"{_FINANCE} 2018",
    "2019-20": "School and Early Years Finance (England) (No. 2) Regulations 2018",
    "2020-21": f"{_FINANCE} 2020 (SI 2020/83)",
    "2021-22": f"{_FINANCE} 2021 (SI 2021/59)",
    "2022-23": f"{_FINANCE} 2022 (SI 2022/27)",
    "2023-24": f"{_FINANCE} 2023 (SI 2023/59)",
    # Its full title goes on with childcare information; the number is what finds it.
    "2024-25": "School and Early Years Finance Regulations 2024 (SI 2024/66)",
    "2025-26": f"{_FINANCE} 2025",
    "2026-27": f"{_FINANCE} 2026",
}
_PARAGRAPHS = {
    "de_delegation": {
        "2014-15": "reg 8(5) and Schedule 2 Part 5",
        "2016-17": "reg 11(4)",
        "2023-24": "reg 12(1)(d) and Schedule 2 Part 6",
        "2024-25": "Schedule 2 Part 6",
    },
    "education_functions": {"2023-24": "reg 12(1)(e) and Schedule 2 Part 7"},
    "growth": {"2014-15": "reg 8(4)", "2023-24": "reg 12(1)(a)", "2024-25": "reg 8(5)"},
    "falling_rolls": {"2023-24": "reg 12(1)(a)", "2024-25": "Schedule 2 paragraph 5"},
    "growth_reduction": {"2023-24": "reg 12(1)(b)"},
    "central": {"2014-15": "reg 8(5)", "2023-24": "reg 12(1)(c)"},
    "historic": {
        "2014-15": "reg 8(2) and (3)",
        "2024-25": "reg 8(3) and (4) and Schedule 2 Part 1",
    },
    "licences": {"2024-25": "Schedule 2 paragraph 8"},
    "early_years": {"2014-15": "reg 8(5) and Schedule 2 Part 3"},
    "deficit": {"2014-15": "reg 8(6)"},
}
TOPICS = frozenset(_PARAGRAPHS)


def finance_regulations(year: str) -> str:
    """The finance regulations that apply to a financial year, by name and number where known."""
    if year in _INSTRUMENTS:
        return _INSTRUMENTS[year]
    return f"{_FINANCE} for {year}" if is_financial_year(year) else _FINANCE


def cite(topic: str, year: str) -> str:
    """What the finance regulations of the year say on a topic: paragraph where it was seen."""
    paragraph = _PARAGRAPHS.get(topic, {}).get(year)
    regulations = finance_regulations(year)
    return f"{regulations}, {paragraph}" if paragraph else regulations
