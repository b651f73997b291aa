"""Funding options: one form for each of the four sources, so that each asks only what it needs."""

from __future__ import annotations

import re

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils import timezone

from forum.choices import Group
from forum.forms.base import GovukForm, GovukModelForm
from forum.forms.fields import DayField, FinancialYearField, PoundsField
from forum.forms.layout import Fieldset
from forum.forms.widgets import Radios, TextBox
from forum.rules.financial_year import (
    financial_year,
    is_financial_year,
    year_after,
    year_before,
)
from papers.choices import OptionStatus, Source
from papers.forms.choosing import BudgetLineChoice, LinePicker
from papers.forms.terms import (
    GRANT,
    LASTING,
    MATCH,
    PART_YEAR,
    PRINTED,
    TermsFields,
    grant_layout,
    lasting_layout,
    match_layout,
    part_year_layout,
    printed_layout,
    recurs,
)
from papers.models import BudgetLine, FundingOption
from papers.models.budget import BALANCE
from papers.models.facts import line_facts
from papers.rules.funding import may_come_from

SENTENCES = {
    Source.CENTRALLY_RETAINED: "Money that the authority keeps back before budgets go to schools: "
    "a line of the central school services block, the growth fund, or a historic commitment.",
    Source.DE_DELEGATED: "Money that maintained schools of one phase hand back for a service, "
    "for one financial year. Each phase decides for itself, line by line.",
    Source.HIGH_NEEDS: "A line of the high needs block, spent year after year.",
    Source.ONE_OFF: "A named balance or grant that ends, in whichever block it lies. "
    "One-off money inside the high needs block is one-off.",
}
LETTER = re.compile(r"[A-Z]{1,2}")
ROUNDINGS = [(1, "To the pound or penny"), (100, "To £100"), (1000, "To £1,000")]


def next_letter(letters, *, is_part):
    """The letter to begin with: the next alternative, or another part of the last one."""
    last = max(letters, default="")
    if not last:
        return "A"
    return last if is_part or last >= "Z" else chr(ord(last[0]) + 1)


