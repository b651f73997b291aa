"""What a body outside the forum was asked, and what it answered."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from decisions.choices import ExternalBody, ExternalResult
from decisions.forms.fields import LongTextField
from decisions.models import ExternalStep
from decisions.models.following.following_facts import answer_facts, asked_facts
from decisions.rules.external import may_answer, may_ask_outside
from forum.forms.base import GovukModelForm
from forum.forms.fields import PastDayField, PoundsField
from forum.forms.ruled import refuse_beside
from forum.forms.widgets import NumberBox, Radios

ASKING = {"body-missing": "body_words", "asked-already": "body", "nothing-resolved": "body"}
ANSWERING = {
    "answer-missing": "result",
    "day-missing": "decided_on",
    "answered-before-asked": "decided_on",
    "part-not-stated": "amount",
    "evidence-missing": "evidence",
    "overtakes-nothing": "overtakes",
    "nothing-overtaken": "overtakes",
}
"""Beside which field a reason of the rules stands."""


class AskForm(GovukModelForm):
    """Which body is asked, and what."""

    messages = {"body": "Choose the body", "asked": "Enter what it is asked"}

    body = forms.ChoiceField(
        label="Which body?", choices=ExternalBody.choices, widget=Radios(small=True)
    )
    body_words = forms.CharField(
        label="What the record calls it (optional)",
        max_length=160,
        required=False,
        help_text="Such as Cabinet, or the name of another body",
    )
    asked = LongTextField(
        label="What is it asked?",
        rows=3,
        help_text="Such as to allow a transfer that the forum refused",
    )
    asked_on = PastDayField(
        label="Asked on (optional)",
        required=False,
        help_text="Leave it empty where the record does not say",
    )

    class Meta:
        model = ExternalStep
        fields = ["body", "body_words", "asked", "asked_on"]

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            asked = ExternalStep(outcome=self.instance.outcome, **cleaned)
            refuse_beside(self, may_ask_outside(asked_facts(asked)), ASKING, cite=False)
        return cleaned


class AnswerForm(GovukModelForm):
    """What it decided, on which day, and whether that stands in the forum's place."""

    messages = {"result": "Choose what it decided"}

    result = forms.ChoiceField(
        label="What did it decide?",
        choices=[each for each in ExternalResult.choices if each[0] != ExternalResult.PENDING],
        widget=Radios(hints={ExternalResult.NOT_NEEDED: "Its agreement turned out not to count"}),
    )
    decided_on = PastDayField(label="On which day?", required=False)
    amount = PoundsField(
        label="Amount that it decided (optional)",
        required=False,
        widget=NumberBox(prefix="£", width=10),
    )
    text = LongTextField(label="In its own words (optional)", rows=4, required=False)
    overtakes = forms.BooleanField(
        label="Its decision stands in place of the forum’s",
        required=False,
        help_text="The forum’s decision stays on the record, marked as overtaken",
    )
    evidence = forms.CharField(
        label="What shows it?",
        max_length=300,
        required=False,
        help_text="Such as a letter of the department, or minute 42 of the cabinet",
    )

    class Meta:
        model = ExternalStep
        fields = ["result", "decided_on", "amount", "text", "overtakes", "evidence"]

    def layout(self):
        return Layout("result", "decided_on", "amount", "text", "overtakes", "evidence")

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            before = self.instance
            said = ExternalStep(outcome=before.outcome, asked_on=before.asked_on, **cleaned)
            facts = answer_facts(said, is_answered=not before.is_pending)
            refuse_beside(self, may_answer(facts), ANSWERING, cite=False)
        return cleaned
