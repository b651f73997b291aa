"""Outturns of de-delegated services, and moves of what was left of them."""

from __future__ import annotations

from decimal import Decimal

from crispy_forms.layout import Layout, Row
from django import forms

from forum.forms.base import GovukModelForm
from forum.forms.choosing import RecordChoice
from forum.forms.fields import FinancialYearField, PoundsField
from forum.forms.layout import Fieldset
from forum.forms.widgets import Radios
from papers.choices import MoveKind
from papers.forms.schedule import groups_of_maintained
from papers.models import BalanceMove, BudgetLine, LocalService, Outturn

UNDER, OVER = "under", "over"
HINTS = {
    MoveKind.NETTING: "To another line that was overspent, like insurance against maternity leave",
    MoveKind.CARRY_FORWARD: "To a later year of the same line",
    MoveKind.RETURN: "To the budget shares of the schools that it came from",
}


class OutturnForm(GovukModelForm):
    """Either budget and spending, or only by how much it was under or over."""

    messages = {"service": "Select the service", "group": "Select whose money it was"}

    service = RecordChoice(
        queryset=LocalService.objects.none(), label="Service", empty_label="Choose a service"
    )
    group = forms.ChoiceField(
        label="Whose money was it?", choices=groups_of_maintained(), widget=Radios(small=True)
    )
    financial_year = FinancialYearField(label="Financial year", help_text="For example, 2025-26")
    budget = PoundsField(label="Budget (optional)", required=False)
    spent = PoundsField(label="Spent (optional)", required=False)
    difference = PoundsField(
        label="Difference (optional)",
        required=False,
        help_text="Where only the difference is known. Otherwise it is worked out",
    )
    direction = forms.ChoiceField(
        label="The difference is",
        choices=[(UNDER, "An underspend: money is left"), (OVER, "An overspend")],
        initial=UNDER,
        required=False,
        widget=Radios(small=True),
    )
    is_projection = forms.BooleanField(label="This is a projection", required=False)
    note = forms.CharField(label="Note (optional)", max_length=300, required=False)

    class Meta:
        model = Outturn
        fields = [
            "service", "group", "financial_year", "budget", "spent", "is_projection", "note",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = LocalService.objects.filter(forum=self.instance.forum)

    def layout(self):
        return Layout(
            "service", "group", "financial_year",
            Fieldset("How much", Row("budget", "spent"), "difference", "direction",
                     hint="Give budget and spending, or the difference alone."),
            "is_projection", "note",
        )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            self._work_out(cleaned)
            self._refuse_double(cleaned)
        return cleaned

    def _work_out(self, cleaned):
        budget, spent = cleaned.get("budget"), cleaned.get("spent")
        difference = cleaned.get("difference")
        if budget is not None and spent is not None:
            self.instance.balance = budget - spent
            if difference is not None and abs(budget - spent) != difference:
                self.add_error("difference", "This is not the budget less what was spent")
        elif difference is None:
            self.add_error("difference", "Enter budget and spending, or the difference")
        else:
            over = cleaned.get("direction") == OVER
            self.instance.balance = -difference if over else difference + Decimal(0)

    def _refuse_double(self, cleaned):
        same = Outturn.objects.filter(
            service=cleaned["service"],
            group=cleaned["group"],
            financial_year=cleaned["financial_year"],
            is_projection=cleaned["is_projection"],
        ).exclude(pk=self.instance.pk)
        if same.exists():
            self.add_error("financial_year", "The outturn of this service and year is entered")


class MoveForm(GovukModelForm):
    """How much goes from which line and year, and where to."""

    messages = {"kind": "Say where the money goes"}

    kind = forms.ChoiceField(
        label="What happens to the money?", choices=MoveKind.choices, widget=Radios(hints=HINTS)
    )
    amount = PoundsField(label="Amount")
    from_line = RecordChoice(
        queryset=BudgetLine.objects.none(), label="From line", empty_label="Choose a line"
    )
    from_group = forms.ChoiceField(
        label="Whose money is it?", choices=groups_of_maintained(), widget=Radios(small=True)
    )
    from_year = FinancialYearField(label="From year", help_text="For example, 2025-26")
    to_line = RecordChoice(
        queryset=BudgetLine.objects.none(),
        label="To line (optional)",
        required=False,
        empty_label="Back to the schools",
    )
    to_year = FinancialYearField(label="To year", help_text="For example, 2026-27")
    note = forms.CharField(label="Note (optional)", max_length=300, required=False)

    class Meta:
        model = BalanceMove
        fields = [
            "kind", "amount", "from_line", "from_group", "from_year", "to_line", "to_year", "note",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lines = BudgetLine.objects.filter(forum=self.instance.forum, service__isnull=False)
        self.fields["from_line"].queryset = self.fields["to_line"].queryset = lines
        for name in ("from_line", "to_line"):
            self.fields[name].label_from_instance = lambda line: line.name

    def layout(self):
        return Layout(
            "kind",
            "amount",
            Fieldset("From", "from_line", "from_group", "from_year"),
            Fieldset("To", "to_line", "to_year"),
            "note",
        )

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount is not None and amount <= 0:
            raise forms.ValidationError("Enter an amount above £0")
        return amount

    def clean(self):
        cleaned = super().clean()
        goes_back = cleaned.get("kind") == MoveKind.RETURN
        if goes_back and cleaned.get("to_line"):
            self.add_error("to_line", "Money that is returned goes to no line")
        if cleaned.get("kind") and not goes_back and not cleaned.get("to_line"):
            self.add_error("to_line", "Choose the line that it goes to")
        # The money stays with the schools it came from: another group is a decision of theirs.
        self.instance.to_group = cleaned.get("from_group") or ""
        return cleaned
