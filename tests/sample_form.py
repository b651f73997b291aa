"""A form with every kind of field, and rows of another: what the pack's tests draw."""

from crispy_forms.layout import Layout, Row
from django import forms

from forum.forms.base import GovukForm, GovukFormSet
from forum.forms.fields import DayField, ExactDecimalField, FinancialYearField, PoundsField
from forum.forms.layout import Button, Fieldset, Reveal
from forum.forms.widgets import Checkboxes, Radios, TextBox

SOURCES = [
    ("centrally_retained", "Centrally retained"),
    ("de_delegated", "De-delegated"),
    ("high_needs", "High needs"),
    ("one_off", "One-off"),
]


class SampleForm(GovukForm):
    title = forms.CharField(label="Item <b>title", help_text="As on the agenda", max_length=40)
    email = forms.EmailField(
        label="Email address", widget=forms.EmailInput({"autocomplete": "email"})
    )
    body = forms.CharField(label="Recommendation", widget=forms.Textarea({"rows": 4}))
    source = forms.ChoiceField(
        label="Where does the money come from?",
        choices=SOURCES,
        widget=Radios(hints={"de_delegated": "From maintained schools, by phase"}),
        help_text="One of the four kinds",
    )
    balance = forms.CharField(label="Name of the balance", required=False)
    until = DayField(label="Until", required=False)
    late = forms.ChoiceField(
        label="Is the paper late?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(inline=True),
    )
    phases = forms.MultipleChoiceField(
        label="Which phases may vote?",
        choices=[("p", "Primary <b>"), ("s", "Secondary")],
        widget=Checkboxes(hints={"s": "Not academies"}),
    )
    agree = forms.BooleanField(label="I declare no interest", help_text="See regulation 8")
    group = forms.ChoiceField(label="Group", choices=[("", "Choose a group"), ("s", "Schools")])
    paper = forms.FileField(label="Paper", help_text="Word or PDF", required=False)
    amount = PoundsField(label="Amount asked")
    year = FinancialYearField(label="Financial year", help_text="For example, 2026-27")
    rate = ExactDecimalField(label="Unit rate")
    pupils = forms.IntegerField(label="Pupils", min_value=1)
    held_on = DayField(label="Date of the meeting", help_text="For example, 4 7 2018")
    code = forms.CharField(label="Code", required=False, widget=TextBox(width=4, suffix="%"))
    step = forms.CharField(widget=forms.HiddenInput, initial="2")

    messages = {"title": "Enter the title of the item", "body": {"required": "Say what you ask"}}

    def layout(self):
        return Layout(
            Fieldset("About <this> item {{ 7 }}", "title", "email", "body", hint="In plain words"),
            Reveal("source", {"one_off": ["balance", "until"]}),
            "late",
            "phases",
            "agree",
            "held_on",
            "group",
            "paper",
            Row("amount", "year"),
            Row("rate", "pupils", "code"),
            Button("Check", name="check", value="yes", look="secondary"),
        )


class RateForm(GovukForm):
    factor = forms.CharField(label="Factor")
    rate = ExactDecimalField(label="Unit rate")

    def layout(self):
        return Layout(Row("factor", "rate"))


class RateFormSet(GovukFormSet):
    row_name = "Rate line"


RATES = forms.formset_factory(RateForm, formset=RateFormSet, extra=2, can_delete=True)

RIGHT = {
    "title": "Early Help Practitioners",
    "email": "amira@example.org",
    "body": "That the forum agrees.",
    "source": "one_off",
    "balance": "DSG reserve",
    "until_day": "31",
    "until_month": "3",
    "until_year": "2027",
    "late": "no",
    "phases": ["p"],
    "agree": "on",
    "group": "s",
    "amount": "£89,604",
    "year": "2026-27",
    "rate": "5.00",
    "pupils": "120",
    "held_on_day": "4",
    "held_on_month": "July",
    "held_on_year": "2018",
    "step": "2",
}
ROWS_SENT = {
    "form-TOTAL_FORMS": "2",
    "form-INITIAL_FORMS": "0",
    "form-0-factor": "Pupils",
    "form-0-rate": "5.00",
    "form-1-factor": "",
    "form-1-rate": "1e5",
}
