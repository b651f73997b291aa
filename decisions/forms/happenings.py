"""Something that bears on a matter and was no decision of the forum."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from decisions.choices import HappeningKind
from decisions.forms.fields import LongTextField
from decisions.forms.linking import EarlierField
from decisions.models import Happening
from decisions.models.following.following_facts import happening_facts
from decisions.models.threads.references import of_matter
from decisions.rules.happenings import may_enter
from forum.choices import EvidenceGrade
from forum.forms.base import GovukModelForm
from forum.forms.fields import PastDayField, PoundsField
from forum.forms.layout import Fieldset, Reveal
from forum.forms.ruled import refuse_beside
from forum.forms.widgets import NumberBox, Radios

BESIDE = {
    "day-missing": "happened_on",
    "evidence-missing": "evidence_shown",
    "about-no-decision": "outcome",
    "period-missing": "from_on",
    "period-backwards": "until_on",
    "slip-not-told": "as_printed",
}
"""Beside which field a reason of the rules stands."""
HINTS = {
    HappeningKind.EVENT: "Posts were filled, a service began, an investigation was asked for",
    HappeningKind.STATEMENT: "Compared with the record: “approved from the DSG”",
    HappeningKind.SPENDING: "Held against the authority to spend, day by day",
    HappeningKind.SLIP: "The words as printed stay; beside them stands what they should read",
}


def _words(label, most, hint=""):
    return forms.CharField(
        label=f"{label} (optional)", max_length=most, required=False, help_text=hint
    )


class HappeningForm(GovukModelForm):
    """What happened, when, who says so, and what shows it."""

    messages = {"kind": "Choose what it is", "text": "Enter what happened"}

    kind = forms.ChoiceField(
        label="What is it?", choices=HappeningKind.choices, widget=Radios(hints=HINTS)
    )
    text = LongTextField(
        label="What happened, or what was said?",
        rows=3,
        help_text="In the words of the record. Name posts and bodies, not people",
    )
    happened_on = PastDayField(label="On which day? (optional)", required=False)
    day_words = _words("Or as far as the record says", 120, "Such as “September 2018”")
    outcome = EarlierField(
        queryset=None,
        label="The decision that it speaks of, or falls under (optional)",
        required=False,
        empty_label="None of them",
    )
    amount = PoundsField(
        label="Amount (optional)", required=False, widget=NumberBox(prefix="£", width=10)
    )
    source_words = _words("The funding source, as it names it", 200, "Such as “from the DSG”")
    from_on = PastDayField(label="Spent from (optional)", required=False)
    until_on = PastDayField(label="Spent until (optional)", required=False)
    as_printed = _words("The words as printed", 300)
    reads_as = _words("What they should read", 300)
    who = _words("Which post or body did or said it?", 160)
    evidence_grade = forms.ChoiceField(
        label="How well is it evidenced?", choices=EvidenceGrade.choices, widget=Radios(small=True)
    )
    evidence_shown = forms.CharField(
        label="Where is it shown?",
        max_length=300,
        required=False,
        help_text="Such as “minutes of 16 January 2019, item 6”",
    )

    class Meta:
        model = Happening
        fields = [
            "kind", "text", "happened_on", "day_words", "outcome", "amount", "source_words",
            "from_on", "until_on", "as_printed", "reads_as", "who", "evidence_grade",
            "evidence_shown",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].queryset = of_matter(self.instance.matter_id)

    def layout(self):
        return Layout(
            Reveal(
                "kind",
                {
                    HappeningKind.SPENDING: ["from_on", "until_on"],
                    HappeningKind.SLIP: ["as_printed", "reads_as"],
                },
            ),
            "text", "who",
            Fieldset("When", "happened_on", "day_words", size="m"),
            Fieldset("What it is about", "outcome", "amount", "source_words", size="m"),
            Fieldset("Evidence", "evidence_grade", "evidence_shown", size="m"),
        )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            refuse_beside(
                self, may_enter(happening_facts(Happening(**cleaned))), BESIDE, cite=False
            )
        return cleaned
