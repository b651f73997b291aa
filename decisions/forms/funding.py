"""Which money somebody looks at: a source, a year, a block, a budget line."""

from __future__ import annotations

from django import forms

from decisions.models.money.money_rows import NOT_STATED, MoneyAsked
from forum.forms.base import GovukForm
from forum.rules.financial_year import is_financial_year
from papers.choices import Block, Source


class MoneyForm(GovukForm):
    """Read from an address; what it does not know is said, so that no filter is left out."""

    source = forms.ChoiceField(required=False, choices=[("", ""), *Source.choices])
    block = forms.ChoiceField(required=False, choices=[("", ""), *Block.choices])
    line = forms.UUIDField(required=False)
    year = forms.CharField(required=False)

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year and not names_a_year(year):
            raise forms.ValidationError("Enter a financial year, like 2026-27")
        return year

    def asked(self, find_line):
        """What is asked for; the line is found by a door."""
        line = self.cleaned_data["line"]
        return MoneyAsked(**{**self.cleaned_data, "line": find_line(line) if line else None})


def names_a_year(text):
    """Whether an address names a financial year, or the one that the record does not state."""
    return is_financial_year(text) or text == NOT_STATED
