"""Recommendations as they would be entered: type of decision, who is asked, amount, rates.

A type of decision is proposed only where the words leave no doubt: "for LA maintained primary
school representatives to consider ... de-delegation" is put to maintained primary members alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forum.choices import Group
from forum.money import pounds
from papers.choices import Precision
from papers.rules.amounts import amounts, years
from papers.rules.asks import Ask
from papers.rules.schedules.rate_tables import RateTable
from papers.rules.text.front_matter import Front
from papers.rules.text.wording import asks_for_money, printed_groups

_DE_DELEGATES = re.compile(r"\bde-?delegat", re.IGNORECASE)
_EDUCATION_FUNCTIONS = re.compile(
    r"\bstatutory\b|\beducation functions?\b|\bschool improvement\b|\bregulatory\b", re.IGNORECASE
)
_NAMED = (
    (re.compile(r"\bminutes of\b", re.IGNORECASE), "MINUTES"),
    (re.compile(r"\bgrowth fund\b", re.IGNORECASE), "GROWTH_FUND"),
    (re.compile(r"\bfalling rolls\b", re.IGNORECASE), "FALLING_ROLLS"),
    (re.compile(r"\bscheme for financing\b", re.IGNORECASE), "SCHEME_CHANGE"),
)
_WORD = re.compile(r"[a-z]{3,}")
_COMMON = {
    "the", "and", "for", "with", "that", "this", "their", "schools", "school", "service",
    "services",
}  # fmt: skip
_ENOUGH = 0.6
_PHASES = {
    frozenset({Group.MAINTAINED_PRIMARY}): "DEDEL_PRIMARY",
    frozenset({Group.MAINTAINED_SECONDARY}): "DEDEL_SECONDARY",
}
_PHASE_LINES = (
    Group.MAINTAINED_PRIMARY,
    Group.MAINTAINED_SECONDARY,
    Group.MAINTAINED_SPECIAL,
    Group.MAINTAINED_NURSERY,
    Group.MAINTAINED_PRU,
)


@dataclass(frozen=True)
class Asked:
    """A recommendation with what the paper says about its money."""

    ask: Ask
    rates: RateTable | None = None
    decision_type: str = ""
    groups: tuple[str, ...] = ()
    seeks_resources: bool = False
    amount: Decimal | None = None
    precision: str = Precision.EXACT
    financial_year: str = ""

    @property
    def about(self) -> str:
        """What the page says beside it."""
        asks = f"asks for {pounds(self.amount)}" if self.amount is not None else ""
        return ", ".join(filter(None, (asks, self.financial_year)))

    def value(self) -> dict[str, Any]:
        """As it would be entered."""
        return {
            "label": self.ask.label,
            "stem": self.ask.stem,
            "text": self.ask.text,
            "decision_type": self.decision_type,
            "groups": list(self.groups),
            "seeks_resources": self.seeks_resources,
            "amount": None if self.amount is None else str(self.amount),
            "precision": str(self.precision),
            "financial_year": self.financial_year,
        }

    def rates_value(self, rates: RateTable) -> dict[str, Any]:
        """The rates as they would be entered, phase by phase."""
        return {
            "recommendation": self.ask.label,
            "stem": self.ask.stem,
            "text": self.ask.text,
            "service": rates.service,
            "financial_year": self.financial_year,
            "year_label": rates.year_label,
            "precision": rates.precision,
            "shares": [
                {
                    "group": str(share.group),
                    "total": str(share.total),
                    "rates": [_rate(each) for each in share.rates],
                }
                for share in rates.shares
            ],
        }


def rates_words(rates: RateTable) -> str:
    """The rates in one line: "AWPU £11.00, £190,000 in all"."""
    return "; ".join(
        f"{share.group.label}: "
        + ", ".join(f"{each.factor} £{each.rate:f}" for each in share.rates)
        + f", {pounds(share.total)} in all"
        for share in rates.shares
    )


def asked(asks: Sequence[Ask], tables: Sequence[RateTable], front: Front) -> tuple[Asked, ...]:
    """Each thing that is asked, with the table of rates that stands under its name."""
    labelled = (each.year_label for each in tables if each.year_label)
    year = next(iter(years(front.title)), "") or next(labelled, "")
    left = list(tables)
    found = []
    for ask in asks:
        rates = _its_table(ask, left)
        if rates is not None:
            left.remove(rates)
        found.append(_asked(ask, rates, year))
    return tuple(found)


def _asked(ask: Ask, rates: RateTable | None, year: str) -> Asked:
    whole = f"{ask.stem} {ask.text}"
    groups = printed_groups(ask.stem or ask.text)
    printed = [each for each in amounts(ask.text) if not each.is_rate]
    one = printed[0] if len({each.amount for each in printed}) == 1 else None
    total = rates.total if rates else None
    own = next(iter(years(whole)), "") or (rates.year_label if rates else "") or year
    de_delegates = bool(_DE_DELEGATES.search(whole))
    seeks = bool(rates) or asks_for_money(whole)
    return Asked(
        ask=ask,
        rates=rates,
        decision_type=_type(whole, groups, de_delegates=de_delegates),
        groups=_narrowed(groups) if de_delegates and len(groups) > 1 else (),
        seeks_resources=seeks,
        amount=total if total is not None else (one.amount if one and seeks else None),
        precision=Precision.EXACT if one is None else one.precision,
        financial_year=own if seeks or de_delegates else "",
    )


def _type(words: str, groups: frozenset[Group], *, de_delegates: bool) -> str:
    """The code of the type of decision; empty where the words leave a doubt."""
    if de_delegates:
        if groups in _PHASES:
            return _PHASES[groups]
        return "EDU_FUNCTIONS" if _EDUCATION_FUNCTIONS.search(words) and groups else ""
    return next((code for pattern, code in _NAMED if pattern.search(words)), "")


def _narrowed(groups: frozenset[Group]) -> tuple[str, ...]:
    return tuple(str(each) for each in _PHASE_LINES if each in groups)


def _its_table(ask: Ask, tables: Sequence[RateTable]) -> RateTable | None:
    """The table that stands under the name of what is asked."""
    said = _words(ask.text)
    for table in tables:
        service = _words(table.service)
        if service and (service == said or len(service & said) >= _ENOUGH * len(service)):
            return table
    return None


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold())) - _COMMON


def _rate(rate: Any) -> dict[str, Any]:
    return {
        "factor": rate.factor,
        "rate": f"{rate.rate:f}",
        "total": str(rate.total),
        "units": None if rate.units is None else f"{rate.units:f}",
        "prior_rate": None if rate.prior_rate is None else f"{rate.prior_rate:f}",
        "prior_year_label": rate.prior_year_label,
    }