class OptionForm(TermsFields, GovukModelForm):
    """What every option says: its letter, its line, how much, for which year, on what terms."""

    takes: tuple[str, ...] = (*PRINTED, *LASTING, *PART_YEAR, "conditions", *MATCH)
    """The terms that money of this kind may have."""

    letter = forms.CharField(
        label="Letter",
        max_length=2,
        help_text="A or B for alternatives. The parts of one split have the same letter, and so "
        "have the years of an amount that falls from year to year",
        widget=TextBox(width=2),
    )
    budget_line = BudgetLineChoice(
        label="Budget line",
        required=False,
        help_text="What is left is as decided by the forum. It is not actual spending",
    )
    amount = PoundsField(label="Amount", required=False)
    financial_year = FinancialYearField(
        label="Financial year", required=False, help_text="For example, 2026-27"
    )
    from_on = DayField(label="From (optional)", required=False)
    until_on = DayField(label="Until (optional)", required=False)
    proposer = forms.CharField(
        label="Proposed by (optional)",
        max_length=160,
        required=False,
        help_text="The post or seat, where it was not the author of the paper",
    )
    note = forms.CharField(
        label="Note (optional)", max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )

    class Meta:
        model = FundingOption
        fields = [
            "letter", "budget_line", "amount", "financial_year", "from_on", "until_on",
            "proposer", "note", *TermsFields.base_fields,
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(TermsFields.base_fields) - set(self.takes):
            del self.fields[name]
        self.initial["is_recurring"] = recurs(self.instance.is_recurring)
        typed = str(self["financial_year"].value() or "")
        year = typed if is_financial_year(typed) else financial_year(timezone.localdate())
        years = (year_before(year), year, year_after(year))
        self.fields["budget_line"].offer(self._lines(), years)

    def layout(self):
        return Layout(
            "letter",
            LinePicker("budget_line"),
            *self.particulars(),
            *self.money(),
            "conditions",
            "proposer",
            "note",
        )

    def particulars(self):
        return ()

    def money(self):
        return (
            Row("amount", "financial_year"),
            printed_layout(),
            lasting_layout("from_on", "until_on"),
            part_year_layout(),
            match_layout(),
        )

    def clean_letter(self):
        letter = self.cleaned_data["letter"].upper()
        if not LETTER.fullmatch(letter):
            raise forms.ValidationError("Enter a letter, like A or B")
        return letter

    def clean(self):
        cleaned = super().clean()
        begins, ends = cleaned.get("from_on"), cleaned.get("until_on")
        if begins and ends and ends < begins:
            self.add_error("until_on", "The last day must not be before the first day")
        if bool(cleaned.get("match_ours")) != bool(cleaned.get("match_theirs")):
            self.add_error("match_theirs", "Enter both numbers of the ratio, or neither")
        return cleaned

    def _lines(self):
        """The lines that money of this source can come from, and the one already chosen."""
        lines = BudgetLine.objects.filter(forum=self.instance.forum)
        chosen = self.instance.budget_line_id
        return [
            line
            for line in lines.prefetch_related(*BALANCE)
            if line.pk == chosen or may_come_from(self.instance.source, line_facts(line, ""))
        ]


class CentrallyRetainedForm(OptionForm):
    last_year_amount = PoundsField(
        label="Last year's amount",
        required=False,
        help_text="Needed for a historic commitment, which may not increase",
    )

    class Meta(OptionForm.Meta):
        fields = [*OptionForm.Meta.fields, "last_year_amount"]

    def money(self):
        amounts, *others = super().money()
        return (amounts, "last_year_amount", *others)


class HighNeedsForm(OptionForm):
    pass


class OneOffForm(OptionForm):
    takes = (*OptionForm.takes, *GRANT)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["budget_line"].label = "Balance or grant"
        self.fields["until_on"].label = "Until"
        self.fields[
            "until_on"
        ].help_text = "One-off money ends: without a last day it cannot be tabled"
        self.fields["after_end"].label = "What happens after the end date?"

    def money(self):
        return (*super().money(), grant_layout())


class DeDelegatedForm(OptionForm):
    takes = ("conditions",)

    service = forms.CharField(
        label="Service",
        max_length=120,
        required=False,
        help_text="One service for each option, like Behaviour support",
    )
    group = forms.ChoiceField(
        label="Whose budget shares does it come from?",
        choices=[("", "Choose a group"), *Group.choices],
        required=False,
        help_text="Each phase decides by itself: an option for each, with the same letter",
    )
    printed_precision = forms.TypedChoiceField(
        label="How is the amount rounded?",
        choices=ROUNDINGS,
        coerce=int,
        widget=Radios(inline=True, small=True),
    )
    last_year_amount = PoundsField(label="Last year's amount (optional)", required=False)
    financial_year = FinancialYearField(label="Financial year", required=False)

    class Meta(OptionForm.Meta):
        fields = [
            "letter", "budget_line", "service", "group", "amount", "printed_precision",
            "last_year_amount", "financial_year", "conditions", "proposer", "note",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # De-delegation is for one financial year, so it has no days of its own.
        del self.fields["from_on"], self.fields["until_on"]

    def particulars(self):
        return ("service", "group")

    def money(self):
        return (
            Fieldset(
                "Amount",
                Row("amount", "last_year_amount", "financial_year"),
                "printed_precision",
                hint="The rate lines below add up to the amount.",
            ),
        )


FORMS = {
    Source.CENTRALLY_RETAINED: CentrallyRetainedForm,
    Source.DE_DELEGATED: DeDelegatedForm,
    Source.HIGH_NEEDS: HighNeedsForm,
    Source.ONE_OFF: OneOffForm,
}


class MarkForm(GovukForm):
    messages = {"status": "Say what has become of it"}

    status = forms.ChoiceField(
        label="What has become of this option?",
        choices=[
            (OptionStatus.WITHDRAWN, OptionStatus.WITHDRAWN.label),
            (OptionStatus.UNAVAILABLE, OptionStatus.UNAVAILABLE.label),
        ],
        widget=Radios(
            hints={
                OptionStatus.WITHDRAWN: "Whoever offered it has taken it back",
                OptionStatus.UNAVAILABLE: "The money is not there any more",
            }
        ),
    )
    note = forms.CharField(
        label="Why (optional)",
        max_length=300,
        required=False,
        help_text="With its source, for example: report of the central block review, item 7",
        widget=forms.Textarea({"rows": 2}),
    )
