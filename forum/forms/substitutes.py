"""Naming a substitute for the holder of a seat, and the end of it."""

from __future__ import annotations

from datetime import timedelta

from crispy_forms.layout import Layout
from django import forms

from forum.choices import SubstituteKind
from forum.forms.base import GovukForm
from forum.forms.choosing import RecordChoice
from forum.forms.fields import DayField
from forum.forms.layout import Reveal
from forum.forms.membership import ENDS_FIRST
from forum.forms.people import SeatChoice, WhoForm
from forum.forms.ruled import refuse_beside
from forum.forms.widgets import Radios
from forum.models import Meeting, Seat, Substitution
from forum.models.membership_facts import ruling_on_substitute
from forum.rules.ruling import Ruling

BESIDE = {
    "own-substitute": "known_or_new",
    "holds-a-seat": "known_or_new",
    "tied-to-authority": "authority_tie",
    "another-group": "school",
    "vacant-seat": "seat",
    "second-substitute": "seat",
    "no-substitutes": "kind",
    "permanent-only": "kind",
    "for-meeting-only": "kind",
    "administrator-has-no-seat": "known_or_new",
    "site-administrator-has-no-seat": "known_or_new",
}
"""Beside which field each reason stands."""


class SubstituteForm(WhoForm):
    """Somebody of the same group, for good or for one meeting."""

    who = "Who is the substitute?"
    messages = {
        "seat": "Select the seat",
        "kind": "Say for how long they are a substitute",
        "known_or_new": "Say whether the forum knows this person already",
    }

    seat = SeatChoice(
        label="For the holder of", queryset=Seat.objects.none(), empty_label="Choose a seat"
    )
    kind = forms.ChoiceField(label="For how long?", choices=SubstituteKind.choices, widget=Radios)
    from_on = DayField(label="From", required=False)
    until_on = DayField(label="Until (optional)", required=False)
    meeting = RecordChoice(
        label="Meeting",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="Choose a meeting",
    )

    class Meta:
        model = Substitution
        fields = ["seat", "kind", "from_on", "until_on", "meeting", "school"]

    ruling = Ruling()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = self.instance.forum.meeting_set.going_ahead()

    def layout(self):
        kinds = {
            SubstituteKind.PERMANENT: ["from_on", "until_on"],
            SubstituteKind.FOR_MEETING: ["meeting"],
        }
        return Layout("seat", self.who_fields(), "school", Reveal("kind", kinds), "authority_tie")

    def clean(self):
        cleaned = super().clean()
        self.instance.person = self.person(cleaned)
        days = {
            SubstituteKind.PERMANENT: self._permanent,
            SubstituteKind.FOR_MEETING: self._for_meeting,
        }.get(cleaned.get("kind"))
        if days:
            cleaned |= days(cleaned)
        if not self.errors:
            self._judge(cleaned)
        return cleaned

    def _permanent(self, cleaned):
        begins, ends = cleaned.get("from_on"), cleaned.get("until_on")
        if not begins and "from_on" not in self.errors:
            self.add_error("from_on", "Enter the day from which they are a substitute")
        if begins and ends and ends < begins:
            self.add_error("until_on", ENDS_FIRST)
        return {"meeting": None}

    def _for_meeting(self, cleaned):
        meeting = cleaned.get("meeting")
        if not meeting and "meeting" not in self.errors:
            self.add_error("meeting", "Select the meeting")
        day = meeting.held_on if meeting else None
        return {"from_on": day, "until_on": day}

    def _judge(self, cleaned):
        for field in self.Meta.fields:
            setattr(self.instance, field, cleaned[field])
        self.ruling = ruling_on_substitute(self.instance, cleaned["authority_tie"])
        refuse_beside(self, self.ruling, BESIDE)


class StandDownForm(GovukForm):
    """The last day of a substitute."""

    messages = {"until_on": "Enter the last day"}

    until_on = DayField(label="Last day as a substitute")

    def __init__(self, *args, substitution, **kwargs):
        super().__init__(*args, **kwargs)
        self.substitution = substitution
        if substitution.meeting:
            # Named for one meeting: there is no day to ask for.
            del self.fields["until_on"]

    def last_day(self):
        """The day typed; for one named for a meeting, the day before it."""
        if self.substitution.meeting:
            return self.substitution.from_on - timedelta(days=1)
        return self.cleaned_data["until_on"]
