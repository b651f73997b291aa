"""Setting up a forum: its names, and the two people who take it from there."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from forum.choices import Role
from forum.forms.base import GovukForm, GovukModelForm
from forum.forms.layout import Fieldset
from forum.forms.persons import newcomer
from forum.forms.ruled import refuse_beside
from forum.forms.widgets import TextBox
from forum.models import Forum, Person
from forum.models.people import duties_of
from forum.rules.duties import may_hold
from forum.rules.founding import may_be_called

CALLED = {"not-a-name": "slug", "reserved-word": "slug", "name-taken": "slug"}
SAME = "The clerk and the administrator are two people: enter the address of another one"


class FoundForm(GovukModelForm):
    messages = {
        "name": "Enter the name of the forum",
        "short_name": "Enter how the minutes name it",
        "authority": "Enter the name of the local authority",
        "slug": "Enter the word for its address",
    }

    name = forms.CharField(
        label="Name of the forum",
        max_length=200,
        help_text="For example Borsetshire Schools Forum",
    )
    short_name = forms.CharField(
        label="How the minutes name it", max_length=60, initial="the Forum"
    )
    authority = forms.CharField(
        label="Local authority", max_length=200, help_text="For example Borsetshire County Council"
    )
    slug = forms.CharField(
        label="Word in the address of its pages",
        max_length=60,
        help_text="Small letters and hyphens, for example borsetshire. It does not change later.",
        widget=TextBox({"spellcheck": "false", "autocomplete": "off"}, width=20),
    )
    clerk_name = forms.CharField(label="Name", max_length=120, required=False)
    clerk_email = forms.EmailField(label="Email address", required=False)
    administrator_name = forms.CharField(label="Name", max_length=120, required=False)
    administrator_email = forms.EmailField(label="Email address", required=False)

    class Meta:
        model = Forum
        fields = ["name", "short_name", "authority", "slug"]

    clerk: Person
    administrator: Person

    def layout(self):
        return Layout(
            "name",
            "short_name",
            "authority",
            "slug",
            Fieldset(
                "The clerk",
                "clerk_name",
                "clerk_email",
                hint="Enters the constitution, the seats and the members, and runs the meetings.",
            ),
            Fieldset(
                "The administrator",
                "administrator_name",
                "administrator_email",
                hint="Grants roles and opens accounts. Somebody else than the clerk.",
            ),
        )

    def clean_slug(self):
        return self.cleaned_data["slug"].strip().lower()

    def clean(self):
        cleaned = super().clean()
        slug = cleaned.get("slug")
        if slug:
            taken = Forum.objects.filter(slug=slug).exists()
            refuse_beside(self, may_be_called(slug, taken=taken), CALLED)
        self.clerk = newcomer(self, cleaned, "clerk_")
        self.administrator = newcomer(self, cleaned, "administrator_")
        if self.clerk.email and self.clerk.email == self.administrator.email:
            self.add_error("administrator_email", SAME)
        for person, role in ((self.clerk, Role.CLERK), (self.administrator, Role.ADMINISTRATOR)):
            _judged(self, person, role, f"{role}_email")
        return cleaned


class AdministratorForm(GovukForm):
    """Somebody who is to grant roles in a forum that has nobody left to do so."""

    name = forms.CharField(label="Name", max_length=120, required=False)
    email = forms.EmailField(
        label="Email address", required=False, help_text="An invitation is sent there"
    )

    def __init__(self, *args, forum, **kwargs):
        super().__init__(*args, **kwargs)
        self.forum = forum
        self.person: Person | None = None

    def clean(self):
        cleaned = super().clean()
        self.person = newcomer(self, cleaned)
        _judged(self, self.person, Role.ADMINISTRATOR, "email", self.forum)
        return cleaned


class FindForm(GovukForm):
    """Somebody by their whole address: nobody leafs through the people of every forum."""

    messages = {"email": "Enter the email address"}

    email = forms.EmailField(label="Email address", help_text="The whole address")

    person: Person | None = None

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        self.person = Person.objects.filter(email__iexact=email).first()
        if self.person is None:
            raise forms.ValidationError("Nobody here has this address: check it")
        return email


def _judged(form, person, role, field, forum=None):
    """What keeps somebody from the role, beside their address."""
    if form.errors or person._state.adding:
        return
    ruling = may_hold(duties_of(person, forum or form.instance, on=timezone.localdate()), role)
    refuse_beside(form, ruling, dict.fromkeys(ruling.codes, field))
