"""Figures of a schedule: numbers of units, and changes with their sign."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django import template

from forum import money

register = template.Library()


@register.filter
def units(number: Decimal | int | None) -> str:
    """17,284 or 63.5; "units not stated" where there are none."""
    return "units not stated" if number is None else f"{Decimal(number).normalize():,f}"


@register.filter
def signed(number: Decimal | None) -> str:
    """+5.0 or -2.3."""
    return "" if number is None else f"{number:+,}"


@register.filter
def whole_pounds(amount: Decimal | None) -> str:
    """£2,394: what a school hands back is read to the pound; the spreadsheet has the pence."""
    return money.pounds(amount if amount is None else amount.quantize(Decimal(1), ROUND_HALF_UP))
