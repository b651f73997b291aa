"""Declaring an interest, for the meeting, one item or one part of it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils import timezone

from decisions.forms.fields import LongTextField
from forum.choices import InterestAction, InterestKind
from forum.forms.base import GovukForm
from forum.forms.choosing import RecordChoice
from forum.forms.widgets import Radios
from forum.models import Appointment, Interest

WHOLE_MEETING = "meeting"


class HolderChoice(RecordChoice):
    """A member by name; seat and group stand beside it."""

    def label_from_instance(self, holder):
        return f"{holder.person.name}, {holder.seat.name} ({holder.seat.get_group_display()})"


class InterestForm(GovukForm):
    """Whose it is, what it bears on, how strong it is, and what the member does about it."""

    messages = {
        "holder": "Choose whose interest it is",
        "reach": "Choose what the interest bears on",
        "kind": "Choose what kind of interest it is",
        "action": "Choose what the member does about it",
        "nature": "Say what the interest is, such as “Paid work for the funded body”",
    }

    holder = HolderChoice(None, label="Whose interest is it?", empty_label="Choose a member")
    reach = forms.ChoiceField(label="What does it bear on?")
    nature = forms.CharField(
        label="What is the interest?",
        max_length=300,
        help_text="Its nature as it is minuted, such as “Paid work for the funded body”",
    )
    kind = forms.ChoiceField(
        label="What kind is it?",
        choices=InterestKind.choices,
        widget=Radios(
            small=True,
            hints={
                InterestKind.GENERAL: "Beyond what every head or governor has",
                InterestKind.AFFECTED: "Their school or work is affected more than others",
                InterestKind.PECUNIARY: "Money of their own: they withdraw from the room",
            },
        ),
    )
    action = forms.ChoiceField(
        label="What does the member do?", choices=InterestAction.choices, widget=Radios(small=True)
    )
    said_before = LongTextField(
        label="Had they spoken on the item before? (optional)",
        help_text="Declared in mid-item: what the member had said until then",
        rows=2,
        required=False,
        max_length=300,
    )

    def __init__(self, *args, meeting, seats, items, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.seats = {row.holder.pk: row for row in seats}
        holders = [row.holder for row in seats]
        self.parts = {str(part.pk): part for part in parts}
        self.items = {str(item.pk): item for item in items}
        own = Appointment.objects.filter(pk__in=[each.pk for each in holders])
        self.fields["holder"].queryset = own.select_related("person", "seat")
        self.fields["holder"].choices = [
            ("", "Choose a member"),
            *((str(each.pk), self.fields["holder"].label_from_instance(each)) for each in holders),
        ]
        if len(holders) == 1:
            self.fields["holder"].initial = holders[0].pk
            self.fields["holder"].widget = forms.HiddenInput()
        self.fields["reach"].choices = [
            (WHOLE_MEETING, "The whole meeting"),
            *((key, f"Item {item}") for key, item in self.items.items()),
            *((key, f"{part}, in item {part.item_number}") for key, part in self.parts.items()),
        ]

    def interest(self, by):
        """The interest, ready to be declared; while the meeting runs it has its hour."""
        said = self.cleaned_data
        row = self.seats[said["holder"].pk]
        is_substitutes = row.by_substitute or row.is_substitute(by)
        is_now = self.meeting.opened_at and self.meeting.held_on == timezone.localdate()
        part = self.parts.get(said["reach"])
        item = self.items.get(str(part.item) if part else said["reach"])
        return Interest(
            forum=self.meeting.forum,
            meeting=self.meeting,
            appointment=said["holder"],
            substitution=row.substitution if is_substitutes else None,
            agenda_item=item,
            about=UUID(str(part.pk)) if part else None,
            about_label=str(part) if part else "",
            kind=said["kind"],
            action=said["action"],
            nature=said["nature"],
            said_before=said["said_before"],
            declared=timezone.now() if is_now else None,
        )
