"""Actions between meetings and from decisions; passing one on, putting another in its place."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from decisions.choices import ActionOrigin
from decisions.forms.fields import LongTextField, MeetingField, PersonField, optional
from decisions.models import Action
from decisions.workflow.actions import ActionChange, ruling_on_change, ruling_on_superseding
from forum.forms.base import GovukForm
from forum.forms.choosing import RecordChoice
from forum.forms.fields import DayField
from forum.forms.layout import Fieldset
from forum.forms.ruled import refuse_beside

BESIDE = {
    "action-without-owner": "owner",
    "action-without-day": "due_on",
    "due-before-set": "due_on",
    "change-reason-missing": "reason",
    "superseded-by-closed": "other",
    "superseded-by-itself": "other",
    "supersede-reason-missing": "reason",
}


class DueForm(GovukForm):
    """Who does it, and by which day or meeting."""

    messages = {
        "text": "Enter what is to be done",
        "owner": "Choose the one person who does it",
    }

    owner = PersonField(
        label="Who does it?", help_text="One person, in a post: never a team or a council"
    )
    due_on = DayField(
        label="By which day?",
        help_text="For example, 16 1 2027. Or choose a meeting instead",
        required=False,
    )
    due_meeting = MeetingField(label="Or by which meeting?", required=False)

    def __init__(self, *args, forum, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.forum = forum
        self.fields["owner"].offer(forum)
        self.fields["due_meeting"].offer(meetings)

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("due_on") or cleaned.get("due_meeting") or "due_on" in self.errors):
            self.add_error("due_on", "Enter the day it is due, or choose a meeting")
        return cleaned


class NewActionForm(DueForm):
    """An action, with what it is about."""

    text = LongTextField(label="What is to be done?", rows=3)
    brings_report = forms.BooleanField(
        label="It promises the forum a report",
        required=False,
        help_text="Then the report comes to the agenda of the meeting that it is due at",
    )

    def layout(self):
        return Layout("text", "owner", "due_on", "due_meeting", "brings_report")

    def due(self):
        """What every action says, as fields of it."""
        names = ("text", "owner", "due_on", "due_meeting", "brings_report")
        return {name: self.cleaned_data[name] for name in names}


class BetweenMeetingsForm(NewActionForm):
    """An action that nobody set at a meeting."""

    matter = RecordChoice(
        None, label=optional("About which matter?"), required=False, empty_label="None of them"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["matter"].queryset = self.forum.matter_set.order_by("title")

    def layout(self):
        return Layout("text", "owner", "due_on", "due_meeting", "brings_report", "matter")

    def action(self, *, on):
        """The action, ready to be set."""
        return Action(
            forum=self.forum,
            origin=ActionOrigin.BY_HAND,
            matter=self.cleaned_data["matter"],
            set_on=on,
            **self.due(),
        )


class FromDecisionForm(NewActionForm):
    """An action that follows from a decision."""

    def __init__(self, *args, outcome, **kwargs):
        super().__init__(*args, forum=outcome.forum, **kwargs)
        self.outcome = outcome

    def action(self, *, on, meeting):
        """The action, recorded by the minutes of the decision while these are not agreed."""
        placement = self.outcome.question.placement
        return Action(
            forum=self.forum,
            origin=ActionOrigin.DECISION,
            outcome=self.outcome,
            meeting=meeting,
            agenda_item=placement.agenda_item if meeting else None,
            matter_id=placement.recommendation.matter_id,
            set_on=meeting.held_on if meeting else on,
            **self.due(),
        )


class ChangeActionForm(DueForm):
    """Another owner, another post or another day, and why."""

    owner_post = forms.CharField(
        label=optional("In which post?"),
        max_length=160,
        required=False,
        help_text="Leave this empty for the post that the person holds now",
    )
    reason = LongTextField(
        label="Why does it change?", rows=2, help_text="The audit trail keeps the reason"
    )
    messages = {**DueForm.messages, "reason": "Say why it changes"}

    def __init__(self, *args, action, **kwargs):
        start = {
            name: getattr(action, name)
            for name in ("owner", "owner_post", "due_on", "due_meeting")
        }
        super().__init__(*args, forum=action.forum, initial=start, **kwargs)
        self.instance = action

    def layout(self):
        return Layout(
            Fieldset("Who", "owner", "owner_post"),
            Fieldset("By when", "due_on", "due_meeting"),
            "reason",
        )

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            refuse_beside(self, ruling_on_change(self.instance, self.change()), BESIDE)
        return cleaned

    def change(self):
        """How the action is to stand; a new owner brings their own post."""
        said = self.cleaned_data
        owner, post = said["owner"], said["owner_post"].strip()
        if owner != self.instance.owner and post == self.instance.owner_post:
            post = owner.post
        due_on, due_meeting = self._due()
        return ActionChange(owner, post or owner.post, due_on, due_meeting, said["reason"])

    def _due(self):
        """A day or a meeting: of both, the one that was entered now."""
        due_on, due_meeting = self.cleaned_data["due_on"], self.cleaned_data["due_meeting"]
        if due_on and due_meeting:
            is_new = due_meeting != self.instance.due_meeting
            return (None, due_meeting) if is_new else (due_on, None)
        return due_on, due_meeting


class SupersedeForm(GovukForm):
    """The action that takes the place of another."""

    messages = {"other": "Choose the action that takes its place", "reason": "Say why"}

    other = RecordChoice(
        None, label="Which action takes its place?", empty_label="Choose an action"
    )
    reason = LongTextField(label="Why?", rows=2, help_text="The audit trail keeps the reason")

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = action
        others = Action.objects.open().filter(forum=action.forum).exclude(pk=action.pk)
        self.fields["other"].queryset = others

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            ruling = ruling_on_superseding(
                self.instance, cleaned["other"], reason=cleaned["reason"]
            )
            refuse_beside(self, ruling, BESIDE)
        return cleaned
