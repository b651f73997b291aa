"""The day that a review looks at, and what an auditor writes beside it."""

from __future__ import annotations

from django import forms

from decisions.forms.fields import LongTextField, optional
from forum.forms.base import GovukForm
from forum.forms.fields import DayField


class AsOfForm(GovukForm):
    on = DayField(
        label="As it stood on",
        required=False,
        help_text="For example, 27 3 2019. Leave it empty for today.",
    )

    def day(self, today):
        """The day asked for; today where none is, or where it cannot be read."""
        return (self.cleaned_data["on"] if self.is_valid() else None) or today


class NoteForm(GovukForm):
    messages = {"text": "Write the note"}

    text = LongTextField(
        label="Your note",
        help_text="It stands beside the finding for everybody inside the forum, and on the audit "
        "trail. It cannot be changed. Do not write the names of people",
        rows=5,
    )


class SignOffForm(GovukForm):
    """What was read goes with the form, so that nobody signs what they have not seen."""

    words = LongTextField(
        label=optional("What you conclude"),
        help_text="For example, what you recommend, or which findings you accept as explained",
        required=False,
        rows=5,
    )
    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)
    head_seq = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    head_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
