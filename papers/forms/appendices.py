"""Attaching an appendix: what it is called, what it shows, its file, and what the public sees."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from forum.choices import FileKind
from forum.forms.base import GovukModelForm
from forum.forms.layout import Fieldset
from forum.forms.uploads import UploadField
from papers.models import Appendix
from papers.rules.text.redacting import is_marked
from papers.workflow.appendices import Uploads

PICTURES = (FileKind.PNG, FileKind.JPEG)
KINDS = "PDF, Word (.docx), Excel (.xlsx), CSV, PNG or JPEG, at most 25 MB"
ALT = "Say in words what the picture shows"


class AppendixForm(GovukModelForm):
    """The files are checked here; they are stored by the step."""

    messages = {
        "title": "Enter the title of the appendix",
        "summary": "Say in a few sentences what the appendix shows",
    }

    letter = forms.CharField(
        label="Letter or number, as the text speaks of it (optional)",
        max_length=12,
        required=False,
        help_text="Like A or 1",
        widget=forms.TextInput({"class": "govuk-input--width-3"}),
    )
    title = forms.CharField(
        label="Title", max_length=300, help_text="It is public, also where the appendix is exempt"
    )
    upload = UploadField(label="File", required=False, help_text=KINDS)
    summary = forms.CharField(
        label="What it shows",
        widget=forms.Textarea({"rows": 6}),
        help_text=(
            "For who cannot read the file: its main figures in a few sentences. Put [[double "
            "brackets]] around words that the public must not read"
        ),
    )
    alt = forms.CharField(
        label="If it is a picture: what it shows, in words (optional)",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    is_exempt = forms.BooleanField(
        label="Some or all of it is not for the public",
        required=False,
        help_text="The public then reads the summary, and the version below if there is one",
    )
    exempt_reason = forms.CharField(
        label="Why it is exempt",
        max_length=300,
        required=False,
        help_text="The public reads this, like “Names a pupil”",
    )
    exempt_approved_by_post = forms.CharField(
        label="Post of who approved that",
        max_length=160,
        required=False,
        help_text="Like “Monitoring Officer”",
    )
    public_upload = UploadField(
        label="Version for the public (optional)",
        required=False,
        help_text="The same with what is exempt taken out, not only covered",
    )

    class Meta:
        model = Appendix
        fields = [
            "letter",
            "title",
            "summary",
            "alt",
            "is_exempt",
            "exempt_reason",
            "exempt_approved_by_post",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, file in (
            ("upload", self.instance.file),
            ("public_upload", self.instance.public_file),
        ):
            if file is not None:
                self.fields[name].label = f"Put another file in place of “{file.name}” (optional)"

    def layout(self):
        public = ["exempt_reason", "exempt_approved_by_post", "public_upload"]
        return Layout(
            "letter",
            "title",
            "upload",
            "summary",
            "alt",
            Fieldset("For the public", "is_exempt", *public),
        )

    def clean_title(self):
        if is_marked(self.cleaned_data["title"]):
            raise forms.ValidationError("The title is public: leave out what must be withheld")
        return self.cleaned_data["title"]

    def clean(self):
        cleaned = super().clean()
        if self._shows_a_picture(cleaned) and not cleaned.get("alt") and "alt" not in self.errors:
            self.add_error("alt", ALT)
        if cleaned.get("is_exempt"):
            self._insist(cleaned, "exempt_reason", "Say why it is exempt")
            self._insist(cleaned, "exempt_approved_by_post", "Enter the post of who approved that")
        elif cleaned.get("public_upload"):
            self.add_error("is_exempt", "Tick this, or take out the version for the public")
        return cleaned

    @property
    def uploads(self):
        """The files that came with the form, for the step."""
        return Uploads(self.cleaned_data["upload"], self.cleaned_data["public_upload"])

    def _shows_a_picture(self, cleaned):
        upload = cleaned.get("upload")
        if upload:
            return upload.kind in PICTURES
        return bool(self.instance.file and self.instance.file.is_picture)

    def _insist(self, cleaned, name, sentence):
        if not cleaned.get(name) and name not in self.errors:
            self.add_error(name, sentence)
