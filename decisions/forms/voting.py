"""Opening a ballot, voting in it, and making it void."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from decisions.choices import Method, VoteCast
from decisions.rules.numbers import read_number
from forum.forms.base import GovukForm
from forum.forms.layout import Layout, Reveal
from forum.forms.widgets import NumberBox, Radios, TextBox

PLACES, FIGURES = 4, 14
NO_PREFERENCE = "none"
ON_THE_SPOT = {
    Method.ELECTRONIC: "Each member signs in and votes; you see how many have voted, not how",
    Method.SHOW_OF_HANDS: "You count for, against and abstained, and enter the counts",
    Method.UNANIMOUS: "Nobody is counted; somebody against or abstaining needs a count",
    Method.NOT_COUNTED: "You record only what the chair declared, and that nobody counted",
    Method.SECRET: "You record who was elected; how many votes each had is not recorded",
}


class NumberField(forms.CharField):
    """A number as people write it: 0.5, 0.5%, -0.5 or £1,000."""

    default_error_messages = {
        "invalid": "Enter a number, like 0.5, 0.5% or £1,000",
        "places": f"Enter a number with at most {PLACES} figures after the point",
    }

    def __init__(self, **kwargs):
        super().__init__(widget=NumberBox(width=10), **kwargs)

    def to_python(self, value):
        typed = super().to_python(value)
        if not typed:
            return None
        number = read_number(typed)
        if number is None or abs(number) >= Decimal(10) ** (FIGURES - PLACES):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if number != round(number, PLACES):
            raise ValidationError(self.error_messages["places"], code="places")
        return number


class OpeningForm(GovukForm):
    """How the votes are taken; a method that is not possible now says why."""

    method = forms.ChoiceField(label="How are the votes taken?")

    def __init__(self, *args, rulings, **kwargs):
        super().__init__(*args, **kwargs)
        hints = {
            method: ON_THE_SPOT[method] if ruling.allowed else f"Not now: {ruling.reasons[0].text}"
            for method, ruling in rulings.items()
        }
        self.fields["method"].widget = Radios(hints=hints)
        self.fields["method"].choices = [(method.value, method.label) for method in rulings]
        self.fields["method"].initial = next(
            (method for method, ruling in rulings.items() if ruling.allowed), None
        )
        self.rulings = rulings

    @property
    def taken_by(self):
        """The method chosen."""
        return Method(self.cleaned_data["method"])

    @property
    def nominated(self):
        """Nobody stands where nobody is elected."""
        return []


class QuestionForm(OpeningForm):
    """A ballot on a question, which may ask those in favour for a number."""

    number_asked = forms.CharField(
        label="Is a number asked of those in favour? (optional)",
        help_text="Say which, and in what unit: “Minimum funding guarantee, per cent”. Members "
        "on their devices enter it; hands are counted for each number.",
        max_length=120,
        required=False,
        widget=TextBox,
    )


class VoteForm(GovukForm):
    """For, against or abstain; who is for says which option or number, where one is asked."""

    messages = {
        "choice": "Choose for, against or abstain",
        "option_letter": "Choose one of the funding options",
    }

    choice = forms.ChoiceField(label="Your vote", choices=VoteCast.choices, widget=Radios)
    option_letter = forms.ChoiceField(
        label="Which funding option do you prefer?", required=False, widget=Radios
    )
    number = NumberField(required=False)

    def __init__(self, *args, options, number_asked="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["option_letter"].choices = [*options, (NO_PREFERENCE, "No preference")]
        self.fields["number"].label = number_asked
        if not options:
            del self.fields["option_letter"]
        if not number_asked:
            del self.fields["number"]

    def layout(self):
        under = [name for name in ("option_letter", "number") if name in self.fields]
        return Layout(Reveal("choice", {VoteCast.FOR: under})) if under else super().layout()

    def clean(self):
        """What stands under For counts only with it: without JavaScript it is always shown."""
        cleaned = super().clean()
        if cleaned.get("choice") != VoteCast.FOR:
            return cleaned
        if "option_letter" in self.fields and cleaned.get("option_letter") == "":
            self.add_error("option_letter", "Choose the funding option you prefer, or none")
        if "number" in self.fields and cleaned.get("number", "") is None:
            self.add_error("number", "Enter the number that you vote for")
        return cleaned

    @property
    def is_for(self):
        return self.cleaned_data["choice"] == VoteCast.FOR

    @property
    def preferred(self):
        """The letter of the option that goes with a vote for; empty for none."""
        letter = self.cleaned_data.get("option_letter", "") if self.is_for else ""
        return "" if letter == NO_PREFERENCE else letter

    @property
    def given(self):
        """The number that goes with a vote for; None for none."""
        return self.cleaned_data.get("number") if self.is_for else None

    @property
    def chosen(self):
        """The vote in words."""
        return VoteCast(self.cleaned_data["choice"]).label

    @property
    def preferred_words(self):
        """The option that goes with it, in words."""
        return dict(self.fields["option_letter"].choices)[self.preferred]


class VoidForm(GovukForm):
    messages = {"reason": "Say why the ballot is void"}

    reason = forms.CharField(
        label="Why is the ballot void?",
        max_length=300,
        help_text="The record keeps this, with the votes that were cast",
        widget=forms.Textarea({"rows": 3}),
    )
