"""Whether a member comes to a meeting, and who comes instead."""

from __future__ import annotations

from django import forms

from forum.choices import Answer, SubstituteKind
from forum.forms.base import GovukForm
from forum.forms.layout import Fieldset
from forum.models import Person, Substitution


class ReplyForm(GovukForm):
    """One answer: a button on the page of the member."""

    answer = forms.ChoiceField(choices=Answer.choices)
    note = forms.CharField(required=False, max_length=200)


class SubstituteReplyForm(GovukForm):
    """Who comes in the place of the member."""

    messages = {
        "name": "Enter the name of the person",
        "email": "Enter the email address of the person",
    }

    name = forms.CharField(label="Name of your substitute", max_length=120)
    email = forms.EmailField(
        label="Email address", help_text="They sign in and get the papers with it"
    )
    post = forms.CharField(
        label="Post (optional)",
        max_length=160,
        required=False,
        help_text="For example Headteacher, Ambridge Primary School",
    )

    def layout(self):
        hint = "A substitute represents the same group and votes in your place (regulation 8(8))."
        return Fieldset("Who comes instead", "name", "email", "post", hint=hint)

    def substitution(self, meeting, holder):
        """Somebody the forum knows, or somebody new, for this one meeting."""
        email = self.cleaned_data["email"].lower()
        person = Person.objects.filter(email__iexact=email).first()
        if person is None:
            person = Person(
                email=email, name=self.cleaned_data["name"], post=self.cleaned_data["post"]
            )
            person.set_unusable_password()
        return Substitution(
            forum=meeting.forum,
            seat=holder.seat,
            person=person,
            kind=SubstituteKind.FOR_MEETING,
            meeting=meeting,
            from_on=meeting.held_on,
            until_on=meeting.held_on,
        )
