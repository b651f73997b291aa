"""Schools: what is recorded of one, and its conversion."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from forum.choices import Establishment, Phase
from forum.forms.base import GovukForm, GovukModelForm
from forum.forms.fields import DayField
from forum.forms.layout import Fieldset
from forum.forms.ruled import refuse_beside
from forum.forms.taken import refuse_taken
from forum.forms.widgets import Checkboxes, Radios
from forum.models import Appointment, School
from forum.models.membership_facts import school_facts
from forum.rules.schools import may_enter_school

BESIDE = {
    "not-deemed": "deemed_phase",
    "deemed-needlessly": "deemed_phase",
    "academy-from-the-start": "converted_on",
    "converted-before-opening": "converted_on",
    "converted-after-closing": "converted_on",
    "closed-before-opening": "closed_on",
}
"""Beside which field each reason stands."""


class SchoolForm(GovukModelForm):
    messages = {"name": "Enter the name of the school"}

    name = forms.CharField(label="Name of the school", max_length=200)
    phase = forms.ChoiceField(label="Phase", choices=Phase.choices, widget=Radios)
    deemed_phase = forms.ChoiceField(
        label="A middle or an all-through school counts as (optional)",
        choices=[
            ("", "Neither of the two"),
            (Phase.PRIMARY, Phase.PRIMARY.label),
            (Phase.SECONDARY, Phase.SECONDARY.label),
        ],
        required=False,
        help_text="What it is deemed to be; its members represent that phase",
    )
    establishment = forms.ChoiceField(
        label="Maintained or academy?",
        choices=Establishment.choices,
        widget=Radios(
            hints={
                Establishment.MAINTAINED: "Also where it became an academy later",
                Establishment.ACADEMY: "From the start, such as a free school",
            }
        ),
    )
    opened_on = DayField(
        label="Opened on (optional)",
        required=False,
        help_text="Only where it opened while this forum existed",
    )
    converted_on = DayField(label="Became an academy on (optional)", required=False)
    closed_on = DayField(
        label="Closed on (optional)",
        required=False,
        help_text="The first day on which it is no longer open",
    )

    class Meta:
        model = School
        fields = [
            "name",
            "phase",
            "deemed_phase",
            "establishment",
            "opened_on",
            "converted_on",
            "closed_on",
        ]

    def layout(self):
        days = Fieldset("Days", "opened_on", "converted_on", "closed_on")
        return Layout("name", "phase", "deemed_phase", "establishment", days)

    def clean(self):
        cleaned = super().clean()
        sentence = "There is already a school with this name"
        refuse_taken(self, "name", self.instance.forum.school_set, sentence)
        if not self.errors:
            for field, value in cleaned.items():
                setattr(self.instance, field, value)
            refuse_beside(self, may_enter_school(school_facts(self.instance)), BESIDE)
        return cleaned


class Losing(forms.ModelMultipleChoiceField):
    """Members who sit for the maintained schools from a school that leaves them."""

    def label_from_instance(self, appointment):
        return f"{appointment.seat.name}: {appointment.person}"


class ConversionForm(GovukForm):
    messages = {"converted_on": "Enter the day on which it became an academy"}

    converted_on = DayField(
        label="Became an academy on",
        help_text="From this day it belongs to the academies, and its members represent them",
    )
    ending = Losing(
        label="Whose appointment ends the day before?",
        queryset=Appointment.objects.none(),
        required=False,
        widget=Checkboxes,
        help_text="They represent maintained schools. A member whose box is not ticked keeps the "
        "seat, but cannot vote from it",
    )

    def __init__(self, *args, school, losing, **kwargs):
        super().__init__(*args, **kwargs)
        self.school = school
        self.fields["ending"].queryset = losing
        self.fields["ending"].initial = [each.pk for each in losing]

    def layout(self):
        some = self.fields["ending"].queryset.exists()
        return Layout("converted_on", *(["ending"] if some else []))

    def clean_converted_on(self):
        day = self.cleaned_data["converted_on"]
        was = self.school.converted_on
        self.school.converted_on = day
        reasons = may_enter_school(school_facts(self.school)).reasons
        self.school.converted_on = was
        if reasons:
            raise forms.ValidationError([reason.text for reason in reasons])
        return day
