"""Money as the field writes it: Decimal pounds in Python, integer pence in the database.

SQLite keeps decimals as floating point, so amounts are stored as whole pence and unit rates as the
text that was printed ("5.00" is not "5").
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

PENNY = Decimal("0.01")
MOST_POUNDS = Decimal("99999999999.99")
"""A hundred billion pounds: more than the whole of the Dedicated Schools Grant."""

_AMOUNT = re.compile(r"\d+(\.\d{1,2})?")
_EXACT = re.compile(r"\d{1,12}(\.\d{1,6})?")


def parse_pounds(text: str) -> Decimal:
    """The amount in pounds that somebody typed, to the penny; ValueError says what to do."""
    bare = text.strip().removeprefix("£").replace(",", "").replace(" ", "")
    if not bare:
        raise ValueError("Enter an amount in pounds")
    if bare.startswith("-"):
        raise ValueError("Enter an amount of £0 or more")
    if not _AMOUNT.fullmatch(bare):
        raise ValueError("Enter an amount in pounds and pence, like 89,604 or 30,352.50")
    amount = Decimal(bare).quantize(PENNY) if len(bare) < 30 else MOST_POUNDS + 1
    if amount > MOST_POUNDS:
        raise ValueError("Enter an amount under £100 billion")
    return amount


def parse_exact(text: str) -> Decimal:
    """A rate or a number of units, with the decimal places it was printed with."""
    bare = text.strip().removeprefix("£").replace(",", "")
    if not _EXACT.fullmatch(bare):
        raise ValueError("Enter a number with up to 6 decimal places, like 36.96")
    return Decimal(bare)


def pounds(amount: Decimal | None) -> str:
    """£89,604 or £30,352.50; "not stated" where the record states none."""
    if amount is None:
        return "not stated"
    places = 0 if amount == amount.to_integral_value() else 2
    sign = "-" if amount < 0 else ""
    return f"{sign}£{abs(amount):,.{places}f}"


def pence(amount: Decimal) -> int:
    """The amount as whole pence; ValueError where it is not to the penny."""
    value = amount * 100
    if value != value.to_integral_value():
        raise ValueError(f"{amount} is not an amount to the penny")
    return int(value)


class PenceField(models.BigIntegerField):
    """An amount of money: Decimal pounds in Python, whole pence in the column."""

    # The stubs would have the type checker take an attribute of this field for an int.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(
        self, value: int | None, expression: object, connection: object
    ) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-2)

    def to_python(self, value: object) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except InvalidOperation as error:
            raise ValidationError("Enter an amount in pounds and pence.") from error

    def get_prep_value(self, value: object) -> int | None:
        amount = self.to_python(value)
        return None if amount is None else pence(amount)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    @property
    def validators(self) -> list:
        return []


class ExactDecimalField(models.CharField):
    """A Decimal that keeps its printed places: "5.00" stays "5.00"."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 24)
        super().__init__(*args, **kwargs)

    def from_db_value(
        self, value: str | None, expression: object, connection: object
    ) -> Decimal | None:
        return None if value is None else Decimal(value)

    def to_python(self, value: object) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except InvalidOperation as error:
            raise ValidationError("Enter a number.") from error

    def get_prep_value(self, value: object) -> str | None:
        number = self.to_python(value)
        return None if number is None else format(number, "f")

    @property
    def validators(self) -> list:
        return []
