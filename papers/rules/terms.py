"""What an option says beyond its amount: a part of a year, match funding, its years, its end.

A cost that begins on 1 September falls on 7 of the 12 months of its year, and on the whole of the
next. One-off money must not create a recurring cost, and whoever agrees to a limited time should
know what happens after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from forum.money import PENNY, pounds
from forum.rules.financial_year import ends_on, is_financial_year, starts_on
from forum.rules.ruling import Reason
from papers.choices import Precision, Source
from papers.rules.facts import OptionFacts, RecommendationFacts
from papers.rules.funding import AUTHOR, FINANCE
from papers.rules.regulations import PRACTICE

MONTHS = 12
NEAR = Fraction(1, 20)
""" "Approximately" may be this far off."""


@dataclass(frozen=True)
class PartYear:
    """The part of its financial year that an option is for."""

    share: Fraction
    words: str
    """ "7 of 12 months"."""
    months: int | None
    """None where it does not begin and end with a month."""
    amount: Decimal | None
    """That part of the amount of a full year; None where none is stated."""


def part_year(option: OptionFacts) -> PartYear | None:
    """What part of its year the dates cover, or the months stated; None for the whole of it."""
    if not is_financial_year(option.financial_year):
        return None
    by_dates = _by_dates(option)
    if by_dates is None and option.terms.months in (None, MONTHS):
        return None
    months = by_dates[1] if by_dates else option.terms.months
    share = by_dates[0] if by_dates else Fraction(option.terms.months or MONTHS, MONTHS)
    words = f"{months} of 12 months" if months else _days_words(share, option.financial_year)
    full = option.terms.full_year_amount
    return PartYear(share, words, months, None if full is None else _part(full, share))


def match_due(option: OptionFacts) -> Decimal | None:
    """What the ratio makes of the amount: £1.44m at 1:5 is £7.2m; None without a ratio."""
    ours, theirs = option.terms.match_ours, option.terms.match_theirs
    if not ours or theirs is None or option.amount is None:
        return None
    return (option.amount * theirs / ours).quantize(PENNY, ROUND_HALF_UP)


def term_cautions(recommendation: RecommendationFacts) -> Iterator[Reason]:
    """What to think about before an option is tabled: each may be right, and somebody says why."""
    if not recommendation.seeks_resources:
        return
    for where, option in recommendation.named_options():
        yield from _lasting(option, where)
        yield from _part_year(option, where)
        yield from _matched(option, where)
        yield from _most(option, where)


def _lasting(option: OptionFacts, where: str) -> Iterator[Reason]:
    """One-off money ends: a cost that comes back must be met from other money then."""
    terms, is_one_off = option.terms, option.source == Source.ONE_OFF
    if is_one_off and terms.is_recurring:
        text = f"{where} pays a cost that comes back every year from one-off money, which ends."
        yield Reason("recurring-on-one-off", text, AUTHOR, PRACTICE, where)
    limited = option.until_on is not None and (is_one_off or terms.is_recurring)
    if limited and option.until_on and not terms.after_end.strip():
        text = f"{where} does not say what happens after {option.until_on:%-d %B %Y}."
        yield Reason("nothing-after-the-end", text, AUTHOR, PRACTICE, where)


def _part_year(option: OptionFacts, where: str) -> Iterator[Reason]:
    part, terms = part_year(option), option.terms
    if part is None:
        return
    if terms.months is not None and part.months is not None and terms.months != part.months:
        text = f"{where} is stated for {terms.months} months; its dates cover {part.words}."
        yield Reason("part-year-months-differ", text, AUTHOR, PRACTICE, where)
    if part.amount is None and terms.is_recurring:
        text = (
            f"{where} is for {part.words} of {option.financial_year} and comes back every year: "
            "state what a full year costs."
        )
        yield Reason("full-year-not-stated", text, AUTHOR, PRACTICE, where)
    if part.amount is not None and not _is_near(option, part.amount):
        text = (
            f"{where}: {part.words} of {pounds(terms.full_year_amount)} are "
            f"{pounds(part.amount)}; {pounds(option.amount)} is stated."
        )
        yield Reason("part-year-does-not-fit", text, AUTHOR, PRACTICE, where)


def _matched(option: OptionFacts, where: str) -> Iterator[Reason]:
    due, stated = match_due(option), option.terms.match_amount
    if due is None or stated is None or due == stated:
        return
    terms = option.terms
    text = (
        f"{where}: {pounds(option.amount)} at {terms.match_ours}:{terms.match_theirs} is matched "
        f"by {pounds(due)}; {pounds(stated)} is stated."
    )
    yield Reason("match-does-not-multiply", text, AUTHOR, PRACTICE, where)


def _most(option: OptionFacts, where: str) -> Iterator[Reason]:
    """More than the grant may give, or than a later year has for a cost that comes back."""
    amount, terms = option.amount, option.terms
    if amount is None:
        return
    if terms.ceiling is not None and amount > terms.ceiling:
        text = f"{where}: {pounds(amount)} is above the most that may be given, "
        text += f"{pounds(terms.ceiling)}."
        yield Reason("over-ceiling", text, AUTHOR, PRACTICE, where)
    if option.line is None or not terms.is_recurring:
        return
    a_year = terms.full_year_amount or amount
    short = [(year, left) for year, left in option.line.later if a_year > left]
    if short:
        years = "; ".join(f"{pounds(left)} left in {year}" for year, left in short)
        text = f"{where} comes back every year at {pounds(a_year)}: “{option.line.name}” has "
        yield Reason("over-later-year", f"{text}{years}.", FINANCE, PRACTICE, where)


def _is_near(option: OptionFacts, computed: Decimal) -> bool:
    """Within rounding; an approximate amount may be further off, and a ceiling may be above."""
    if option.amount is None:
        return True
    if option.terms.precision == Precision.UP_TO:
        return option.amount >= computed
    apart = abs(option.amount - computed)
    if option.terms.precision == Precision.APPROXIMATE:
        return apart <= computed * NEAR.numerator / NEAR.denominator
    return apart <= max(Decimal(1), Decimal(option.printed_precision) / 2)


def _by_dates(option: OptionFacts) -> tuple[Fraction, int | None] | None:
    """The share of the year that the dates cover, and its months where they are whole."""
    first, last = starts_on(option.financial_year), ends_on(option.financial_year)
    begins = max(option.from_on or first, first)
    ends = min(option.until_on or last, last)
    if (begins, ends) == (first, last) or ends < begins:
        return None
    if begins.day == 1 and (ends + timedelta(days=1)).day == 1:
        months = (ends.year - begins.year) * MONTHS + ends.month - begins.month + 1
        return Fraction(months, MONTHS), months
    return Fraction(_days(begins, ends), _days(first, last)), None


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _days_words(share: Fraction, year: str) -> str:
    whole = _days(starts_on(year), ends_on(year))
    return f"{share * whole} of {whole} days"


def _part(full: Decimal, share: Fraction) -> Decimal:
    return (full * share.numerator / share.denominator).quantize(PENNY, ROUND_HALF_UP)
