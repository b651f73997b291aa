"""The chair and the vice-chair: taking office, and leaving it."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms
from django.db.models import F

from forum.choices import Office
from forum.forms.base import GovukForm, GovukModelForm
from forum.forms.fields import DayField
from forum.forms.layout import Reveal
from forum.forms.membership import ENDS_FIRST
from forum.forms.people import MemberChoice
from forum.forms.ruled import refuse_beside
from forum.forms.widgets import Radios
from forum.models import Appointment, OfficeHolding
from forum.models.membership_facts import ruling_on_office
from forum.rules.ruling import Ruling

BESIDE = {
    "not-a-member": "from_on",
    "chair-tied-to-authority": "appointment",
    "chair-taken": "until_on",
}
"""Beside which field each reason stands."""


class OfficeForm(GovukModelForm):
    messages = {"appointment": "Select the member", "from_on": "Enter the day of the election"}

    office = forms.ChoiceField(label="Office", choices=Office.choices, widget=Radios)
    appointment = MemberChoice(
        label="Member", queryset=Appointment.objects.none(), empty_label="Choose a member"
    )
    from_on = DayField(label="From", help_text="The day of the election")
    until_on = DayField(
        label="Until (optional)",
        required=False,
        help_text="An office ends with the membership in any case",
    )

    class Meta:
        model = OfficeHolding
        fields = ["office", "appointment", "from_on", "until_on"]

    ruling = Ruling()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        members = self.instance.forum.appointment_set.select_related("person", "seat")
        current_first = F("until_on").desc(nulls_first=True)
        self.fields["appointment"].queryset = members.order_by(current_first, "seat__position")

    def clean(self):
        cleaned = super().clean()
        begins, ends = cleaned.get("from_on"), cleaned.get("until_on")
        if begins and ends and ends < begins:
            self.add_error("until_on", ENDS_FIRST)
        if not self.errors:
            for field, value in cleaned.items():
                setattr(self.instance, field, value)
            self.ruling = ruling_on_office(self.instance)
            refuse_beside(self, self.ruling, BESIDE)
        return cleaned


class EndOfficeForm(GovukForm):
    """The last day of a chair or vice-chair, or the taking back of what was entered wrongly."""

    END, REMOVE = "end", "remove"

    what = forms.ChoiceField(
        label="What happened?",
        choices=[(END, "They left the office"), (REMOVE, "It was entered by mistake: remove it")],
        initial=END,
        widget=Radios,
    )
    until_on = DayField(label="Last day in office", required=False)

    def __init__(self, *args, holding, **kwargs):
        super().__init__(*args, **kwargs)
        self.holding = holding

    def layout(self):
        return Layout(Reveal("what", {self.END: ["until_on"]}))

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("until_on")
        if cleaned.get("what") == self.END and "until_on" not in self.errors:
            if day is None:
                self.add_error("until_on", "Enter the last day in office")
            elif day < self.holding.from_on:
                began = f"{self.holding.from_on:%-d %B %Y}"
                self.add_error("until_on", f"They took office on {began}: enter a day from then")
        return cleaned
