"""A record file or a sheet of decisions, chosen or pasted; nothing is entered before a look."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from decisions.records.problems import NotImported
from decisions.records.shape import parsed
from decisions.rules.told import is_told
from forum.forms.base import GovukForm
from forum.forms.bulk import RollForm

MOST_BYTES = 2_000_000


class SheetForm(RollForm):
    """Decisions of long ago, a row for each."""


class RecordFileForm(GovukForm):
    """A historic record in the friendly form; the text stays on the page until it is entered."""

    file = forms.FileField(
        label="Choose a record file",
        required=False,
        allow_empty_file=True,
        help_text="JSON, at most 2 MB",
        widget=forms.FileInput({"accept": ".json,application/json"}),
    )
    text = forms.CharField(
        label="Or paste the record",
        required=False,
        strip=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "wrap": "off"}),
    )

    def layout(self):
        return Layout("file", "text")

    def clean_file(self):
        """The words of the file."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 2 MB: tell it in two files")
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(
                "Save the file as UTF-8 text, and choose it again"
            ) from None

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        words = cleaned.get("file") or cleaned.get("text", "")
        if not words.strip():
            self.add_error("text", "Choose a file, or paste the record")
            return cleaned
        try:
            self.document = parsed(words.encode())
        except NotImported as error:
            self.add_error("text", error.text)
            return cleaned
        if not is_told(self.document):
            self.add_error(
                "text",
                "This is a forum's whole record, not a historic record to be added: it is taken "
                "in where the forum is not, by manage.py import_record",
            )
        return cleaned

    def words(self):
        """What is to be read: the file where one was chosen, else what was pasted."""
        return self.cleaned_data["file"] or self.cleaned_data["text"]
