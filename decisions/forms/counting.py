"""Closing a ballot: with the hands counted, with what was declared, or by confirming."""

from __future__ import annotations

from crispy_forms.layout import Row
from django import forms

from decisions.forms.voting import NumberField
from decisions.workflow.voting import Counts
from forum.forms.base import GovukForm
from forum.forms.layout import Fieldset, Layout
from forum.forms.widgets import NumberBox, Radios

MOST = 999
MOST_ROWS = 40
ROWS = 4
"""Rows for numbers: at first, and each time more are asked for."""


class CountsForm(GovukForm):
    """The counts of a show of hands; by option, and by number, where those are asked."""

    messages = {
        "votes_for": "Enter how many voted for; enter 0 for none",
        "votes_against": "Enter how many voted against; enter 0 for none",
        "abstentions": "Enter how many abstained; enter 0 for none",
    }

    votes_for = forms.IntegerField(label="For", min_value=0, max_value=MOST)
    votes_against = forms.IntegerField(label="Against", min_value=0, max_value=MOST)
    abstentions = forms.IntegerField(label="Abstained", min_value=0, max_value=MOST)

    def __init__(self, *args, options=(), number_asked="", **kwargs):
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
        self.number_asked = number_asked
        if number_asked:
            self._ask_for_numbers()

    @property
    def rows(self):
        """How many rows for numbers the page has."""
        sent = str((self.data if self.is_bound else self.initial).get("rows", ""))
        kept = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 3 else ROWS
        return min(max(kept, ROWS), MOST_ROWS)

    @classmethod
    def with_more_rows(cls, typed, **more):
        """The same form with all that was typed, and more rows for numbers."""
        form = cls(initial=typed, **more)
        return cls(initial={**typed, "rows": form.rows + ROWS}, **more)

    def _ask_for_numbers(self):
        self.fields["rows"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial["rows"] = self.rows
        for row in range(1, self.rows + 1):
            self.fields[f"number_{row}"] = NumberField(label=f"Number {row}", required=False)
            self.fields[f"hands_{row}"] = forms.IntegerField(
                label=f"Hands for number {row}",
                min_value=0,
                max_value=MOST,
                required=False,
                widget=NumberBox(inputmode="numeric", width=4),
            )

    def layout(self):
        if not self.number_asked:
            return super().layout()
        counted = [name for name in self.fields if not name.startswith(("number_", "hands_"))]
        rows = [Row(f"number_{row}", f"hands_{row}") for row in range(1, self.rows + 1)]
        hint = "One row for each number that somebody in favour gave. Leave the others empty."
        return Layout(*counted, Fieldset(self.number_asked, *rows, hint=hint))

    def clean(self):
        """A number without hands, hands without a number, and a number twice."""
        cleaned, seen = super().clean(), set()
        for row in range(1, self.rows + 1 if self.number_asked else 1):
            number, hands = cleaned.get(f"number_{row}"), cleaned.get(f"hands_{row}")
            if number is None and hands and f"number_{row}" not in self.errors:
                self.add_error(f"number_{row}", f"Enter the number that {hands} voted for")
            if number is not None and hands is None and f"hands_{row}" not in self.errors:
                self.add_error(f"hands_{row}", "Enter how many gave this number")
            if number is not None and number in seen:
                self.add_error(f"number_{row}", "This number has a row already: add the hands up")
            seen.add(number)
        return cleaned

    def counts(self):
        cleaned = self.cleaned_data
        rows = range(1, self.rows + 1 if self.number_asked else 1)
        return Counts(
            votes_for=cleaned["votes_for"],
            votes_against=cleaned["votes_against"],
            abstentions=cleaned["abstentions"],
            options={
                name.removeprefix("option_"): votes
                for name, votes in cleaned.items()
                if name.startswith("option_") and votes is not None
            },
            numbers={
                cleaned[f"number_{row}"]: cleaned[f"hands_{row}"]
                for row in rows
                if cleaned[f"number_{row}"] is not None
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
