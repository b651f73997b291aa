"""The clerk's ruling on one seat, against what the rules of the register say."""

from __future__ import annotations

from uuid import UUID

from django import forms

from decisions.models import RegisterOverride
from forum.choices import Group
from forum.forms.base import GovukForm
from forum.forms.widgets import Radios


class OverrideForm(GovukForm):
    """Whose vote it is about, the ruling, and why."""

    messages = {
        "seat": "Choose the seat",
        "may_vote": "Choose whether they may vote",
        "reason": "Say why; the minutes give the reason",
    }

    seat = forms.ChoiceField(label="Which seat?")
    may_vote = forms.ChoiceField(
        label="What do you rule?",
        choices=[("yes", "They may vote"), ("no", "They may not vote")],
        widget=Radios(inline=True),
    )
    reason = forms.CharField(
        label="Why?",
        help_text="This is published in the minutes, and stands in the register of the ballot",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args, entries, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [
            ("", "Choose a seat"),
            *((str(each.seat), _seat(each)) for each in entries),
        ]

    def ruling(self, **on):
        """The ruling as it would be made."""
        cleaned = self.cleaned_data
        return RegisterOverride(
            seat_id=UUID(cleaned["seat"]),
            may_vote=cleaned["may_vote"] == "yes",
            reason=cleaned["reason"],
            **on,
        )


def opposite(entry):
    """What the form proposes for a seat: the opposite of what the rules say."""
    if entry is None:
        return {}
    return {"seat": str(entry.seat), "may_vote": "no" if entry.is_eligible else "yes"}


def _seat(entry):
    """A seat with who votes from it and the group, as the list names it."""
    holder = entry.holder_name or "vacant"
    return f"{entry.seat_name}: {holder} ({Group(entry.group).label.lower()})"
