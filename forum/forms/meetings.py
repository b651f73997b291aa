"""Calling, changing and cancelling a meeting, and the day on which its agenda is published."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from forum.choices import MeetingKind
from forum.forms.base import GovukForm, GovukModelForm
from forum.forms.fields import DayField, PastDayField
from forum.forms.layout import Fieldset
from forum.forms.taken import refuse_taken
from forum.forms.widgets import Radios, TextBox
from forum.models import Meeting
from forum.rules.calling import may_call

TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p", "%I:%M %p", "%I %p"]
KINDS = {
    MeetingKind.EXTRAORDINARY: "For business that cannot wait for an ordinary one",
    MeetingKind.OUTSIDE: (
        "Nobody meets: every member is asked by email and votes from where they are. Only where "
        "the constitution has a procedure for it; the chair alone decides nothing"
    ),
}


class WhereAndWhen(GovukModelForm):
    """The time and the place of a meeting, and why it was called."""

    messages = {
        "starts_at_time": {"invalid": "Enter the time it starts, like 14:00 or 2pm"},
    }

    starts_at_time = forms.TimeField(
        label="Time it starts (optional)",
        required=False,
        input_formats=TIMES,
        help_text="For example, 14:00 or 2pm",
        widget=TextBox(width=5),
    )
    place = forms.CharField(label="Place (optional)", max_length=200, required=False)
    online_link = forms.URLField(
        label="Link to join online (optional)",
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text="Meetings are public: where members join it and the public can follow it",
        error_messages={"invalid": "Enter a link that begins with https://"},
        widget=TextBox({"inputmode": "url", "spellcheck": "false"}),
    )
    how_to_attend = forms.CharField(
        label="How the public can attend (optional)",
        max_length=1000,
        required=False,
        help_text="Which door, whom to ask, what to bring. Leave it empty to show what the forum "
        "says for all its meetings",
        widget=forms.Textarea({"rows": 3}),
    )
    called_because = forms.CharField(
        label="Why it cannot wait for an ordinary meeting",
        max_length=300,
        required=False,
        help_text="Needed for an extraordinary meeting and for a decision outside a meeting",
        widget=forms.Textarea({"rows": 2}),
    )

    class Meta:
        model = Meeting
        fields = ["starts_at_time", "place", "online_link", "how_to_attend", "called_because"]

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind", self.instance.kind)
        why = may_call(kind, because=cleaned.get("called_because", ""))
        for reason in why.reasons:
            self.add_error("called_because", reason.text)
        return cleaned


class MeetingForm(WhereAndWhen):
    """A meeting that is called."""

    held_on = DayField(
        label="Date of the meeting",
        help_text="For example, 15 1 2026. For a decision outside a meeting: the last day for "
        "answers",
    )
    kind = forms.ChoiceField(
        label="Kind of meeting", choices=MeetingKind.choices, widget=Radios(hints=KINDS)
    )

    class Meta(WhereAndWhen.Meta):
        fields = ["held_on", "kind", *WhereAndWhen.Meta.fields]

    def layout(self):
        where = ("starts_at_time", "place", "online_link", "how_to_attend")
        return Layout("kind", "called_because", "held_on", *where)

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("held_on")
        if day:
            sentence = f"There is already a meeting on {day:%-d %B %Y}: choose another day"
            others = self.instance.forum.meeting_set.going_ahead()
            refuse_taken(self, "held_on", others, sentence)
        return cleaned


class MeetingChangeForm(WhereAndWhen):
    """Another time, place or day; `rule` says for a day and a reason whether it may move there."""

    messages = WhereAndWhen.messages | {"to_on": "Enter the date of the meeting"}

    to_on = DayField(label="Date of the meeting")
    reason = forms.CharField(
        label="Why it moves to another day",
        max_length=300,
        required=False,
        help_text="Needed once the agenda is published. Members are told by email",
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args, rule, **kwargs):
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.day = self.instance.held_on
        self.initial["to_on"] = self.day
        if self.instance.kind == MeetingKind.ORDINARY:
            del self.fields["called_because"]

    @property
    def moves(self):
        return self.cleaned_data["to_on"] != self.day

    def layout(self):
        why = ["called_because"] if "called_because" in self.fields else []
        where = ("starts_at_time", "place", "online_link", "how_to_attend")
        place = Fieldset("Time and place", *where, *why)
        return Layout(place, Fieldset("Day", "to_on", "reason"))

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("to_on")
        if day and day != self.day:
            self.ruling = self.rule(day, reason=cleaned.get("reason", ""))
            for refusal in self.ruling.reasons:
                field = "reason" if refusal.code == "no-reason" else "to_on"
                self.add_error(field, refusal.text)
        return cleaned


class CancelForm(GovukForm):
    messages = {"reason": "Say why, so that members and the public are told"}

    reason = forms.CharField(
        label="Why the meeting is cancelled",
        max_length=300,
        help_text="Members are told this by email, and it is shown beside the meeting",
        widget=forms.Textarea({"rows": 3}),
    )


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
