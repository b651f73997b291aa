"""Seats, and who is appointed to them."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from forum.choices import Group, Phase, SeatKind
from forum.forms.base import GovukForm, GovukModelForm
from forum.forms.fields import DayField
from forum.forms.layout import Reveal
from forum.forms.people import SchoolChoice, SeatChoice, WhoForm, tie_field
from forum.forms.ruled import refuse_beside
from forum.forms.taken import refuse_taken
from forum.forms.widgets import Radios
from forum.models import Appointment, School, Seat
from forum.models.membership_facts import former_group, ruling_on_appointment
from forum.rules.ruling import Ruling
from forum.rules.seats import may_keep_seat

ENDS_FIRST = "The last day must not be before the first day"
BESIDE = {
    "ends-before-start": "until_on",
    "seat-taken": "seat",
    "seat-abolished": "seat",
    "tied-to-authority": "authority_tie",
    "school-in-another-group": "school",
    "too-many-from-school": "school",
    "seat-was-held": "group",
    "phase-without-academies": "phase",
    "administrator-has-no-seat": "known_or_new",
    "site-administrator-has-no-seat": "known_or_new",
}
"""Beside which field each reason stands."""
OTHER = "other"
BECAUSE = [
    (text, text)
    for text in (
        "Resigned",
        "The term of office ended",
        "Left the post or office that they represented",
        "Their school became an academy",
        "Missed meetings, as the constitution has it",
        "The seat was filled again by election",
    )
]


class SeatForm(GovukModelForm):
    messages = {"name": "Enter the name of the seat"}

    name = forms.CharField(
        label="Name of the seat",
        max_length=120,
        help_text="As it is printed, for example Maintained primary headteacher 1",
    )
    group = forms.ChoiceField(
        label="Group that it represents",
        choices=[("", "Choose a group"), *Group.choices],
        help_text="This decides what its holder may vote on",
    )
    kind = forms.ChoiceField(label="Who sits in it", choices=SeatKind.choices, widget=Radios)
    constituency = forms.CharField(
        label="Elected or appointed by (optional)",
        max_length=160,
        required=False,
        help_text="As the authority's record of composition says, for example Headteachers of "
        "maintained primary schools",
    )
    phase = forms.ChoiceField(
        label="Phase of an academies seat (optional)",
        choices=[("", "None"), *Phase.choices],
        required=False,
        help_text="Only where the constitution parts the academies by phase",
    )

    class Meta:
        model = Seat
        fields = ["name", "group", "kind", "constituency", "phase"]

    def clean(self):
        cleaned = super().clean()
        sentence = "There is already a seat with this name: number them, for example"
        refuse_taken(self, "name", self.instance.forum.seat_set, f"{sentence} “headteacher 2”")
        if cleaned.get("group"):
            was_for = former_group(self.instance)
            ruling = may_keep_seat(
                group=cleaned["group"], phase=cleaned.get("phase", ""), was_for=was_for
            )
            refuse_beside(self, ruling, BESIDE)
        return cleaned


class AbolishForm(GovukForm):
    messages = {"abolished_on": "Enter the day from which the seat is no more"}

    abolished_on = DayField(
        label="Abolished from", help_text="Whoever sits in it is a member until the day before"
    )


class AppointForm(WhoForm):
    """A person into a seat: somebody the forum knows, or somebody new with an e-mail address."""

    who = "Who is appointed?"
    messages = {
        "seat": "Select the seat",
        "known_or_new": "Say whether the forum knows this person already",
    }

    seat = SeatChoice(label="Seat", queryset=Seat.objects.none(), empty_label="Choose a seat")
    from_on = DayField(label="First day of the term of office")
    until_on = DayField(
        label="Last day of the term of office (optional)",
        required=False,
        help_text="Leave this empty where the record states none",
    )

    class Meta:
        model = Appointment
        fields = ["seat", "school", "from_on", "until_on", "authority_tie"]

    ruling = Ruling()

    def layout(self):
        return Layout("seat", self.who_fields(), "school", "from_on", "until_on", "authority_tie")

    def clean(self):
        cleaned = super().clean()
        self.instance.person = self.person(cleaned)
        self.ruling = judged(self, cleaned)
        return cleaned


class CorrectForm(GovukModelForm):
    """The days, the school or the tie of a term that was entered wrongly."""

    from_on = DayField(label="First day of the term of office")
    until_on = DayField(label="Last day of the term of office (optional)", required=False)
    school = SchoolChoice(
        label="School (optional)",
        queryset=School.objects.none(),
        required=False,
        empty_label="None, or not stated",
    )
    authority_tie = tie_field()

    class Meta:
        model = Appointment
        fields = ["from_on", "until_on", "school", "authority_tie"]

    ruling = Ruling()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = self.instance.forum.school_set.all()

    def clean(self):
        cleaned = super().clean()
        self.ruling = judged(self, {**cleaned, "seat": self.instance.seat})
        return cleaned


def judged(form, cleaned):
    """What the rules say of the appointment as it was typed, beside the fields."""
    begins, ends = cleaned.get("from_on"), cleaned.get("until_on")
    if begins and ends and ends < begins:
        form.add_error("until_on", ENDS_FIRST)
    if form.errors:
        return Ruling()
    for field in ("seat", "school", "from_on", "until_on", "authority_tie"):
        setattr(form.instance, field, cleaned[field])
    ruling = ruling_on_appointment(form.instance)
    fields = {code: field for code, field in BESIDE.items() if field in form.fields}
    refuse_beside(form, ruling, fields)
    return ruling


class EndForm(GovukForm):
    until_on = DayField(
        label="Last day of the term of office",
        help_text="Ballots that were held already keep their register",
    )
    because = forms.ChoiceField(
        label="Why does it end?", choices=[*BECAUSE, (OTHER, "Another reason")], widget=Radios
    )
    because_other = forms.CharField(
        label="The reason",
        max_length=160,
        required=False,
        help_text="It stands on the audit trail: name no person",
    )

    def __init__(self, *args, appointment, **kwargs):
        super().__init__(*args, **kwargs)
        self.appointment = appointment

    def layout(self):
        return Layout("until_on", Reveal("because", {OTHER: ["because_other"]}))

    def clean_until_on(self):
        day = self.cleaned_data["until_on"]
        if day < self.appointment.from_on:
            began = f"{self.appointment.from_on:%-d %B %Y}"
            raise forms.ValidationError(
                f"The term began on {began}: enter that day or a later one"
            )
        return day

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("because") == OTHER:
            if not cleaned.get("because_other"):
                self.add_error("because_other", "Enter the reason")
            cleaned["because"] = cleaned.get("because_other", "")
        return cleaned


class DayForm(GovukForm):
    """Look at the membership as it stood on another day."""

    messages = {"on": "Enter the day"}

    on = DayField(label="Day")
