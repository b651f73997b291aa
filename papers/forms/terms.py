"""What an option says beyond its amount: fields that several kinds of money share."""

from __future__ import annotations

from crispy_forms.layout import Row
from django import forms

from forum.forms.fields import ExactDecimalField, PoundsField
from forum.forms.layout import Fieldset, Folded
from forum.forms.widgets import NumberBox, Radios, TextBox
from papers.choices import AmountUnit, Precision

MOST_CONDITIONS = 20
LONGEST_CONDITION = 300
RECURS = [("yes", "Yes, every year"), ("no", "No, once"), ("", "Not stated")]
_RECURRING = {"yes": True, "no": False, "": None}
PRINTED = ("amount_precision", "amount_as_printed", "amount_unit")
LASTING = ("is_recurring", "after_end")
PART_YEAR = ("months", "full_year_amount")
MATCH = ("match_from", "match_amount", "match_ours", "match_theirs", "match_words")
GRANT = ("grant_reference", "ceiling", "claw_back")


class ConditionsField(forms.CharField):
    """One condition on each line; kept as a list."""

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=forms.Textarea({"rows": 3}), **kwargs)

    def to_python(self, value):
        lines = value if isinstance(value, list) else (super().to_python(value) or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def validate(self, value):
        super().validate(value)
        if len(value) > MOST_CONDITIONS:
            raise forms.ValidationError(f"Enter at most {MOST_CONDITIONS} conditions")
        if any(len(line) > LONGEST_CONDITION for line in value):
            raise forms.ValidationError(
                f"Each condition must be {LONGEST_CONDITION} characters or fewer"
            )

    def run_validators(self, value):
        """Django's are for a text; a list of lines is checked above."""

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class TermsFields(forms.Form):
    """The fields; each kind of money takes up those that it needs."""

    amount_precision = forms.ChoiceField(
        label="How firmly is it stated?",
        choices=Precision.choices,
        required=False,
        initial=Precision.EXACT,
        widget=Radios(inline=True, small=True),
    )
    amount_as_printed = forms.CharField(
        label="As the paper prints it (optional)",
        max_length=60,
        required=False,
        help_text="Only where it uses other words, like “c. £1m”",
        widget=TextBox(width=10),
    )
    amount_unit = forms.ChoiceField(
        label="What is the amount for? (optional)",
        choices=[("", "Not stated"), *AmountUnit.choices],
        required=False,
    )
    is_recurring = forms.ChoiceField(
        label="Does this cost come back every year?",
        choices=RECURS,
        required=False,
        widget=Radios(inline=True, small=True),
    )
    after_end = forms.CharField(
        label="What happens after the end date? (optional)",
        max_length=500,
        required=False,
        help_text="Who pays then, or what stops",
        widget=forms.Textarea({"rows": 2}),
    )
    months = forms.IntegerField(
        label="Months of the year it is for (optional)",
        required=False,
        min_value=1,
        max_value=12,
        widget=NumberBox(inputmode="numeric", width=2),
    )
    full_year_amount = PoundsField(label="What a full year costs (optional)", required=False)
    conditions = ConditionsField(
        label="Conditions (optional)", help_text="Each on a line of its own"
    )
    match_from = forms.CharField(
        label="Who adds money? (optional)",
        max_length=160,
        required=False,
        help_text="For example, the County Council",
    )
    match_amount = PoundsField(label="How much do they add? (optional)", required=False)
    match_ours = ExactDecimalField(
        label="For each £ of ours (optional)", required=False, widget=NumberBox(width=5)
    )
    match_theirs = ExactDecimalField(
        label="£ of theirs (optional)", required=False, widget=NumberBox(width=5)
    )
    match_words = forms.CharField(
        label="The ratio as printed (optional)",
        max_length=300,
        required=False,
        help_text="For example: for every £1 that DSG contributes, a further £5",
    )
    grant_reference = forms.CharField(
        label="Grant: who gives it, and its reference (optional)", max_length=160, required=False
    )
    ceiling = PoundsField(
        label="The most it may give (optional)",
        required=False,
        help_text="For example, up to and including £5m",
    )
    claw_back = forms.CharField(
        label="When has it to be paid back? (optional)",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def clean_is_recurring(self):
        return _RECURRING[self.cleaned_data["is_recurring"]]

    def clean_amount_precision(self):
        return self.cleaned_data["amount_precision"] or Precision.EXACT


def recurs(is_recurring: bool | None) -> str:
    """How the radios say it."""
    return next(word for word, value in _RECURRING.items() if value is is_recurring)


def printed_layout():
    """How an amount is stated."""
    return Folded("How the paper states the amount", *PRINTED)


def part_year_layout():
    """A cost that begins or ends inside the year."""
    return Folded(
        "Only a part of the year",
        Row(*PART_YEAR),
        hint="The part is worked out from the dates: 1 September to 31 March is 7 of 12 months.",
    )


def match_layout():
    """What others add."""
    ratio = Row("match_ours", "match_theirs")
    return Folded("Match funding", "match_from", "match_amount", ratio, "match_words")


def grant_layout():
    """What goes with an external grant."""
    return Folded("External grant", *GRANT)


def lasting_layout(*dates: str):
    """From when until when, and what then."""
    return Fieldset("When, and what then", Row(*dates), *LASTING)
