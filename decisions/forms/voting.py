"""Opening a ballot, voting in it, closing it and making it void."""

from __future__ import annotations

from django import forms

from decisions.choices import Method, Procedure, VoteCast
from decisions.workflow.voting import Counts
from forum.choices import ItemKind
from forum.forms.base import GovukForm
from forum.forms.layout import Layout, Reveal
from forum.forms.widgets import NumberBox, Radios

MOST = 999
NO_PREFERENCE = "none"
ON_THE_SPOT = {
    Method.ELECTRONIC: "Each member signs in and votes; you see how many have voted, not how",
    Method.SHOW_OF_HANDS: "You count for, against and abstained, and enter the counts",
    Method.NOT_COUNTED: "You record only what the chair declared, and that nobody counted",
}
USUAL = {
    ItemKind.MINUTES: Procedure.AGREE_MINUTES,
    ItemKind.ELECTION: Procedure.ELECT_CHAIR,
    ItemKind.PROCEDURE: Procedure.ADOPT_PROCEDURE,
}
"""What is put under an item of each kind."""


class OpeningForm(GovukForm):
    """How the votes are taken; a method that is not possible now says why."""

    method = forms.ChoiceField(label="How are the votes taken?", choices=Method.choices)

    def __init__(self, *args, rulings, **kwargs):
        super().__init__(*args, **kwargs)
        hints = {
            method: ON_THE_SPOT[method] if ruling.allowed else f"Not now: {ruling.reasons[0].text}"
            for method, ruling in rulings.items()
        }
        self.fields["method"].widget = Radios(hints=hints, choices=Method.choices)
        self.fields["method"].initial = next(
            (method for method, ruling in rulings.items() if ruling.allowed), None
        )


class ProcedureForm(OpeningForm):
    """A question of procedure: a closed list, and none about money."""

    procedure = forms.ChoiceField(
        label="What do the members vote on?", choices=Procedure.choices, widget=Radios
    )
    field_order = ["procedure", "method"]


class VoteForm(GovukForm):
    """For, against or abstain; who is for says which option, where several stand."""

    messages = {
        "choice": "Choose for, against or abstain",
        "option_letter": "Choose one of the funding options",
    }

    choice = forms.ChoiceField(label="Your vote", choices=VoteCast.choices, widget=Radios)
    option_letter = forms.ChoiceField(
        label="Which funding option do you prefer?", required=False, widget=Radios
    )

    def __init__(self, *args, options, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["option_letter"].choices = [*options, (NO_PREFERENCE, "No preference")]
        if not options:
            del self.fields["option_letter"]

    def layout(self):
        if "option_letter" in self.fields:
            return Layout(Reveal("choice", {VoteCast.FOR: ["option_letter"]}))
        return super().layout()

    def clean(self):
        """What stands under For counts only with it: without JavaScript it is always shown."""
        cleaned = super().clean()
        asked = "option_letter" in self.fields and cleaned.get("choice") == VoteCast.FOR
        if asked and cleaned.get("option_letter") == "":
            self.add_error("option_letter", "Choose the funding option you prefer, or none")
        return cleaned

    @property
    def preferred(self):
        """The letter of the option that goes with a vote for; empty for none."""
        is_for = self.cleaned_data["choice"] == VoteCast.FOR
        letter = self.cleaned_data.get("option_letter", "") if is_for else ""
        return "" if letter == NO_PREFERENCE else letter

    @property
    def chosen(self):
        """The vote in words."""
        return VoteCast(self.cleaned_data["choice"]).label

    @property
    def preferred_words(self):
        """The option that goes with it, in words."""
        return dict(self.fields["option_letter"].choices)[self.preferred]


class CountsForm(GovukForm):
    """The counts of a show of hands."""

    messages = {
        "votes_for": "Enter how many voted for; enter 0 for none",
        "votes_against": "Enter how many voted against; enter 0 for none",
        "abstentions": "Enter how many abstained; enter 0 for none",
    }

    votes_for = forms.IntegerField(label="For", min_value=0, max_value=MOST)
    votes_against = forms.IntegerField(label="Against", min_value=0, max_value=MOST)
    abstentions = forms.IntegerField(label="Abstained", min_value=0, max_value=MOST)

    def __init__(self, *args, options=(), **kwargs):
        super().__init__(*args, **kwargs)
        for letter, label in options:
            self.fields[f"option_{letter}"] = forms.IntegerField(
                label=f"Of those for, how many preferred option {letter}? (optional)",
                help_text=label,
                min_value=0,
                max_value=MOST,
                required=False,
            )
        for field in self.fields.values():
            field.widget = NumberBox(inputmode="numeric", width=4)

    def counts(self):
        cleaned = self.cleaned_data
        return Counts(
            votes_for=cleaned["votes_for"],
            votes_against=cleaned["votes_against"],
            abstentions=cleaned["abstentions"],
            options={
                name.removeprefix("option_"): votes
                for name, votes in cleaned.items()
                if name.startswith("option_") and votes is not None
            },
        )


class DeclaredForm(GovukForm):
    """What the chair declared, where nobody counted."""

    messages = {"declared": "Choose what the chair declared"}

    declared = forms.ChoiceField(
        label="What did the chair declare?",
        choices=[("carried", "Carried"), ("not_carried", "Not carried")],
        help_text="The record will say that counts were not taken",
        widget=Radios,
    )

    def counts(self):
        return Counts(stated_carried=self.cleaned_data["declared"] == "carried")


class ConfirmForm(GovukForm):
    """Nothing to fill in: votes cast on members' devices count themselves."""

    def counts(self):
        return Counts()


class VoidForm(GovukForm):
    messages = {"reason": "Say why the ballot is void"}

    reason = forms.CharField(
        label="Why is the ballot void?",
        max_length=300,
        help_text="The record keeps this, with the votes that were cast",
        widget=forms.Textarea({"rows": 3}),
    )
