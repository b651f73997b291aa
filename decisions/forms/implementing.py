"""How far a decision was carried out."""

from __future__ import annotations

from django import forms

from decisions.choices import ImplementationState
from decisions.forms.fields import LongTextField
from decisions.models import Implementation
from decisions.models.following.following_facts import said_facts
from decisions.rules.implementing import may_say
from forum.forms.base import GovukModelForm
from forum.forms.fields import PastDayField
from forum.forms.ruled import refuse_beside
from forum.forms.widgets import Radios

BESIDE = {
    "nothing-to-carry-out": "state",
    "said-before-decided": "said_on",
    "words-missing": "words",
    "evidence-missing": "evidence",
}
"""Beside which field a reason of the rules stands."""


class SayForm(GovukModelForm):
    """What was done of it by a day, and what shows that."""

    messages = {"state": "Choose how far it was carried out", "said_on": "Enter the day"}

    state = forms.ChoiceField(
        label="How far was it carried out?",
        choices=ImplementationState.choices,
        widget=Radios(small=True),
    )
    said_on = PastDayField(label="As of which day?")
    words = LongTextField(
        label="What was done, and what was not (optional)",
        rows=3,
        required=False,
        help_text="Everybody can read this once the minutes are published",
    )
    evidence = forms.CharField(
        label="What shows it? (optional)",
        max_length=300,
        required=False,
        help_text="Needed once it is carried out: a report, a statement of spend",
    )

    class Meta:
        model = Implementation
        fields = ["state", "said_on", "words", "evidence"]

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            said = Implementation(outcome=self.instance.outcome, **cleaned)
            refuse_beside(self, may_say(said_facts(said)), BESIDE, cite=False)
        return cleaned
