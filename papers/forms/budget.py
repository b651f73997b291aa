"""Budget lines, and what is put into them for a year."""

from __future__ import annotations

from django import forms

from forum.forms.base import GovukForm, GovukModelForm
from forum.forms.fields import DayField, FinancialYearField, PoundsField
from forum.forms.taken import refuse_taken
from forum.forms.widgets import Radios, TextBox
from papers.choices import Block, LineKind
from papers.models import BudgetLine

KINDS = {
    LineKind.LINE: "Filled again each year",
    LineKind.HISTORIC: "Began before 1 April 2013, and may not increase",
    LineKind.BALANCE: "Left over from an earlier year: its money is one-off",
    LineKind.GRANT: "From the government or somebody else, and it ends: its money is one-off",
}


class LineForm(GovukModelForm):
    messages = {"name": "Enter the name of the budget line"}

    name = forms.CharField(
        label="Name",
        max_length=200,
        help_text="As papers call it, like Contribution to combined budgets",
    )
    block = forms.ChoiceField(label="Block", choices=Block.choices, widget=Radios(small=True))
    kind = forms.ChoiceField(
        label="What is it?", choices=LineKind.choices, widget=Radios(hints=KINDS)
    )
    code = forms.CharField(
        label="Section 251 line (optional)",
        max_length=12,
        required=False,
        help_text="Like 1.4.1",
        widget=TextBox(width=5),
    )
    commitment_began_on = DayField(
        label="Commitment began on (optional)",
        required=False,
        help_text="For a historic commitment: a day before 1 April 2013",
    )
    note = forms.CharField(label="Note (optional)", max_length=300, required=False)

    class Meta:
        model = BudgetLine
        fields = ["name", "block", "kind", "code", "commitment_began_on", "note"]

    def clean(self):
        cleaned = super().clean()
        sentence = "There is already a budget line with this name"
        refuse_taken(self, "name", self.instance.forum.budgetline_set, sentence)
        return cleaned


class AllocationForm(GovukForm):
    financial_year = FinancialYearField(label="Financial year", help_text="For example, 2026-27")
    amount = PoundsField(label="Allocation for the year")
