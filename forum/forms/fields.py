"""Form fields whose errors say what to do, and that never change what somebody typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from forum.forms.widgets import DayBoxes, NumberBox, TextBox
from forum.money import parse_exact, parse_pounds, pounds
from forum.rules.colours import is_colour
from forum.rules.financial_year import is_financial_year

FIRST_YEAR, LAST_YEAR = 1900, 2199
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
FEBRUARY = 2


class _NumberField(forms.Field):
    """A number typed as text; the parser's ValueError is the sentence."""

    parse: Callable[[str], Decimal]

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, Decimal) or value in self.empty_values or not str(value).strip():
            return value if isinstance(value, Decimal) else None
        try:
            return type(self).parse(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class PoundsField(_NumberField):
    """An amount of money, to the penny."""

    parse = staticmethod(parse_pounds)

    def __init__(self, *, widget: forms.Widget | None = None, **kwargs: Any) -> None:
        super().__init__(widget=widget or NumberBox(prefix="£"), **kwargs)

    def prepare_value(self, value: object) -> object:
        return pounds(value).replace("£", "") if isinstance(value, Decimal) else value


class ExactDecimalField(_NumberField):
    """A unit rate or a number of units: "5.00" stays "5.00"."""

    parse = staticmethod(parse_exact)

    def __init__(self, *, widget: forms.Widget | None = None, **kwargs: Any) -> None:
        super().__init__(widget=widget or NumberBox(), **kwargs)

    def prepare_value(self, value: object) -> object:
        return format(value, "f") if isinstance(value, Decimal) else value

    def has_changed(self, initial: object, data: object) -> bool:
        """5.00 is not 5: the printed places are part of the record."""
        return str(self.prepare_value(initial) or "") != str(data or "").strip()


class FinancialYearField(forms.CharField):
    """A financial year, kept as "2026-27"; "2026/27" and "2026-2027" are read as the same."""

    default_error_messages = {
        "required": "Enter the financial year as two years, like 2026-27",
        "invalid": "Enter the financial year as two years, like 2026-27",
    }

    def __init__(self, *, widget: forms.Widget | None = None, **kwargs: Any) -> None:
        box = TextBox({"spellcheck": "false", "autocomplete": "off"}, width=5)
        super().__init__(widget=widget or box, **kwargs)

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        if not typed:
            return ""
        first, _, second = typed.replace("/", "-").replace("–", "-").partition("-")
        first, second = first.strip(), second.strip()
        year = f"{first}-{_short(first, second)}"
        if not year.isascii() or not is_financial_year(year):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return year


class ColourField(forms.CharField):
    """A colour, kept as "#4a2d6b"; without its # and in capitals it is read as the same."""

    default_error_messages = {
        "required": "Enter a colour like #4a2d6b",
        "invalid": "Enter the colour as # and six figures or letters from a to f, like #4a2d6b",
    }

    def __init__(self, **kwargs: Any) -> None:
        box = TextBox({"spellcheck": "false", "autocomplete": "off"}, width=10)
        super().__init__(widget=box, **kwargs)

    def to_python(self, value: Any) -> str:
        typed = (super().to_python(value) or "").strip()
        colour = f"#{typed.removeprefix('#')}".lower()
        if typed and not is_colour(colour):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return colour if typed else ""


class DayField(forms.Field):
    """A day, typed as day, month and year."""

    widget = DayBoxes

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        typed = {
            part: (text or "").strip() for part, text in zip(DayBoxes.parts, value, strict=True)
        }
        missing = [part for part, text in typed.items() if not text]
        if len(missing) == len(typed):
            return None
        if missing:
            self._refuse(f"{self._name()} must include a {' and a '.join(missing)}", missing)
        return self._real_day(*self._numbers(typed))

    def _numbers(self, typed: dict[str, str]) -> list[int]:
        """Day, month and year as numbers, each one possible by itself."""
        bounds = {"day": (1, 31), "month": (1, 12), "year": (FIRST_YEAR, LAST_YEAR)}
        numbers = []
        for part, (least, most) in bounds.items():
            number = _number(typed[part], months=part == "month")
            if number is None or not least <= number <= most:
                also = ", or its name" if part == "month" else ""
                self._refuse(f"Enter the {part} as a number from {least} to {most}{also}", [part])
            numbers.append(number)
        return numbers

    def _real_day(self, day: int, month: int, year: int) -> date:
        try:
            return date(year, month, day)
        except ValueError:
            check = ["day", "month"]
            if (day, month) == (29, FEBRUARY):
                check = ["day", "year"]
            self._refuse(
                f"{day} {MONTHS[month - 1]} {year} is not a real date: "
                f"check the {' and '.join(check)}",
                check,
            )

    def _name(self) -> str:
        label = str(self.label or "").removesuffix(" (optional)")
        return "The date" if not label or label.endswith("?") else label

    def _refuse(self, sentence: str, parts: list[str]) -> NoReturn:
        """`parts` tells the page which boxes to mark, and where the summary leads."""
        message = sentence.replace("%", "%%")
        raise ValidationError(message, code="invalid", params={"parts": tuple(parts)})


class PastDayField(DayField):
    """The day on which something was done: today, or before."""

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and value > timezone.localdate():
            self._refuse("Enter today's date or an earlier one", list(DayBoxes.parts))


def _short(first: str, second: str) -> str:
    """The two last figures of the year that follows; anything else stays as it is."""
    in_full = len(first) == len(second) == 4 and first.isdecimal() and second.isdecimal()
    return second[2:] if in_full and int(second) == int(first) + 1 else second


def _number(text: str, *, months: bool) -> int | None:
    """A whole number of at most four figures, or the month of that name."""
    if text.isascii() and text.isdecimal() and len(text) <= 4:
        return int(text)
    begun = [name for name in MONTHS if months and name.lower().startswith(text.lower())]
    return MONTHS.index(begun[0]) + 1 if len(begun) == 1 and len(text) >= 3 else None
