"""The awards of an outcome: a row for each source and budget line that the money comes from."""

from __future__ import annotations

from crispy_forms.layout import Row
from django import forms
from django.utils.functional import cached_property

from decisions.forms.fields import LineField
from decisions.workflow.deciding import AwardDraft
from forum.forms.base import GovukForm, GovukFormSet
from forum.forms.choosing import RecordChoice
from forum.forms.fields import DayField, FinancialYearField, PoundsField
from forum.forms.layout import Layout
from forum.money import pounds
from papers.choices import Source
from papers.models import FundingOption

AS_TABLED = ("source", "budget_line", "amount", "financial_year", "from_on", "until_on")


class OptionChoice(RecordChoice):
    """A funding option as tabled: "A: One-off, Balance brought forward, £89,604"."""

    def label_from_instance(self, option):
        line = f", {option.budget_line.name}" if option.budget_line else ""
        source = option.get_source_display()
        return f"{option.letter}: {source}{line}, {pounds(option.amount)}, {option.financial_year}"


class AwardForm(GovukForm):
    """Money from one source; what is left empty is taken from the option, where one is chosen."""

    option = OptionChoice(
        None,
        label="Which tabled option does it take up? (optional)",
        help_text="Boxes left empty below are filled from it",
        required=False,
        empty_label="None: the forum named other money",
    )
    source = forms.ChoiceField(
        label="Source", required=False, choices=[("", "Choose a source"), *Source.choices]
    )
    budget_line = LineField(
        label="Budget line",
        help_text="What is left is as decided by the forum, never actual spend",
        required=False,
    )
    amount = PoundsField(label="Amount", required=False)
    financial_year = FinancialYearField(label="Financial year", required=False)
    from_on = DayField(label="From (optional)", required=False)
    until_on = DayField(label="Until, the last day", required=False)
    assumption = forms.CharField(
        label="Assumption (optional)",
        help_text="What the record does not state and had to be assumed",
        max_length=200,
        required=False,
    )

    def layout(self):
        return Layout(
            "option",
            "source",
            "budget_line",
            Row("amount", "financial_year"),
            Row("from_on", "until_on"),
            "assumption",
        )

    @property
    def is_blank(self):
        return not any(self.cleaned_data.get(name) for name in self.fields if name != "DELETE")

    def draft(self):
        said, option = self.cleaned_data, self.cleaned_data["option"]
        tabled = {name: getattr(option, name) for name in AS_TABLED} if option else {}
        filled = {name: said[name] or tabled.get(name) or said[name] for name in AS_TABLED}
        # £0 is an amount that somebody entered, not an empty box.
        if said["amount"] is not None:
            filled["amount"] = said["amount"]
        return AwardDraft(**filled, option=option, assumption=said["assumption"])


class AwardRows(GovukFormSet):
    row_name = "Award"

    def __init__(self, *args, question, lines, **kwargs):
        super().__init__(*args, prefix="award", **kwargs)
        self.extra = 0 if self.initial else 1
        self.recommendation = question.placement.recommendation
        self.lines = lines
        self.options = FundingOption.objects.filter(
            recommendation=self.recommendation, group__in=question.option_groups
        ).select_related("budget_line")

    @cached_property
    def offered(self):
        """The choices of a row, read once for all rows."""
        first = AwardForm()
        self._offer(first)
        return {name: list(first.fields[name].choices) for name in ("option", "budget_line")}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        self._offer(form)
        for name, choices in self.offered.items():
            form.fields[name].choices = choices

    def _offer(self, form):
        form.fields["option"].queryset = self.options
        form.fields["budget_line"].offer(self.lines, self.recommendation.financial_year)

    def drafts(self, *, also_prefilled):
        """The rows that somebody entered; those that we filled in, where they are meant."""
        return tuple(
            form.draft()
            for form in self.forms
            if not form.is_blank
            and not form.cleaned_data.get("DELETE")
            and (also_prefilled or form.has_changed())
        )


AWARDS = forms.formset_factory(AwardForm, formset=AwardRows, extra=1, can_delete=True, max_num=20)


def as_award(option, amount_asked):
    """An option as the first words of an award row."""
    filled = {name: getattr(option, name) for name in AS_TABLED}
    filled["amount"] = filled["amount"] if filled["amount"] is not None else amount_asked
    return {"option": option, **filled}
