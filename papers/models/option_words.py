"""A funding option in words: the page, the comparison and the document say the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forum.money import pounds
from papers.choices import Precision
from papers.models.option import FundingOption
from papers.rules.terms import PartYear


def source_words(option: FundingOption) -> str:
    """ "One-off: High needs balance"; with the grant and the group where there is one."""
    line = option.budget_line.name if option.budget_line else "budget line not stated"
    grant = f" ({option.grant_reference})" if option.grant_reference else ""
    group = f", {option.get_group_display().lower()}" if option.group else ""
    return f"{option.get_source_display()}: {line}{grant}{group}"


def amount_words(option: FundingOption) -> str:
    """ "Approximately £1,000,000 for 2016-17, a year, year after year (printed “c. £1m”)"."""
    firmness = Precision(option.amount_precision)
    words = "" if firmness == Precision.EXACT else f"{firmness.label} "
    year = option.financial_year or "a year that is not stated"
    return ", ".join([f"{words}{pounds(option.amount)} for {year}", *_of_amount(option)])


def terms_words(
    option: FundingOption, part: PartYear | None, match_due: Decimal | None
) -> Iterator[str]:
    """Whatever it says beyond its amount and its days."""
    stated = ", ".join(_of_amount(option))
    if stated:
        yield f"{stated[:1].upper()}{stated[1:]}"
    yield from part_year_words(option, part)
    if option.is_recurring is not None:
        yield "Comes back every year" if option.is_recurring else "Does not come back"
    if option.grant_reference:
        yield f"Grant: {option.grant_reference}"
    for condition in option.conditions:
        yield f"Condition: {condition}"
    if option.claw_back:
        yield f"To be paid back: {option.claw_back}"
    yield from match_words(option, match_due)
    if option.after_end:
        yield f"After the end: {option.after_end}"


def part_year_words(option: FundingOption, part: PartYear | None) -> Iterator[str]:
    """ "7 of 12 months of £1,000,000 for a full year: £583,333.33"."""
    if part and part.amount is not None:
        full = pounds(option.full_year_amount)
        yield f"{part.words} of {full} for a full year: {pounds(part.amount)}"
    elif part and (option.is_recurring or option.months):
        yield f"For {part.words}; what a full year costs is not stated"


def match_words(option: FundingOption, due: Decimal | None) -> Iterator[str]:
    """Who adds how much, at which ratio, and what the ratio makes of it."""
    if option.match_amount is not None or option.match_from:
        yield f"Matched by {option.match_from or 'others'}: {pounds(option.match_amount)}"
    if option.match_ours is not None:
        worked_out = f", that is {pounds(due)}" if due is not None else ""
        yield f"Matched at {option.match_ours}:{option.match_theirs}{worked_out}"
    if option.match_words:
        yield f"As printed: “{option.match_words}”"


def _of_amount(option: FundingOption) -> Iterator[str]:
    if option.amount_unit:
        yield option.get_amount_unit_display().lower()
    if option.ceiling is not None:
        yield f"of at most {pounds(option.ceiling)}"
    if option.amount_as_printed:
        yield f"printed “{option.amount_as_printed}”"
