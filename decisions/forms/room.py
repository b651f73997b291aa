"""Coming in, leaving, and taking the chair."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils import timezone

from forum.choices import PresidingAs
from forum.forms.base import GovukForm
from forum.forms.choosing import RecordChoice
from forum.forms.meetings import TIMES
from forum.forms.widgets import TextBox
from forum.models import AgendaItem, Appointment

AS = {"member": (False, False), "online": (False, True), "substitute": (True, False)}
"""As what somebody comes in: whether as the substitute, and whether remotely."""


class ClockField(forms.TimeField):
    """A time of the meeting's day."""

    default_error_messages = {
        "required": "Enter the time, like 14:05",
        "invalid": "Enter the time like 14:05 or 2:05pm",
    }

    def __init__(self, **kwargs):
        super().__init__(input_formats=TIMES, widget=TextBox(width=5), **kwargs)


class MoveForm(GovukForm):
    """Who comes or leaves: the button that was pressed names the seat, and who of it."""

    at = ClockField(label="At what time?", help_text="For example, 14:05", required=False)

    def __init__(self, *args, meeting, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.rows = {row.holder.pk: row for row in rows if row.holder}
        stood_in = {pk for pk, row in self.rows.items() if row.substitution}
        on_the_day = timezone.localdate() == meeting.held_on
        self.fields["at"].required = not on_the_day
        for name in AS:
            self.fields[name] = RecordChoice(
                Appointment.objects.filter(pk__in=stood_in if AS[name][0] else set(self.rows)),
                required=False,
                widget=forms.HiddenInput,
            )

    def clean(self):
        cleaned = super().clean()
        named = [name for name in AS if cleaned.get(name)]
        if len(named) != 1 and not self.errors:
            self.add_error(None, "Choose who it is")
        self.pressed = named[0] if named else ""
        return cleaned

    @property
    def holder(self):
        return self.cleaned_data[self.pressed]

    @property
    def is_substitute(self):
        return AS[self.pressed][0]

    @property
    def substitution(self):
        """Who stands in, where the substitute comes."""
        return self.rows[self.holder.pk].substitution if self.is_substitute else None

    @property
    def is_remote(self):
        return AS[self.pressed][1]

    @property
    def moment(self):
        """The time typed, on the day of the meeting; none means now."""
        typed = self.cleaned_data["at"]
        if typed is None:
            return None
        return timezone.make_aware(datetime.combine(self.meeting.held_on, typed))


class ItemForm(GovukForm):
    """Which item the meeting goes to; none once its business is ended."""

    item = RecordChoice(None, required=False)

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = AgendaItem.objects.filter(meeting=meeting)


class ChairForm(GovukForm):
    """Who takes the chair, and as what, in one choice."""

    messages = {"who": "Choose who takes the chair"}

    who = forms.ChoiceField(label="Who presides?")

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {each.key: each for each in candidates}
        under = {}
        for each in candidates:
            under.setdefault(PresidingAs(each.capacity).label, []).append((each.key, each.words))
        self.fields["who"].choices = [("", "Choose who presides"), *under.items()]

    @property
    def chosen(self):
        return self.people[self.cleaned_data["who"]]
