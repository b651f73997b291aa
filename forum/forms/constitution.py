"""The forum's own rules from a day on."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from forum.choices import MajorityRule, QuorumBase, SubstituteRule, TransferVoters
from forum.forms.base import GovukModelForm
from forum.forms.fields import DayField
from forum.forms.layout import Fieldset
from forum.forms.taken import refuse_taken
from forum.forms.widgets import NumberBox, Radios
from forum.models import Constitution
from forum.rules.constitution import SECTIONS, SETTINGS


def whole(label, hint="", **more):
    """A small whole number with its unit behind it."""
    unit = more.pop("unit", "")
    box = NumberBox(inputmode="numeric", width=3, suffix=unit)
    return forms.IntegerField(label=label, help_text=hint, widget=box, **more)


def tick(label, hint=""):
    return forms.BooleanField(label=label, required=False, help_text=hint)


class ConstitutionForm(GovukModelForm):
    """Every setting; the law or guidance it stands on is read beside it."""

    messages = {
        "in_force_from": "Enter the day from which it is in force",
        "quorum_base": "Say what the quorum is counted on",
        "minutes_draft_days": "Enter within how many days draft minutes are published",
        "majority_rule": "Say what carries a question",
        "substitute_rule": "Say which substitutes the constitution knows",
        "transfer_voters": "Say who votes on a transfer",
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
    quorum_percent = whole("Quorum", min_value=1, max_value=100, unit="%")
    quorum_base = forms.ChoiceField(
        label="Quorum counted on",
        choices=QuorumBase.choices,
        widget=Radios(
            hints={
                QuorumBase.FILLED_SEATS: "Vacancies do not count, as guidance has it",
                QuorumBase.ALL_SEATS: "Vacancies count too",
            }
        ),
    )
    majority_rule = forms.ChoiceField(
        label="What carries a question",
        choices=MajorityRule.choices,
        widget=Radios(
            hints={
                MajorityRule.SIMPLE: "Who abstains counts for neither side",
                MajorityRule.OF_PRESENT: "Who abstains counts against",
                MajorityRule.TWO_THIRDS: "Who abstains counts for neither side",
            }
        ),
    )
    chair_casting_vote = tick(
        "The chair has a casting vote",
        "Without one a tie does not carry. A chair outside the voting group has none.",
    )
    substitute_rule = forms.ChoiceField(
        label="Substitutes", choices=SubstituteRule.choices, widget=Radios
    )
    max_members_per_institution = whole(
        "Members from one school, at most (optional)",
        "Leave this empty for no limit.",
        min_value=1,
        max_value=20,
        required=False,
        unit="members",
    )
    transfer_voters = forms.ChoiceField(
        label="Who votes on a transfer out of the schools block",
        choices=TransferVoters.choices,
        widget=Radios(
            hints={TransferVoters.FORMULA: "Schools, academies and early years members"}
        ),
    )
    nursery_votes_on_education_functions = tick(
        "Members for maintained nursery schools vote on education functions"
    )
    education_functions_together = tick(
        "Education functions are put to all maintained schools together",
        "Otherwise each phase votes by itself.",
    )
    surplus_balances_decided = tick(
        "The forum decides on clawing back surplus balances",
        "Otherwise the authority decides, and the forum is consulted.",
    )
    notice_working_days = whole(
        "Notice of agenda and papers",
        "Clear working days before the meeting; a later paper needs the chair's reason.",
        min_value=0,
        max_value=60,
        unit="working days",
    )
    urgency_procedure = tick(
        "The forum may decide outside a meeting",
        "Every member is asked by email, and the next meeting reports and minutes it.",
    )
    finance_clearance = tick("Papers about money need finance clearance before they are tabled")
    legal_clearance = tick("Every paper needs legal clearance before it is tabled")
    director_clearance = tick("Every paper needs the director's clearance before it is tabled")
    chair_clearance = tick("Every paper needs the chair's clearance before it is tabled")
    nil_funding_declaration = tick(
        "Allow a nil funding declaration",
        "A finance officer may declare that a recommendation touches no funding source.",
    )
    minutes_draft_days = whole(
        "Draft minutes are published within", min_value=1, max_value=90, unit="days"
    )

    class Meta:
        model = Constitution
        fields = ["in_force_from", "adopted_where", *SETTINGS]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, setting in SETTINGS.items():
            field = self.fields[name]
            field.help_text = f"{field.help_text} Source: {setting.source}.".strip()

    def layout(self):
        parts = [
            Fieldset(section.title, *(setting.name for setting in section.settings))
            for section in SECTIONS
        ]
        return Layout("in_force_from", "adopted_where", *parts)

    def clean(self):
        cleaned = super().clean()
        sentence = "There are settings from this day already: choose another day"
        refuse_taken(self, "in_force_from", self.instance.forum.constitution_set, sentence)
        return cleaned
