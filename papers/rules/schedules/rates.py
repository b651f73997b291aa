"""Unit rate x units = total, within the precision that the total is printed to.

Each authority states how de-delegated money is taken out of the formula: "primary insurance £20
per pupil, FSM eligibility £9.50 per FSM pupil". A printed total is rounded to £1, £100 or £1,000,
so it agrees when it lies within half of that, a tie included: 3,195 x £9.50 = £30,352.50 may be
printed £30,352. What differs is a warning and is never mended: the paper stays as printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from forum.money import pounds
from papers.rules.facts import RateFacts

ONE_PLACE = Decimal("0.1")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class RateCheck:
    """What multiplying one factor out shows."""

    factor: str
    computed: Decimal | None
    """Unit rate x units; None where the paper states no units."""
    printed: Decimal
    agrees: bool | None
    """None where there is nothing to compare."""
    implied: Decimal | None
    """The units that the printed total stands for, where none are stated."""
    implied_least: Decimal | None
    implied_most: Decimal | None
    price_change: Decimal | None
    """Of the unit rate against last year's, in per cent; None where last year's is not known."""
    sentence: str


@dataclass(frozen=True)
class Change:
    """Why a line costs more or less than last year: its price, its volume."""

    total: Decimal
    by_price: Decimal
    by_volume: Decimal


def rate_check(rate: RateFacts, *, precision: int = 1) -> RateCheck:
    """Multiply one factor out and compare it with the total as printed."""
    half = Decimal(precision) / 2
    computed = None if rate.units is None else rate.unit_rate * rate.units
    agrees = None if computed is None else abs(computed - rate.printed_total) <= half
    divides = computed is None and rate.unit_rate > 0
    implied, least, most = (
        (rate.printed_total + span) / rate.unit_rate if divides else None
        for span in (Decimal(0), -half, half)
    )
    return RateCheck(
        factor=rate.factor,
        computed=computed,
        printed=rate.printed_total,
        agrees=agrees,
        implied=implied,
        implied_least=None if least is None else max(least, Decimal(0)),
        implied_most=most,
        price_change=percent_change(rate.unit_rate, rate.prior_rate),
        sentence=_sentence(rate, computed, agrees, (implied, least, most)),
    )


def factors_total(rates: Iterable[RateFacts]) -> Decimal:
    """What the factors of a line come to, as they are printed."""
    return sum((rate.printed_total for rate in rates), Decimal(0))


def factors_agree(rates: Sequence[RateFacts], amount: Decimal, *, precision: int = 1) -> bool:
    """Whether the factors add up to the line: each part, and the sum, may have been rounded."""
    rounded = 1 if len(rates) <= 1 else len(rates) + 1
    return abs(factors_total(rates) - amount) <= Decimal(precision) / 2 * rounded


def repeats_year(rate: RateFacts, financial_year: str) -> bool:
    """Whether last year's rate carries the label of this year."""
    label = rate.prior_year_label
    return bool(label) and label in (rate.year_label, financial_year)


def percent_change(now: Decimal, before: Decimal | None) -> Decimal | None:
    """By how many per cent a figure changed, to one place; None where there is no base."""
    if before is None or before <= 0:
        return None
    return _rounded((now - before) / before * HUNDRED)


def change_on_last_year(
    rates: Sequence[RateFacts], *, amount: Decimal, last_year_amount: Decimal | None
) -> Change | None:
    """The change of a line split into price and volume; None where last year is not known.

    Price is what this year's units cost more at this year's rates; the rest is volume.
    """
    if last_year_amount is None or not rates:
        return None
    by_price = Decimal(0)
    for rate in rates:
        units = _units(rate)
        if rate.prior_rate is None or units is None:
            return None
        by_price += (rate.unit_rate - rate.prior_rate) * units
    total = amount - last_year_amount
    by_price = by_price.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Change(total=total, by_price=by_price, by_volume=total - by_price)


def _units(rate: RateFacts) -> Decimal | None:
    """As stated, or else as the printed total implies."""
    if rate.units is not None:
        return rate.units
    return rate.printed_total / rate.unit_rate if rate.unit_rate > 0 else None


def _sentence(
    rate: RateFacts,
    computed: Decimal | None,
    agrees: bool | None,
    implied: tuple[Decimal | None, Decimal | None, Decimal | None],
) -> str:
    if computed is None:
        return _implied(*implied)
    product = f"{rate.units:,} × £{rate.unit_rate:,} = {pounds(computed)}"
    printed = pounds(rate.printed_total)
    return f"{product}, {'agrees with' if agrees else 'differs from'} {printed} as printed"


def _implied(implied: Decimal | None, least: Decimal | None, most: Decimal | None) -> str:
    if implied is None or least is None or most is None:
        return "units not stated"
    figures = (_rounded(units) for units in (implied, max(least, Decimal(0)), most))
    return "units not stated, implied {:,} (between {:,} and {:,})".format(*figures)


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(ONE_PLACE, ROUND_HALF_UP)
