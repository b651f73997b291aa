"""Amounts and financial years as a text prints them: "c. £1m", "up to £5m", "2024/25".

How firmly an amount is stated is part of it: "approximately £1m" is not £1,000,000. What is found
is a hint for a person, never a fact of the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from forum.rules.financial_year import is_financial_year
from papers.choices import Precision

_AMOUNT = re.compile(
    r"(?P<firm>up to(?: and including)?|no more than|maximum of|approximately|approx\.?|around"
    r"|about|circa|c\.|c(?=£)|some|over|more than|nearly|almost)?\s*"
    r"£\s?(?P<figures>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s?(?P<worth>million|m|billion|bn|thousand|k)?\b"
    r"(?P<per>\s*(?:per|for each|for every|a)\s+"
    r"(?:FSM |EAL\d? |primary |special |school |secondary )*"
    r"(?:pupil|place|school|annum|year|head|child|place|hour|month|post))?",
    re.IGNORECASE,
)
_WORTH = {"m": 6, "million": 6, "bn": 9, "billion": 9, "k": 3, "thousand": 3}
_CEILING = ("up to", "no more", "maximum")
_YEAR = re.compile(r"\b(?P<first>20\d\d)\s?[-/–]\s?(?P<second>20\d\d|\d\d)\b")
_LONGEST = 12


@dataclass(frozen=True)
class Printed:
    """An amount with how firmly it is stated, and what it is for: "per pupil"."""

    amount: Decimal
    precision: Precision
    words: str
    per: str = ""

    @property
    def is_rate(self) -> bool:
        """Whether it is for one pupil, place or school, and not a sum."""
        return bool(self.per) and not self.per.endswith(("annum", "year"))


def amounts(text: str) -> tuple[Printed, ...]:
    """Every amount in pounds, in the order of the text."""
    return tuple(_amounts(text))


def years(text: str) -> tuple[str, ...]:
    """The financial years that are named, each once: "2024-25"."""
    found = (f"{each['first']}-{each['second'][-2:]}" for each in _YEAR.finditer(text))
    return tuple(dict.fromkeys(year for year in found if is_financial_year(year)))


def printed_year(cell: str) -> str:
    """The one financial year that a few words name; empty where they name none, or several."""
    found = years(cell)
    return found[0] if len(found) == 1 else ""


def figure(cell: str) -> Decimal | None:
    """The number or amount that a cell holds; None where it holds none."""
    bare = cell.strip().removeprefix("£").strip().replace(",", "")
    return Decimal(bare) if re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", bare) else None


def rounded_to(amount: Decimal) -> int:
    """To how many pounds a printed total seems to be rounded: 1, 100 or 1,000."""
    if amount == 0 or amount % 100:
        return 1
    return 1000 if amount % 1000 == 0 else 100


def _amounts(text: str) -> Iterator[Printed]:
    for found in _AMOUNT.finditer(text):
        figures = found["figures"].replace(",", "")
        if len(figures) > _LONGEST:
            continue
        worth = Decimal(figures).scaleb(_WORTH.get((found["worth"] or "").lower(), 0))
        per = " ".join((found["per"] or "").split())
        yield Printed(_plain(worth), _precision(found["firm"] or ""), found[0].strip(), per)


def _precision(words: str) -> Precision:
    if not words:
        return Precision.EXACT
    is_ceiling = words.lower().startswith(_CEILING)
    return Precision.UP_TO if is_ceiling else Precision.APPROXIMATE


def _plain(amount: Decimal) -> Decimal:
    """To the penny, and without an exponent."""
    whole = amount.to_integral_value()
    return Decimal(int(whole)) if amount == whole else amount.quantize(Decimal("0.01"))
