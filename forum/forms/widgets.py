"""Widgets with what the GOV.UK pack needs to know: hints for options, a £ sign, three boxes."""

from datetime import date

from django import forms


class Hinted:
    """Options that carry a hint each: {value: hint}."""

    def __init__(self, attrs=None, choices=(), *, hints=None, inline=False, small=False):
        super().__init__(attrs, choices)
        self.hints = hints or {}
        self.inline = inline
        self.small = small


class Radios(Hinted, forms.RadioSelect):
    """One of a few options; `inline` sets two short ones side by side."""


class Checkboxes(Hinted, forms.CheckboxSelectMultiple):
    """Any of a few options."""


class TextBox(forms.TextInput):
    """A text box of a given width in characters, with a sign before or after it."""

    def __init__(self, attrs=None, *, width=None, prefix="", suffix=""):
        classes = {"class": f"govuk-input--width-{width}"} if width else {}
        super().__init__({**classes, **(attrs or {})})
        self.prefix = prefix
        self.suffix = suffix


class NumberBox(TextBox):
    """A text box that opens a telephone's number keys and never eats what was typed."""

    def __init__(self, attrs=None, *, inputmode="decimal", width=10, prefix="", suffix=""):
        kept = {"inputmode": inputmode, "spellcheck": "false", "autocomplete": "off"}
        super().__init__({**kept, **(attrs or {})}, width=width, prefix=prefix, suffix=suffix)


class DayBoxes(forms.MultiWidget):
    """Day, month and year, each in a box of its own; what was typed stays."""

    parts = ("day", "month", "year")

    def __init__(self, attrs=None):
        super().__init__({part: forms.TextInput() for part in self.parts}, attrs)

    def decompress(self, value):
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        return ["", "", ""]
