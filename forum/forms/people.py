"""Who sits, and in which seat: somebody the forum knows, or somebody new with an address."""

from __future__ import annotations

from django import forms
from django.db.models import Q

from forum.choices import AuthorityTie, Establishment
from forum.forms.base import GovukModelForm
from forum.forms.choosing import RecordChoice
from forum.forms.layout import Reveal
from forum.forms.widgets import Radios
from forum.models import Appointment, Person, School, Seat

TIES = {
    AuthorityTie.ELECTED_MEMBER: "May sit, but not be chair (regulation 8(6))",
    AuthorityTie.EXECUTIVE_MEMBER: "Cannot be a non-schools member (regulation 7(4))",
    AuthorityTie.OFFICER: "May sit, but not be chair (regulation 8(6))",
    AuthorityTie.RELEVANT_OFFICER: "Cannot be a non-schools member (regulation 7(4))",
}
"""What each tie to the authority keeps a member from."""


class SeatChoice(RecordChoice):
    """A seat of the forum; the group stands beside its name."""

    def label_from_instance(self, seat: Seat):
        gone = f", abolished from {seat.abolished_on:%-d %B %Y}" if seat.abolished_on else ""
        return f"{seat.name} ({seat.get_group_display()}{gone})"


class PersonChoice(RecordChoice):
    """A person by name and post."""

    def label_from_instance(self, person: Person):
        return person.in_post


class MemberChoice(RecordChoice):
    """Somebody's term in a seat, with the group and the end of the term."""

    def label_from_instance(self, appointment: Appointment):
        seat = appointment.seat
        until = f", until {appointment.until_on:%-d %B %Y}" if appointment.until_on else ""
        return f"{appointment.person}, {seat.name} ({seat.get_group_display()}{until})"


class SchoolChoice(RecordChoice):
    """A school, with its phase and whether it is maintained, or since when it is not."""

    def label_from_instance(self, school: School):
        kind = Establishment(school.establishment).label.lower()
        if school.converted_on:
            kind = f"academy from {school.converted_on:%-d %B %Y}"
        closed = f", closed {school.closed_on:%-d %B %Y}" if school.closed_on else ""
        return f"{school.name} ({school.get_phase_display().lower()}, {kind}{closed})"


def tie_field(**more):
    """What ties a member to the authority."""
    return forms.ChoiceField(
        label="Tie to the authority",
        choices=AuthorityTie.choices,
        initial=AuthorityTie.NONE,
        widget=Radios(hints=TIES),
        **more,
    )


class WhoForm(GovukModelForm):
    """A form about one person and a seat; the person may be new to the forum."""

    who = "Who is it?"

    known_or_new = forms.ChoiceField(
        choices=[("known", "Somebody this forum knows"), ("new", "Somebody new")], widget=Radios
    )
    known = PersonChoice(
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
    school = SchoolChoice(
        label="School (optional)",
        queryset=School.objects.none(),
        required=False,
        empty_label="None, or not stated",
        help_text="For a seat of schools or academies it must be one of that group",
    )
    authority_tie = tie_field(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        forum = self.instance.forum
        self.fields["known_or_new"].label = self.who
        self.fields["seat"].queryset = forum.seat_set.all()
        self.fields["school"].queryset = forum.school_set.all()
        self.fields["known"].queryset = Person.objects.filter(
            Q(appointments__forum=forum)
            | Q(role_grants__forum=forum)
            | Q(substitutions__forum=forum),
            is_active=True,
        ).distinct()

    def who_fields(self):
        """The part of the layout that asks who it is."""
        return Reveal("known_or_new", {"known": ["known"], "new": ["name", "email", "post"]})

    def clean_authority_tie(self):
        return self.cleaned_data["authority_tie"] or AuthorityTie.NONE

    def person(self, cleaned):
        """The person meant; an address that is known already means its owner."""
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
