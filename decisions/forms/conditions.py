"""What a decision hangs on, and what has become of it."""

from __future__ import annotations

from django import forms

from decisions.choices import ConditionState
from decisions.models.following.following_facts import mark_facts, set_facts
from decisions.rules.conditions import may_mark_condition, may_set_condition
from forum.forms.base import GovukForm
from forum.forms.fields import PastDayField
from forum.forms.ruled import refuse_beside
from forum.forms.widgets import Radios

SETTING = {
    "minutes-agreed": "text",
    "nothing-to-hang-on": "text",
    "condition-twice": "text",
}
MARKING = {"marked-before-decided": "marked_on", "evidence-missing": "evidence"}
"""Beside which field a reason of the rules stands."""


class SetConditionForm(GovukForm):
    """What the decision hangs on."""

    messages = {"text": "Enter what the decision hangs on"}

    text = forms.CharField(
        label="On what does the decision hang?",
        max_length=300,
        help_text="In the words of the minutes, such as: the grant is confirmed by 31 March",
    )

    def __init__(self, *args, outcome, **kwargs):
        super().__init__(*args, **kwargs)
        self.outcome = outcome

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            ruling = may_set_condition(set_facts(self.outcome, cleaned["text"]))
            refuse_beside(self, ruling, SETTING, cite=False)
        return cleaned


class ConditionForm(GovukForm):
    """What has become of a condition, on which day, and what shows it."""

    messages = {
        "state": "Choose what has become of it",
        "marked_on": "Enter the day",
        "evidence": "Say what shows it",
    }

    state = forms.ChoiceField(
        label="What has become of it?",
        choices=[
            (ConditionState.MET, "It is met"),
            (ConditionState.FAILED, "It failed"),
            (ConditionState.LAPSED, "It lapsed"),
        ],
        widget=Radios(
            hints={
                ConditionState.FAILED: "What was decided is of no effect",
                ConditionState.LAPSED: "Its time went by; what was decided is of no effect",
            }
        ),
    )
    marked_on = PastDayField(label="On which day?")
    evidence = forms.CharField(
        label="What shows it?", max_length=300, help_text="Such as a letter, and its day"
    )

    def __init__(self, *args, condition, **kwargs):
        super().__init__(*args, **kwargs)
        self.condition = condition

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            state, on = ConditionState(cleaned["state"]), cleaned["marked_on"]
            facts = mark_facts(self.condition, state, evidence=cleaned["evidence"], on=on)
            refuse_beside(self, may_mark_condition(facts), MARKING, cite=False)
        return cleaned
