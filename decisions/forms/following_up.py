"""Setting an action at a meeting, saying how it goes, and closing it."""

from __future__ import annotations

from crispy_forms.layout import Layout

from decisions.forms.actions import NewActionForm
from decisions.forms.fields import LongTextField, later_meetings, optional
from decisions.models import Action
from forum.forms.base import GovukForm
from forum.forms.choosing import RecordChoice
from forum.forms.fields import DayField


class ActionForm(NewActionForm):
    """What one person does, and by when: a day or a meeting."""

    agenda_item = RecordChoice(
        None, label=optional("Under which item?"), required=False, empty_label="None of them"
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, forum=meeting.forum, meetings=later_meetings(meeting), **kwargs)
        self.meeting = meeting
        self.fields["agenda_item"].queryset = meeting.items.all()

    def layout(self):
        return Layout("text", "owner", "due_on", "due_meeting", "brings_report", "agenda_item")

    def action(self):
        """The action, ready to be set; its matter is that of the paper under the item."""
        item = self.cleaned_data["agenda_item"]
        placed = item.placements.select_related("recommendation").first() if item else None
        return Action(
            forum=self.meeting.forum,
            meeting=self.meeting,
            agenda_item=item,
            matter_id=placed.recommendation.matter_id if placed else None,
            set_on=self.meeting.held_on,
            **self.due(),
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
