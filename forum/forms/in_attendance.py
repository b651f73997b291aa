"""Somebody at a meeting who is not a member."""

from __future__ import annotations

from django import forms

from forum.choices import Capacity
from forum.forms.base import GovukModelForm
from forum.forms.choosing import RecordChoice
from forum.forms.taken import refuse_taken
from forum.models import AgendaItem, InAttendance


class PersonForm(GovukModelForm):
    messages = {
        "name": "Enter the name of the person, or what they are, like A member of the public",
        "capacity": "Select in what capacity they attend",
    }

    name = forms.CharField(label="Name", max_length=120)
    post = forms.CharField(
        label="Post (optional)",
        max_length=160,
        required=False,
        help_text="For example Schools Finance Manager",
    )
    capacity = forms.ChoiceField(
        label="They attend as",
        choices=[("", "Choose a capacity"), *Capacity.choices],
        widget=forms.Select,
        help_text="The first seven may speak: a closed list (regulation 8(4))",
    )
    agenda_item = RecordChoice(
        label="Item that they present (optional)",
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="None",
        help_text="Whoever presents a paper may speak on that item only",
    )

    class Meta:
        model = InAttendance
        fields = ["name", "post", "capacity", "agenda_item"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agenda_item"].queryset = self.instance.meeting.items.all()

    def clean(self):
        cleaned = super().clean()
        same = self.instance.meeting.in_attendance.filter(capacity=cleaned.get("capacity", ""))
        refuse_taken(self, "name", same, "They are on the list already, in this capacity")
        return cleaned
