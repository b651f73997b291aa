"""A file, chosen or pasted: the text stays on the page until it is entered."""

from __future__ import annotations

from pathlib import PurePath

from crispy_forms.layout import Layout
from django import forms

from forum.forms.base import GovukForm

MOST_BYTES = 500_000
KINDS = {".csv", ".txt", ".tsv"}
SPREADSHEET = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a workbook begins: a zip of XML, or the older binary kind."""


def the_file(label, accept, help_text):
    """The field to choose a file in."""
    return forms.FileField(
        label=label,
        required=False,
        allow_empty_file=True,
        help_text=help_text,
        widget=forms.FileInput({"accept": accept}),
    )


def the_same_pasted(label, most):
    """The field to paste it in instead."""
    return forms.CharField(
        label=label,
        required=False,
        strip=False,
        max_length=most,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "wrap": "off"}),
    )


class FileOrPasteForm(GovukForm):
    """Either a file or the same pasted; a kind of it says how much, and how it is read."""

    most_bytes = MOST_BYTES
    too_large = "The file is larger than 500 KB: split it, or paste it"
    nothing = "Choose a file, or paste the rows"

    def layout(self):
        return Layout("file", "text")

    def clean_file(self):
        """The words of the file."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > self.most_bytes:
            raise forms.ValidationError(self.too_large)
        return self.read(file.name, file.read())

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.words().strip():
            self.add_error("text", self.nothing)
        return cleaned

    def words(self):
        """What is to be read: the file where one was chosen, else what was pasted."""
        return self.cleaned_data.get("file") or self.cleaned_data.get("text", "")


class RollForm(FileOrPasteForm):
    """A CSV file, whatever spreadsheet wrote it."""

    file = the_file(
        "Choose a CSV file",
        ".csv,.txt,.tsv,text/csv",
        "In a spreadsheet: Save as, CSV. At most 500 rows and 500 KB",
    )
    text = the_same_pasted("Or paste the rows, with their headings", MOST_BYTES)

    def read(self, name, content):
        if PurePath(name).suffix.lower() not in KINDS or content.startswith(SPREADSHEET):
            raise forms.ValidationError("Save the spreadsheet as CSV, and choose that file")
        if not content.strip():
            raise forms.ValidationError("The file is empty: choose another")
        return _decoded(content)


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
