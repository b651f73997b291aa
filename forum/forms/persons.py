"""People: their name and address put right, and the jobs in the system."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from forum.choices import Role
from forum.forms.base import GovukForm, GovukModelForm
from forum.forms.layout import Reveal
from forum.forms.people import PersonChoice
from forum.forms.widgets import Radios
from forum.models import Person
from forum.models.people import with_a_part_in

ROLES = {
    Role.CLERK: "Prepares, runs and records meetings, and keeps the list of members",
    Role.OFFICER: "Drafts papers, clears them, and carries out what was decided",
    Role.AUDITOR: "Reads everything, also drafts; writes only notes and sign-offs",
    Role.ADMINISTRATOR: "Grants roles, opens and closes accounts; reads no draft, has no vote",
}
"""What each job is for, in a line."""
TAKEN = "Somebody else has this address already: check it, or use that person"


class DetailsForm(GovukModelForm):
    messages = {"name": "Enter the name", "email": "Enter the email address"}

    name = forms.CharField(label="Name", max_length=120)
    email = forms.EmailField(
        label="Email address", help_text="Letters and the codes to sign in go there"
    )
    post = forms.CharField(
        label="Post (optional)",
        max_length=160,
        required=False,
        help_text="For example Headteacher, Ambridge Primary School",
    )

    class Meta:
        model = Person
        fields = ["name", "email", "post"]

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        if Person.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(TAKEN)
        return email


class RoleForm(GovukForm):
    """A job for somebody whom the forum knows, or for somebody new."""

    messages = {
        "role": "Select the role",
        "known_or_new": "Say whether the forum knows this person already",
    }

    role = forms.ChoiceField(label="Role", choices=Role.choices, widget=Radios(hints=ROLES))
    known_or_new = forms.ChoiceField(
        label="Who is it?",
        choices=[("known", "Somebody this forum knows"), ("new", "Somebody new")],
        widget=Radios,
    )
    known = PersonChoice(
        label="Person",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Choose a person",
    )
    name = forms.CharField(label="Name", max_length=120, required=False)
    email = forms.EmailField(
        label="Email address", required=False, help_text="An invitation is sent there"
    )
    post = forms.CharField(label="Post (optional)", max_length=160, required=False)

    def __init__(self, *args, forum, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["known"].queryset = with_a_part_in(forum).filter(is_active=True)
        self.person: Person | None = None

    def layout(self):
        opened = {"known": ["known"], "new": ["name", "email", "post"]}
        return Layout("role", Reveal("known_or_new", opened))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("known_or_new") == "known":
            self.person = cleaned.get("known")
            if self.person is None and "known" not in self.errors:
                self.add_error("known", "Select the person")
        elif cleaned.get("known_or_new") == "new":
            self.person = newcomer(self, cleaned)
        return cleaned


def newcomer(form, cleaned, prefix=""):
    """Whoever was typed in; an address that is known already means its owner."""
    whose = f" of the {prefix.removesuffix('_')}" if prefix else ""
    for field, words in ((f"{prefix}name", "name"), (f"{prefix}email", "email address")):
        if not cleaned.get(field) and field not in form.errors:
            form.add_error(field, f"Enter the {words}{whose}")
    email = (cleaned.get(f"{prefix}email") or "").strip().lower()
    person = Person(
        email=email, name=cleaned.get(f"{prefix}name", ""), post=cleaned.get(f"{prefix}post", "")
    )
    person.set_unusable_password()
    return Person.objects.filter(email__iexact=email).first() or person
