"""What the minutes say about an item, and at which meeting they are agreed."""

from __future__ import annotations

from django import forms

from decisions.forms.fields import LongTextField, MeetingField, later_meetings
from forum.forms.base import GovukForm


class MinuteItemForm(GovukForm):
    """The text of one item; `version` is the one that it was written from."""

    text = LongTextField(label="What the minutes say", rows=6, required=False, strip=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class AgreeForm(GovukForm):
    messages = {"at_meeting": "Choose the meeting that agreed them"}

    at_meeting = MeetingField(label="Which meeting agreed these minutes?")

    def __init__(self, *args, minutes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at_meeting"].offer(later_meetings(minutes.meeting))
