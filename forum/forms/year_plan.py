"""Putting a business of the year on the agenda of a meeting, with one press."""

from __future__ import annotations

from django import forms

from forum.choices import Business, ItemKind
from forum.forms.base import GovukForm
from forum.forms.choosing import RecordChoice
from forum.models import AgendaItem, Meeting

KINDS = {Business.OFFICES: ItemKind.ELECTION}
"""Everything else comes with a paper."""


class PlanItemForm(GovukForm):
    business = forms.ChoiceField(choices=Business.choices)
    meeting = RecordChoice(queryset=Meeting.objects.none())

    def __init__(self, *args, forum, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = forum.meeting_set.select_related("forum")

    def item(self):
        """The item as the agenda prints it, until the clerk changes its words."""
        meeting = self.cleaned_data["meeting"]
        business = Business(self.cleaned_data["business"])
        return AgendaItem(
            forum=meeting.forum,
            meeting=meeting,
            title=business.label,
            kind=KINDS.get(business, ItemKind.REPORT),
            business=business,
        )
