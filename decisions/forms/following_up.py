"""Setting an action, saying how it goes, and closing it."""

from __future__ import annotations

from decisions.forms.fields import (
    LongTextField,
    MeetingField,
    PersonField,
    later_meetings,
    optional,
)
from decisions.models import Action
from forum.forms.base import GovukForm
from forum.forms.choosing import RecordChoice
from forum.forms.fields import DayField


class ActionForm(GovukForm):
    """What one person does, and by when: a day or a meeting."""

    messages = {
        "text": "Enter what is to be done",
        "owner": "Choose the one person who does it",
    }

    text = LongTextField(label="What is to be done?", rows=3)
    owner = PersonField(
        label="Who does it?", help_text="One person, in a post: never a team or a council"
    )
    due_on = DayField(
        label="By which day?",
        help_text="For example, 16 1 2027. Or choose a meeting instead",
        required=False,
    )
    due_meeting = MeetingField(label="Or by which meeting?", required=False)
    agenda_item = RecordChoice(
        None, label=optional("Under which item?"), required=False, empty_label="None of them"
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["owner"].offer(meeting.forum)
        self.fields["due_meeting"].offer(later_meetings(meeting))
        self.fields["agenda_item"].queryset = meeting.items.all()

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("due_on") or cleaned.get("due_meeting") or "due_on" in self.errors):
            self.add_error("due_on", "Enter the day it is due, or choose a meeting")
        return cleaned

    def action(self):
        """The action, ready to be set; its matter is that of the paper under the item."""
        said, item = self.cleaned_data, self.cleaned_data["agenda_item"]
        placed = item.placements.select_related("recommendation").first() if item else None
        return Action(
            forum=self.meeting.forum,
            meeting=self.meeting,
            agenda_item=item,
            matter_id=placed.recommendation.matter_id if placed else None,
            text=said["text"],
            owner=said["owner"],
            due_on=said["due_on"],
            due_meeting=said["due_meeting"],
            set_on=self.meeting.held_on,
        )


class ProgressForm(GovukForm):
    messages = {"progress": "Enter how it goes"}

    progress = LongTextField(label="How does it go?", rows=3)
    noted_on = DayField(label="On which day?")


class CloseForm(GovukForm):
    messages = {"evidence": "Say what shows that it is done"}

    evidence = LongTextField(
        label="What shows that it is done?",
        help_text="Such as the report or the minute that closed it",
        rows=3,
    )
    closed_on = DayField(label="On which day was it done?")
