"""What stands around the text of a paper: particulars, background documents, contacts."""

from __future__ import annotations

from crispy_forms.layout import Layout, Row
from django import forms

from forum.forms.base import GovukForm, GovukFormSet, GovukModelForm
from forum.forms.layout import Fieldset
from forum.forms.widgets import TextBox
from papers.models import BackgroundDocument, Contact, Particulars
from papers.rules.pathways import as_typed, documents, lines, stops

BLANK_ROWS, MOST_ROWS = 2, 12
PREFIX = "contacts"
A_LINE_EACH = "One to a line"


def _words(label, most, hint="", **more):
    return forms.CharField(
        label=f"{label} (optional)", max_length=most, required=False, help_text=hint, **more
    )


def _lines(label, hint, rows=3):
    return forms.CharField(
        label=f"{label} (optional)",
        required=False,
        help_text=hint,
        widget=forms.Textarea({"rows": rows}),
    )


class BackgroundForm(GovukForm):
    """The documents that a paper rests on."""

    background = _lines(
        "Background documents", f"{A_LINE_EACH}: its title, and its web address after it", rows=4
    )

    def background_documents(self):
        """The documents as typed."""
        return [
            BackgroundDocument(title=title[:300], address=address)
            for title, address in documents(self.cleaned_data["background"])
        ]

    def clean_background(self):
        typed = self.cleaned_data["background"]
        for title, address in documents(typed):
            if len(title) > 300 or len(address) > 500:
                raise forms.ValidationError(
                    "The title of a document must be 300 characters or fewer, and its address 500"
                )
        return typed


class ParticularsForm(BackgroundForm, GovukModelForm):
    """The head of a report to one office-holder, as it is printed."""

    reference = _words("Reference", 40, "The number of the decision, like 23/00113")
    subject = _words("Subject", 300)
    classification = _words("Classification", 80, "Such as Unrestricted")
    divisions = _words("Electoral divisions", 200, "Such as All, or their names")
    directorate = _words("Directorate", 160)
    from_name = _words("Name", 160)
    from_post = _words("Post", 200, "As this report prints it; it is not made the same elsewhere")
    to_name = _words("Name", 160)
    to_post = _words("Post", 200)
    key_reasons = _lines("Why it is a key decision", f"{A_LINE_EACH}: there may be several")
    past_pathway = _lines(
        "Where the report has been", f"{A_LINE_EACH}: the body, and the day. Or N/A"
    )
    future_pathway = _lines(
        "Where it goes next",
        f"{A_LINE_EACH}, like: Report to the Cabinet Committee – 16 January 2024",
    )
    subject_to = _words(
        "The decision hangs on", 300, "Such as selection by the department; it becomes a condition"
    )
    delegate_post = _words("Authority is to be delegated to", 200, "The post")
    consulted_post = _words("In consultation with", 200, "The post")

    class Meta:
        model = Particulars
        fields = [
            "reference", "subject", "classification", "divisions", "directorate", "from_name",
            "from_post", "to_name", "to_post", "subject_to", "delegate_post", "consulted_post",
        ]  # fmt: skip

    def layout(self):
        return Layout(
            "reference", "subject", "classification", "divisions", "directorate",
            Fieldset("From", "from_name", "from_post", size="m"),
            Fieldset("To, the office-holder who decides", "to_name", "to_post", size="m"),
            Fieldset(
                "The decision", "key_reasons", "subject_to", "delegate_post", "consulted_post",
                size="m",
            ),
            Fieldset("Pathway", "past_pathway", "future_pathway", size="m"),
            Fieldset("Documents", "background", size="m"),
        )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        given = self.instance
        given.key_reasons = list(lines(cleaned.get("key_reasons", "")))
        for pathway in ("past_pathway", "future_pathway"):
            setattr(given, pathway, [each.as_json() for each in stops(cleaned.get(pathway, ""))])
        return cleaned


class ContactForm(GovukModelForm):
    """Somebody who answers questions about the paper."""

    role = forms.CharField(
        label="Role", max_length=80, widget=TextBox(width=20),
        help_text="Such as Report author, or Relevant director",
    )  # fmt: skip
    name = _words("Name", 160, widget=TextBox(width=20))
    post = _words("Post", 200)
    telephone = _words("Telephone", 40, widget=TextBox(width=20))
    email = forms.EmailField(
        label="Email (optional)",
        max_length=200,
        required=False,
        error_messages={"invalid": "Enter an email address, like name@example.gov.uk"},
        widget=TextBox(width=20),
    )

    messages = {"role": "Say in what role they answer, such as Report author"}

    class Meta:
        model = Contact
        fields = ["role", "name", "post", "telephone", "email"]

    def layout(self):
        return Layout(Row("role", "name"), "post", Row("telephone", "email"))


class ContactFormSet(GovukFormSet):
    row_name = "Contact"
    default_error_messages = {
        "missing_management_form": "The contacts could not be read: enter them again"
    }


ROWS = forms.formset_factory(
    ContactForm,
    formset=ContactFormSet,
    extra=BLANK_ROWS,
    max_num=MOST_ROWS,
    can_delete=True,
    can_delete_extra=False,
)


def contact_formset(data, contacts):
    """A row for each contact, and a few empty ones."""
    saved = [{name: getattr(each, name) for name in ContactForm._meta.fields} for each in contacts]
    return ROWS(data, prefix=PREFIX, initial=saved)


def typed_particulars(particulars, background):
    """What the form begins with: lists as lines."""
    return {
        "key_reasons": "\n".join(particulars.key_reasons),
        "past_pathway": "\n".join(each["words"] for each in particulars.past_pathway),
        "future_pathway": "\n".join(each["words"] for each in particulars.future_pathway),
        "background": typed_background(background),
    }


def typed_background(background):
    """The documents as lines."""
    return as_typed((each.title, each.address) for each in background)
