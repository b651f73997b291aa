"""Calling a meeting, the items of its agenda, and the day on which that is published."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms
from django.db import models

from forum.choices import ItemKind, MeetingKind
from forum.forms.base import GovukForm, GovukModelForm
from forum.forms.fields import DayField, PastDayField
from forum.forms.taken import refuse_taken
from forum.forms.widgets import Radios, TextBox
from forum.models import AgendaItem, Meeting

TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p", "%I:%M %p", "%I %p"]


class Direction(models.TextChoices):
    """Which way an item moves on the agenda."""

    UP = "up", "up"
    DOWN = "down", "down"


class MeetingForm(GovukModelForm):
    messages = {
        "starts_at_time": {"invalid": "Enter the time it starts, like 14:00 or 2pm"},
    }

    held_on = DayField(label="Date of the meeting", help_text="For example, 15 1 2026")
    starts_at_time = forms.TimeField(
        label="Time it starts (optional)",
        required=False,
        input_formats=TIMES,
        help_text="For example, 14:00 or 2pm",
        widget=TextBox(width=5),
    )
    place = forms.CharField(
        label="Place (optional)",
        max_length=200,
        required=False,
        help_text="Where it is held, and how to join from elsewhere",
    )
    kind = forms.ChoiceField(
        label="Kind of meeting",
        choices=MeetingKind.choices,
        widget=Radios(
            hints={MeetingKind.EXTRAORDINARY: "For business that cannot wait for an ordinary one"}
        ),
    )

    class Meta:
        model = Meeting
        fields = ["held_on", "starts_at_time", "place", "kind"]

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("held_on")
        if day:
            sentence = f"There is already a meeting on {day:%-d %B %Y}: choose another day"
            refuse_taken(self, "held_on", self.instance.forum.meeting_set, sentence)
        return cleaned


class ItemForm(GovukModelForm):
    messages = {"title": "Enter the title of the item"}

    title = forms.CharField(label="Title", max_length=300, help_text="As the agenda prints it")
    kind = forms.ChoiceField(
        label="Kind of item",
        choices=ItemKind.choices,
        help_text="Choose Report for anything that comes with a paper",
        widget=forms.Select,
    )
    presenter = forms.CharField(
        label="Presenter (optional)",
        max_length=160,
        required=False,
        help_text="Name and post, for example Sam Lee, Schools Finance Manager",
    )
    number = forms.CharField(
        label="Number (optional)",
        max_length=8,
        required=False,
        help_text="Leave this empty to give it the next number",
        widget=TextBox(width=4),
    )

    class Meta:
        model = AgendaItem
        fields = ["title", "kind", "presenter", "number"]

    def clean(self):
        cleaned = super().clean()
        number = cleaned.get("number")
        sentence = f"Item {number} is on this agenda already: choose another number"
        refuse_taken(self, "number", self.instance.meeting.items, sentence)
        return cleaned

    def clean_number(self):
        """A changed item keeps its number where none is typed."""
        return self.cleaned_data["number"].strip() or self.initial.get("number", "")


class PublishForm(GovukForm):
    """The day of publishing; `rule` says for a day whether it may be, and what it warns of."""

    messages = {"published_on": "Enter the day of publishing"}

    published_on = PastDayField(
        label="Published on",
        help_text="The day from which members and the public can read it",
    )
    reason = forms.CharField(
        label="The chair's reason for the short notice",
        max_length=300,
        required=False,
        help_text="It is kept on the audit trail",
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args, rule, **kwargs):
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.ruling = rule(on=self.initial["published_on"])

    def layout(self):
        return Layout("published_on", *(["reason"] if self.ruling.warnings else []))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("published_on"):
            self.ruling = self.rule(on=cleaned["published_on"])
            if self.ruling.warnings and not cleaned.get("reason"):
                self.add_error("reason", "Give the chair's reason for the short notice")
        return cleaned
