"""Calling the roll of a meeting."""

from __future__ import annotations

from django import forms

from forum.choices import Answer, Presence
from forum.forms.base import GovukForm
from forum.forms.widgets import Radios

SEAT, REMOTE = "seat-", "remote-"
AS_REPLIED = {
    Answer.COMING: (Presence.PRESENT, False),
    Answer.ONLINE: (Presence.PRESENT, True),
    Answer.SUBSTITUTE: (Presence.SUBSTITUTE, False),
    Answer.APOLOGIES: (Presence.APOLOGIES, False),
}
"""What the roll begins with, from what members said beforehand: the state, and whether online."""


class AttendanceForm(GovukForm):
    """One question for each seat that somebody holds; a seat left open is not recorded yet.

    It begins with what is recorded, then with what the member replied, unless everybody is here.
    """

    def __init__(self, *args, rows, replies=None, everybody=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = [row for row in rows if row.holder]
        for row in self.rows:
            state, remote = _begins_with(row, (replies or {}).get(row.holder.pk))
            self.fields[f"{SEAT}{row.holder.pk}"] = forms.ChoiceField(
                label=row.holder.person.name,
                choices=_states(row),
                initial=Presence.PRESENT if everybody else state,
                required=False,
                widget=Radios(inline=True, small=True),
            )
            self.fields[f"{REMOTE}{row.holder.pk}"] = forms.BooleanField(
                label="Online", initial=remote, required=False
            )

    @property
    def lines(self):
        """Each seat with its question and whether somebody takes part online."""
        return [
            (row, self[f"{SEAT}{row.holder.pk}"], self[f"{REMOTE}{row.holder.pk}"])
            for row in self.rows
        ]

    @property
    def presence(self):
        """What was said of each seat, for the step."""
        said = ((row.holder, self.cleaned_data[f"{SEAT}{row.holder.pk}"]) for row in self.rows)
        return {holder: Presence(state) for holder, state in said if state}

    @property
    def substitutes(self):
        """Who sits for the holder, where the roll says that a substitute does."""
        return {
            row.holder: row.substitution
            for row in self.rows
            if self.presence.get(row.holder) == Presence.SUBSTITUTE
        }

    @property
    def remote(self):
        here = {Presence.PRESENT, Presence.SUBSTITUTE}
        return frozenset(
            row.holder
            for row in self.rows
            if self.cleaned_data[f"{REMOTE}{row.holder.pk}"]
            and self.presence.get(row.holder) in here
        )


def _states(row):
    """The four states; the substitute by name, where there is one."""
    labels = dict(Presence.choices)
    if row.substitution:
        labels[Presence.SUBSTITUTE] = f"Substitute: {row.substitution.person.name}"
    else:
        del labels[Presence.SUBSTITUTE]
    return list(labels.items())


def _begins_with(row, reply):
    if row.attendance:
        return row.attendance.presence, row.attendance.is_remote
    state, remote = AS_REPLIED.get(reply.answer if reply else "", ("", False))
    if state == Presence.SUBSTITUTE and not row.substitution:
        return Presence.APOLOGIES, False
    return state, remote
