"""The forms of a schedule: its year, a line with its rates, and what a service is called here."""

from __future__ import annotations

from crispy_forms.layout import Layout, Row
from django import forms

from forum.choices import Group
from forum.forms.base import GovukForm, GovukModelForm
from forum.forms.fields import ExactDecimalField, FinancialYearField, PoundsField
from forum.forms.layout import Fieldset
from forum.forms.taken import refuse_taken
from forum.forms.widgets import NumberBox, Radios, TextBox
from papers.choices import BuyBack
from papers.forms.funding import ROUNDINGS
from papers.forms.rates import BLANK_ROWS, MOST_ROWS, PREFIX, RateForm, RateFormSet
from papers.models import LineRate, LocalService, Schedule, ScheduleLine
from papers.rules.schedules.services import CATALOGUE, PART_7, PART_7_GROUPS

FROM_CATALOGUE = "code:"


class StartForm(GovukModelForm):
    financial_year = FinancialYearField(label="Financial year", help_text="For example, 2026-27")
    note = forms.CharField(
        label="Note (optional)",
        required=False,
        help_text="Printed above the tables, for example where the units come from",
        widget=forms.Textarea({"rows": 3}),
    )

    class Meta:
        model = Schedule
        fields = ["financial_year", "note"]


class LineForm(GovukModelForm):
    """One service for the schools of one group; its rates stand in rows of their own."""

    messages = {
        "service": "Select the service",
        "group": "Select whose budget shares it comes from",
        "label": "Enter the label of the recommendation, like 2(ii)",
    }

    service = forms.ChoiceField(
        label="Service",
        help_text="As it is called here, or as the law calls it. Part 7 reaches special schools "
        "and pupil referral units, Part 6 does not",
    )
    name = forms.CharField(
        label="As this paper calls it (optional)",
        max_length=120,
        required=False,
        help_text="Where it differs from the name above",
    )
    group = forms.ChoiceField(
        label="Whose budget shares does it come from?",
        choices=[(group, group.label) for group in PART_7_GROUPS],
        widget=Radios(small=True),
    )
    label = forms.CharField(
        label="Label of the recommendation",
        max_length=20,
        help_text="As printed, like 2(ii). The lines of one service have the same label",
        widget=TextBox(width=5),
    )
    stem = forms.CharField(
        label="Words above the label (optional)",
        required=False,
        help_text="What it shares with others, like “To agree the de-delegation of:”",
        widget=forms.Textarea({"rows": 2}),
    )
    text = forms.CharField(
        label="Words of the recommendation (optional)",
        required=False,
        help_text="Left empty, it is worded from the service",
        widget=forms.Textarea({"rows": 2}),
    )
    printed_total = PoundsField(label="Total as printed (optional)", required=False)
    last_year_total = PoundsField(label="Last year’s total (optional)", required=False)
    printed_precision = forms.TypedChoiceField(
        label="How is the total rounded?",
        choices=ROUNDINGS,
        coerce=int,
        widget=Radios(inline=True, small=True),
    )
    if_refused = forms.CharField(
        label="What happens if it is refused? (optional)",
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    buy_back = forms.ChoiceField(
        label="May academies buy it? (optional)",
        choices=[("", "Not stated"), *BuyBack.choices],
        required=False,
        widget=Radios(small=True),
    )
    buy_back_price = forms.CharField(
        label="At what price? (optional)",
        max_length=300,
        required=False,
        help_text="In words, like £23 a pupil or on request",
    )
    consultation = forms.CharField(
        label="What did schools say in consultation? (optional)",
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    class Meta:
        model = ScheduleLine
        fields = [
            "name", "group", "label", "stem", "text", "printed_total", "last_year_total",
            "printed_precision", "if_refused", "buy_back", "buy_back_price", "consultation",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.named = {
            str(each.pk): each
            for each in LocalService.objects.filter(forum=self.instance.forum)
        }  # fmt: skip
        self.fields["service"].choices = _services(self.named.values())
        if self.instance.service_id:
            self.fields["service"].initial = str(self.instance.service_id)

    def layout(self):
        return Layout(
            "service",
            "name",
            "group",
            Fieldset("Recommendation", "label", "stem", "text"),
            Fieldset("Total", Row("printed_total", "last_year_total"), "printed_precision",
                     hint="Leave the total empty to have it worked out from the rates."),
            Fieldset("What the forum needs to know", "if_refused", "buy_back", "buy_back_price",
                     "consultation"),
        )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        chosen = cleaned.get("service", "")
        if chosen:
            service = self._service(chosen)
            self.instance.service = service
            cleaned["name"] = cleaned.get("name") or service.name
        return cleaned

    def _service(self, chosen):
        """One that is named here, or a new one under the name of the catalogue."""
        if chosen in self.named:
            return self.named[chosen]
        row = next(each for each in CATALOGUE if chosen == f"{FROM_CATALOGUE}{each.code}")
        forum = self.instance.forum
        same = next((each for each in self.named.values() if each.name == row.name), None)
        return same or LocalService(forum=forum, code=row.code, name=row.name)


class LineRateForm(RateForm):
    """A factor of a line: this year beside last year; the total is worked out where it can be."""

    printed_total = PoundsField(
        label="Total (optional)", required=False, widget=NumberBox(prefix="£", width=10)
    )
    prior_units = ExactDecimalField(
        label="Last year’s units (optional)", required=False, widget=NumberBox(width=5)
    )

    class Meta:
        model = LineRate
        fields = [*RateForm.Meta.fields, "prior_units"]

    def layout(self):
        return Layout(
            Row("factor", "unit_rate", "units", "printed_total"),
            Row("prior_rate", "prior_units", "year_label", "prior_year_label"),
        )


ROWS = forms.formset_factory(
    LineRateForm,
    formset=RateFormSet,
    extra=BLANK_ROWS,
    max_num=MOST_ROWS,
    can_delete=True,
    can_delete_extra=False,
)


def line_rates(data, *, saved=()):
    """Rows for the saved rates, and a few empty ones."""
    fields = LineRateForm.Meta.fields
    initial = [{name: getattr(rate, name) for name in fields} for rate in saved]
    return ROWS(data, prefix=PREFIX, initial=initial)


class ServiceForm(GovukModelForm):
    """What the authority calls a service of the catalogue."""

    messages = {"name": "Enter the name of the service"}

    name = forms.CharField(label="Name", max_length=120)
    code = forms.ChoiceField(
        label="What is it in law?",
        choices=[
            (each.code, f"{each.name} (Part {each.part}, {each.s251_line or 'no line'})")
            for each in CATALOGUE
        ],
    )
    s251_line = forms.CharField(
        label="Section 251 line (optional)",
        max_length=12,
        required=False,
        help_text="Where it is not the line of the catalogue",
        widget=TextBox(width=5),
    )
    note = forms.CharField(label="Note (optional)", max_length=300, required=False)

    class Meta:
        model = LocalService
        fields = ["name", "code", "s251_line", "note"]

    def clean(self):
        cleaned = super().clean()
        sentence = "There is already a service with this name"
        refuse_taken(self, "name", self.instance.forum.localservice_set, sentence)
        return cleaned


class UnitsYearForm(GovukForm):
    """For which year, and how firm, the units of a file are."""

    financial_year = FinancialYearField(label="Financial year", help_text="For example, 2026-27")
    is_estimate = forms.ChoiceField(
        label="How firm are they?",
        choices=[
            ("yes", "An estimate, before the October census"),
            ("no", "Of the October census"),
        ],
        initial="yes",
        widget=Radios(small=True),
    )

    @property
    def are_estimates(self):
        return self.cleaned_data["is_estimate"] == "yes"


def _services(named):
    """Those named here first, then the catalogue as the law parts it."""
    here = [(str(each.pk), each.name) for each in named]
    part_6 = [(f"{FROM_CATALOGUE}{e.code}", e.name) for e in CATALOGUE if e.part != PART_7]
    part_7 = [(f"{FROM_CATALOGUE}{e.code}", e.name) for e in CATALOGUE if e.part == PART_7]
    return [
        ("", "Choose a service"),
        *([("Named here", here)] if here else []),
        ("De-delegation (Part 6)", part_6),
        ("Education functions (Part 7)", part_7),
    ]


def groups_of_maintained():
    """Groups whose schools can hand money back."""
    return [(group, Group(group).label) for group in PART_7_GROUPS]
