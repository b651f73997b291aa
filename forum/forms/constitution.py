"""The forum's own rules from a day on."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from forum.choices import QuorumBase
from forum.forms.base import GovukModelForm
from forum.forms.fields import DayField
from forum.forms.layout import Fieldset
from forum.forms.taken import refuse_taken
from forum.forms.widgets import NumberBox, Radios
from forum.models import Constitution


class ConstitutionForm(GovukModelForm):
    messages = {
        "in_force_from": "Enter the day from which it is in force",
        "quorum_base": "Say what the quorum is counted on",
        "minutes_draft_days": "Enter within how many days draft minutes are published",
    }

    in_force_from = DayField(
        label="In force from", help_text="Earlier days keep the settings that they had"
    )
    adopted_where = forms.CharField(
        label="Where it was adopted (optional)",
        max_length=200,
        required=False,
        help_text="The meeting or minute, for example Minute 12 of 4 July 2025",
    )
    quorum_percent = forms.IntegerField(
        label="Quorum",
        min_value=1,
        max_value=100,
        help_text="The regulations say two fifths, which is 40%",
        widget=NumberBox(inputmode="numeric", width=3, suffix="%"),
    )
    quorum_base = forms.ChoiceField(
        label="Counted on",
        choices=QuorumBase.choices,
        widget=Radios(
            hints={
                QuorumBase.FILLED_SEATS: "Vacancies do not count, as guidance has it",
                QuorumBase.ALL_SEATS: "Vacancies count too",
            }
        ),
    )
    chair_casting_vote = forms.BooleanField(
        label="The chair has a casting vote",
        required=False,
        help_text="Without one a tie does not carry. A chair outside the voting group has none",
    )
    notice_working_days = forms.IntegerField(
        label="Notice of agenda and papers",
        min_value=0,
        max_value=60,
        help_text="Clear working days before the meeting; a later paper needs the chair's reason",
        widget=NumberBox(inputmode="numeric", width=3, suffix="working days"),
    )
    finance_clearance = forms.BooleanField(
        label="Papers about money need finance clearance before they are tabled", required=False
    )
    nil_funding_declaration = forms.BooleanField(
        label="Allow a nil funding declaration",
        required=False,
        help_text="A finance officer may declare that a recommendation touches no funding source",
    )
    minutes_draft_days = forms.IntegerField(
        label="Draft minutes are published within",
        min_value=1,
        max_value=90,
        widget=NumberBox(inputmode="numeric", width=3, suffix="days"),
    )

    class Meta:
        model = Constitution
        fields = [
            "in_force_from",
            "adopted_where",
            "quorum_percent",
            "quorum_base",
            "chair_casting_vote",
            "notice_working_days",
            "finance_clearance",
            "nil_funding_declaration",
            "minutes_draft_days",
        ]

    def layout(self):
        return Layout(
            "in_force_from",
            "adopted_where",
            Fieldset("Quorum and voting", "quorum_percent", "quorum_base", "chair_casting_vote"),
            Fieldset(
                "Papers", "notice_working_days", "finance_clearance", "nil_funding_declaration"
            ),
            Fieldset("Minutes", "minutes_draft_days"),
        )

    def clean(self):
        cleaned = super().clean()
        sentence = "There are settings from this day already: choose another day"
        refuse_taken(self, "in_force_from", self.instance.forum.constitution_set, sentence)
        return cleaned
