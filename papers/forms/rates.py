"""The rate lines of a de-delegation: factor, unit rate, units, and the total as printed."""

from __future__ import annotations

from crispy_forms.layout import Layout, Row
from django import forms

from forum.forms.base import GovukFormSet, GovukModelForm
from forum.forms.fields import ExactDecimalField, PoundsField
from forum.forms.widgets import NumberBox, TextBox
from papers.models import RateLine

BLANK_ROWS, MORE_ROWS, MOST_ROWS = 2, 4, 60
PREFIX = "rates"


class RateForm(GovukModelForm):
    messages = {
        "factor": "Enter the factor",
        "unit_rate": "Enter the unit rate",
        "printed_total": "Enter the total as printed",
    }

    factor = forms.CharField(label="Factor", max_length=60, widget=TextBox(width=20))
    unit_rate = ExactDecimalField(label="Unit rate", widget=NumberBox(prefix="£", width=5))
    units = ExactDecimalField(label="Units (optional)", required=False, widget=NumberBox(width=5))
    printed_total = PoundsField(label="Total", widget=NumberBox(prefix="£", width=10))
    year_label = forms.CharField(
        label="Year printed (optional)", max_length=7, required=False, widget=TextBox(width=5)
    )
    prior_rate = ExactDecimalField(
        label="Last year's rate (optional)", required=False, widget=NumberBox(prefix="£", width=5)
    )
    prior_year_label = forms.CharField(
        label="Year printed over it (optional)",
        max_length=7,
        required=False,
        widget=TextBox(width=5),
    )

    class Meta:
        model = RateLine
        fields = [
            "factor", "unit_rate", "units", "printed_total", "year_label", "prior_rate",
            "prior_year_label",
        ]  # fmt: skip

    def layout(self):
        return Layout(
            Row("factor", "unit_rate", "units", "printed_total"),
            Row("year_label", "prior_rate", "prior_year_label"),
        )


class RateFormSet(GovukFormSet):
    row_name = "Rate line"
    default_error_messages = {
        "missing_management_form": "The rate lines could not be read: enter them again"
    }


ROWS = forms.formset_factory(
    RateForm,
    formset=RateFormSet,
    extra=BLANK_ROWS,
    max_num=MOST_ROWS,
    can_delete=True,
    can_delete_extra=False,
)


def rate_formset(data, *, saved=()):
    """Rows for the saved lines, and a few empty ones."""
    return ROWS(data, prefix=PREFIX, initial=[_as_typed(rate) for rate in saved])


def with_more_rows(data):
    """What was typed, with room for more lines."""
    more = data.copy()
    total = f"{PREFIX}-TOTAL_FORMS"
    typed = more.get(total, "")
    rows = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else 0
    more[total] = str(min(rows + MORE_ROWS, MOST_ROWS))
    return more


def _as_typed(rate):
    return {name: getattr(rate, name) for name in RateForm._meta.fields}
