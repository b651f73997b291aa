"""A file of members, chosen or pasted."""

from __future__ import annotations

from pathlib import PurePath

from crispy_forms.layout import Layout
from django import forms

from forum.forms.base import GovukForm

MOST_BYTES = 500_000
KINDS = {".csv", ".txt", ".tsv"}
SPREADSHEET = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a workbook begins: a zip of XML, or the older binary kind."""


class RollForm(GovukForm):
    """Either a CSV file or the same pasted; the text stays on the page until it is entered."""

    file = forms.FileField(
        label="Choose a CSV file",
        required=False,
        allow_empty_file=True,
        help_text="In a spreadsheet: Save as, CSV. At most 500 rows and 500 KB",
        widget=forms.FileInput({"accept": ".csv,.txt,.tsv,text/csv"}),
    )
    text = forms.CharField(
        label="Or paste the rows, with their headings",
        required=False,
        strip=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "wrap": "off"}),
    )

    def layout(self):
        return Layout("file", "text")

    def clean_file(self):
        """The words of the file, whatever spreadsheet wrote it."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 500 KB: split it, or paste it")
        content = file.read()
        if PurePath(file.name).suffix.lower() not in KINDS or content.startswith(SPREADSHEET):
            raise forms.ValidationError("Save the spreadsheet as CSV, and choose that file")
        if not content.strip():
            raise forms.ValidationError("The file is empty: choose another")
        return _decoded(content)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("file") and not cleaned.get("text", "").strip():
            self.add_error("text", "Choose a file, or paste the rows")
        return cleaned

    def words(self):
        """What is to be read: the file where one was chosen, else what was pasted."""
        return self.cleaned_data["file"] or self.cleaned_data["text"]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16", "cp1252")
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
