"""The items of an agenda: their words, and their order."""

from __future__ import annotations

from uuid import UUID

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from forum.choices import Business, ItemKind
from forum.forms.base import GovukForm, GovukModelForm
from forum.forms.choosing import RecordChoice
from forum.forms.taken import refuse_taken
from forum.forms.widgets import TextBox
from forum.models import AgendaItem


class Direction(models.TextChoices):
    """Which way an item moves on the agenda."""

    UP = "up", "up"
    DOWN = "down", "down"


def presenter_field():
    return forms.CharField(
        label="Presenter (optional)",
        max_length=160,
        required=False,
        help_text="Name and post, for example Sam Lee, Schools Finance Manager",
    )


class ItemForm(GovukModelForm):
    """An item before the agenda is published."""

    messages = {"title": "Enter the title of the item"}

    title = forms.CharField(label="Title", max_length=300, help_text="As the agenda prints it")
    kind = forms.ChoiceField(
        label="Kind of item",
        choices=ItemKind.choices,
        help_text="Choose Report for anything that comes with a paper",
        widget=forms.Select,
    )
    business = forms.ChoiceField(
        label="Business of the year (optional)",
        choices=[("", "None of these"), *Business.choices],
        required=False,
        help_text="What the year plan counts it as",
    )
    presenter = presenter_field()
    number = forms.CharField(
        label="Number (optional)",
        max_length=8,
        required=False,
        help_text="As printed, for example 6(6). Leave this empty for the next number",
        widget=TextBox(width=4),
    )

    class Meta:
        model = AgendaItem
        fields = ["title", "kind", "business", "presenter", "number"]

    def clean(self):
        cleaned = super().clean()
        number = cleaned.get("number")
        sentence = f"Item {number} is on this agenda already: choose another number"
        refuse_taken(self, "number", self.instance.meeting.items, sentence)
        return cleaned

    def clean_number(self):
        """A changed item keeps its number where none is typed."""
        return self.cleaned_data["number"].strip() or self.initial.get("number", "")


class NewItemForm(ItemForm):
    """An item that is not on the agenda yet, and the one that it follows."""

    after = RecordChoice(
        label="Place it after (optional)",
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="At the end",
    )

    def __init__(self, *args, is_late=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["after"].queryset = self.instance.meeting.items.all()
        if is_late:
            self.fields["after"].help_text = "A late item takes its number: 7A comes after 7"
            self.fields["number"].help_text = "Leave this empty for the number of a late item"


class PresenterForm(GovukForm):
    """Who presents an item whose number and title are published."""

    presenter = presenter_field()


class ReleaseForm(GovukForm):
    """Why something need not come back."""

    messages = {"because": "Say why it need not come back"}

    because = forms.CharField(
        label="Why need it not come back?",
        max_length=300,
        help_text="For example: the service ends with the year, and nobody asks for it again",
        widget=forms.Textarea({"rows": 3}),
    )


class OrderForm(GovukForm):
    """All items in their order; or one of them, and the item that it goes behind."""

    order = forms.CharField(required=False, widget=forms.HiddenInput)
    item = RecordChoice(
        label="Move",
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="Choose an item",
    )
    after = RecordChoice(
        label="To the place after",
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="None: make it the first",
    )
    renumber = forms.BooleanField(
        label="Number all items anew, from 1",
        required=False,
        help_text="Typed numbers such as 6(6) are given up",
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = list(meeting.items.all())
        self.initial["order"] = ",".join(str(item.pk) for item in self.items)
        for name in ("item", "after"):
            self.fields[name].queryset = meeting.items.all()

    def layout(self):
        return Layout("item", "after", "renumber")

    def clean_order(self):
        try:
            return [UUID(each) for each in self.cleaned_data["order"].split(",") if each]
        except ValueError as error:
            raise ValidationError("Put the items in order once more") from error

    @property
    def wanted(self):
        """The order that was asked for."""
        order = self.cleaned_data["order"] or [item.pk for item in self.items]
        item, after = self.cleaned_data["item"], self.cleaned_data["after"]
        if item is None or item == after:
            return order
        order = [pk for pk in order if pk != item.pk]
        place = order.index(after.pk) + 1 if after and after.pk in order else 0
        return [*order[:place], item.pk, *order[place:]]
