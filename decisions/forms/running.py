"""Who is at a meeting."""

from __future__ import annotations

from django import forms

from forum.choices import Presence
from forum.forms.base import GovukForm
from forum.forms.widgets import Radios

PREFIX = "seat-"


class AttendanceForm(GovukForm):
    """One question for each seat that somebody holds; a seat left open is not recorded yet."""

    def __init__(self, *args, holders, recorded, everybody="", **kwargs):
        super().__init__(*args, **kwargs)
        self.holders = {f"{PREFIX}{holder.pk}": holder for holder in holders}
        for name, holder in self.holders.items():
            self.fields[name] = forms.ChoiceField(
                label=holder.person.name,
                help_text=f"{holder.seat.name}, {holder.seat.get_group_display().lower()}",
                choices=Presence.choices,
                initial=everybody or recorded.get(holder.pk, ""),
                required=False,
                widget=Radios(inline=True, small=True),
            )

    def presence(self):
        """What was said of each seat, for the step."""
        return {
            holder: Presence(self.cleaned_data[name])
            for name, holder in self.holders.items()
            if self.cleaned_data[name]
        }
