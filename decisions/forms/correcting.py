"""Correcting agreed minutes, adding a note to them, and leaving a part out of the public ones."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from decisions.choices import CorrectionKind
from decisions.forms.fields import LongTextField, MeetingField, optional
from decisions.models.minuting.correcting import CorrectionDraft
from forum.forms.base import GovukForm
from forum.forms.choosing import RecordChoice
from forum.forms.fields import PoundsField
from forum.forms.layout import Fieldset
from forum.forms.widgets import Radios

WHOLE = "whole"
CORRECTING = {
    "nothing-corrected": "reads",
    "correcting-meeting-missing": "made_at_meeting",
    "corrected-before-held": "made_at_meeting",
    "correcting-meeting-not-open": "made_at_meeting",
    "advice-stays-advice": "reads",
}
"""Beside which field a reason of the rules stands."""


class CorrectionForm(GovukForm):
    """What is corrected, what it said and should read, and which meeting said so."""

    messages = {
        "about": "Choose what is corrected",
        "kind": "Choose what the correction is about",
        "was": "Enter the words that the agreed minutes have",
        "reads": "Enter what they should read",
        "reason": "Say why it is corrected",
        "made_at_meeting": "Choose the meeting that made the correction",
    }

    about = forms.ChoiceField(label="What is corrected?")
    kind = forms.ChoiceField(
        label="What is the correction about?", choices=CorrectionKind.choices, widget=Radios()
    )
    was = LongTextField(label="What do the agreed minutes say?", rows=3)
    reads = LongTextField(label="What should they read?", rows=3)
    amount_was = PoundsField(label=optional("Amount that they say"), required=False)
    amount_reads = PoundsField(label=optional("Amount that they should say"), required=False)
    made_at_meeting = MeetingField(label="Which meeting made the correction?")
    reason = LongTextField(
        label="Why is it corrected?", help_text="This is published beside it", rows=3
    )
    confirmed = forms.BooleanField(
        label="Yes, this is what the forum said", required=False, widget=forms.HiddenInput
    )
    asked = forms.CharField(required=False, widget=forms.HiddenInput)
    """What was asked a second time, so that a yes is to that and to nothing else."""

    def __init__(self, *args, meeting, decisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = {f"item:{each.pk}": each for each in meeting.items.all()}
        self.decisions = {f"outcome:{each.pk}": each for each in decisions}
        self.fields["about"].choices = [
            ("", "Choose what is corrected"),
            (WHOLE, "The minutes as a whole, such as who was there"),
            ("Decisions", [(key, _decision(each)) for key, each in self.decisions.items()]),
            ("Items", [(key, str(each)) for key, each in self.items.items()]),
        ]
        later = meeting.forum.meeting_set.going_ahead().filter(held_on__gt=meeting.held_on)
        self.fields["made_at_meeting"].offer(later)

    def layout(self):
        return Layout(
            "about",
            "kind",
            "was",
            "reads",
            Fieldset(
                "Where an amount is corrected",
                "amount_was",
                "amount_reads",
                hint="Enter both, so that the change can be checked",
                size="s",
            ),
            "made_at_meeting",
            "reason",
            "confirmed",
            "asked",
        )

    def clean(self):
        cleaned = super().clean()
        amounts = ("amount_was", "amount_reads")
        given = [name for name in amounts if cleaned.get(name) is not None]
        if len(given) == 1:
            missing = next(name for name in amounts if name not in given)
            if missing not in self.errors:
                self.add_error(missing, "Enter both amounts, or neither")
        return cleaned

    def says_yes_to(self, questions):
        """Whether the box is ticked, and it was these questions that stood over it."""
        said = self.cleaned_data
        return said["confirmed"] and said["asked"] == _in_a_row(questions)

    def ask(self, questions):
        """Ask a second time: the box is shown, and nothing is recorded until it is ticked."""
        self.data = self.data.copy()
        self.data.pop("confirmed", None)
        self.data["asked"] = _in_a_row(questions)
        self.fields["confirmed"].widget = forms.CheckboxInput()

    def draft(self):
        """The correction as entered, to be looked at and recorded."""
        said = self.cleaned_data
        return CorrectionDraft(
            kind=CorrectionKind(said["kind"]),
            was=said["was"],
            reads=said["reads"],
            reason=said["reason"],
            made_at_meeting=said["made_at_meeting"],
            agenda_item=self.items.get(said["about"]),
            outcome=self.decisions.get(said["about"]),
            amount_was=said["amount_was"],
            amount_reads=said["amount_reads"],
        )


def _in_a_row(questions):
    return " ".join(each.text for each in questions)


def _decision(outcome):
    """A decision as the list names it: "Item 5, Recommendation 1, All who may vote: Carried"."""
    return f"Item {outcome.question.placement.agenda_item.number}, {outcome}"


class NoteForm(GovukForm):
    """What was found out after the meeting."""

    messages = {"text": "Enter what was found out since"}

    item = RecordChoice(
        None, label=optional("Under which item?"), required=False, empty_label="None of them"
    )
    text = LongTextField(
        label="What was found out after the meeting?",
        help_text="Such as a figure that an officer promised to check. It was not said at the "
        "meeting, and cannot be taken back",
        rows=4,
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = meeting.items.all()


class ExemptForm(GovukForm):
    messages = {"reason": "Say why this part is exempt; the public reads the reason"}

    reason = forms.CharField(
        label="Why is it exempt from publication?",
        help_text="The public reads this in place of the text",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )
