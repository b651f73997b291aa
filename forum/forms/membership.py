"""Seats, who is appointed to them, offices, and the schools of the authority."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q

from forum.choices import Establishment, Group, Office, Phase, SeatKind
from forum.forms.base import GovukForm, GovukModelForm
from forum.forms.choosing import RecordChoice
from forum.forms.fields import DayField
from forum.forms.layout import Reveal
from forum.forms.taken import refuse_taken
from forum.forms.widgets import Radios
from forum.models import Appointment, OfficeHolding, Person, School, Seat

ENDS_FIRST = "The last day must not be before the first day"


class SeatChoice(RecordChoice):
    """A seat of the forum; the group stands beside its name."""

    def label_from_instance(self, seat):
        return f"{seat.name} ({seat.get_group_display()})"


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

    class Meta:
        model = Seat
        fields = ["name", "group", "kind"]

    def clean(self):
        cleaned = super().clean()
        sentence = "There is already a seat with this name: number them, for example"
        refuse_taken(self, "name", self.instance.forum.seat_set, f"{sentence} “headteacher 2”")
        return cleaned


class AppointForm(GovukModelForm):
    """A person into a seat: somebody the forum knows, or somebody new with an e-mail address."""

    messages = {
        "seat": "Select the seat",
        "known_or_new": "Say whether the forum knows this person already",
    }

    seat = SeatChoice(label="Seat", queryset=Seat.objects.none(), empty_label="Choose a seat")
    known_or_new = forms.ChoiceField(
        label="Who is appointed?",
        choices=[("known", "Somebody this forum knows"), ("new", "Somebody new")],
        widget=Radios,
    )
    known = RecordChoice(
        label="Person",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Choose a person",
    )
    name = forms.CharField(label="Name", max_length=120, required=False)
    email = forms.EmailField(
        label="Email address", required=False, help_text="They sign in and get the agenda with it"
    )
    post = forms.CharField(
        label="Post (optional)",
        max_length=160,
        required=False,
        help_text="For example Headteacher, Ambridge Primary School",
    )
    school = RecordChoice(
        label="School (optional)",
        queryset=School.objects.none(),
        required=False,
        empty_label="None, or not stated",
    )
    from_on = DayField(label="First day of the term of office")
    until_on = DayField(
        label="Last day of the term of office (optional)",
        required=False,
        help_text="Leave this empty where the record states none",
    )

    class Meta:
        model = Appointment
        fields = ["seat", "school", "from_on", "until_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        forum = self.instance.forum
        self.fields["seat"].queryset = forum.seat_set.filter(abolished_on__isnull=True)
        self.fields["school"].queryset = forum.school_set.filter(closed_on__isnull=True)
        self.fields["known"].queryset = Person.objects.filter(
            Q(appointments__forum=forum) | Q(role_grants__forum=forum), is_active=True
        ).distinct()

    def layout(self):
        who = {"known": ["known"], "new": ["name", "email", "post"]}
        return Layout("seat", Reveal("known_or_new", who), "school", "from_on", "until_on")

    def clean(self):
        cleaned = super().clean()
        self.instance.person = self._person(cleaned)
        begins, ends = cleaned.get("from_on"), cleaned.get("until_on")
        if begins and ends and ends < begins:
            self.add_error("until_on", ENDS_FIRST)
        elif begins and cleaned.get("seat"):
            self._refuse_two_in_one_seat(cleaned["seat"], begins, ends)
        return cleaned

    def _person(self, cleaned):
        if cleaned.get("known_or_new") == "known" and not cleaned.get("known"):
            self.add_error("known", "Select the person")
        if cleaned.get("known_or_new") != "new":
            return cleaned.get("known")
        for field, words in (("name", "the name"), ("email", "the email address")):
            if not cleaned.get(field) and field not in self.errors:
                self.add_error(field, f"Enter {words} of the person")
        email = (cleaned.get("email") or "").lower()
        newcomer = Person(email=email, name=cleaned.get("name", ""), post=cleaned.get("post", ""))
        newcomer.set_unusable_password()
        return Person.objects.filter(email__iexact=email).first() or newcomer

    def _refuse_two_in_one_seat(self, seat, begins, ends):
        sitting = seat.appointments.filter(Q(until_on__isnull=True) | Q(until_on__gte=begins))
        if ends:
            sitting = sitting.filter(from_on__lte=ends)
        if sitting.exists():
            self.add_error(
                "seat", "Somebody sits here in that time: enter the last day of their term first"
            )


class EndForm(GovukForm):
    until_on = DayField(
        label="Last day of the term of office",
        help_text="Ballots that were held already keep their register",
    )

    def __init__(self, *args, appointment, **kwargs):
        super().__init__(*args, **kwargs)
        self.appointment = appointment

    def clean_until_on(self):
        day = self.cleaned_data["until_on"]
        if day < self.appointment.from_on:
            began = f"{self.appointment.from_on:%-d %B %Y}"
            raise forms.ValidationError(
                f"The term began on {began}: enter that day or a later one"
            )
        return day


class OfficeForm(GovukModelForm):
    messages = {"appointment": "Select the member", "from_on": "Enter the day of the election"}

    office = forms.ChoiceField(label="Office", choices=Office.choices, widget=Radios)
    appointment = RecordChoice(
        label="Member", queryset=Appointment.objects.none(), empty_label="Choose a member"
    )
    from_on = DayField(label="From", help_text="The day of the election")
    until_on = DayField(label="Until (optional)", required=False)

    class Meta:
        model = OfficeHolding
        fields = ["office", "appointment", "from_on", "until_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        members = self.instance.forum.appointment_set.select_related("person", "seat")
        self.fields["appointment"].queryset = members

    def clean(self):
        cleaned = super().clean()
        begins, ends = cleaned.get("from_on"), cleaned.get("until_on")
        if begins and ends and ends < begins:
            self.add_error("until_on", ENDS_FIRST)
        return cleaned


class SchoolForm(GovukModelForm):
    messages = {"name": "Enter the name of the school"}

    name = forms.CharField(label="Name of the school", max_length=200)
    phase = forms.ChoiceField(label="Phase", choices=Phase.choices, widget=Radios)
    establishment = forms.ChoiceField(
        label="Maintained or academy?", choices=Establishment.choices, widget=Radios(inline=True)
    )
    opened_on = DayField(
        label="Opened on (optional)",
        required=False,
        help_text="Only where it opened while this forum existed",
    )

    class Meta:
        model = School
        fields = ["name", "phase", "establishment", "opened_on"]

    def clean(self):
        cleaned = super().clean()
        sentence = "There is already a school with this name"
        refuse_taken(self, "name", self.instance.forum.school_set, sentence)
        return cleaned


class ConversionForm(GovukForm):
    messages = {"converted_on": "Enter the day on which it became an academy"}

    converted_on = DayField(
        label="Became an academy on",
        help_text="From this day its seat for maintained schools is no longer held",
    )


class DayForm(GovukForm):
    """Look at the membership as it stood on another day."""

    messages = {"on": "Enter the day"}

    on = DayField(label="Day")
