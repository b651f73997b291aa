"""A record file or a sheet of decisions, chosen or pasted; nothing is entered before a look."""

from __future__ import annotations

from django import forms

from decisions.records.problems import NotImported
from decisions.records.shape import parsed
from decisions.rules.told import is_told
from forum.forms.bulk import FileOrPasteForm, RollForm, the_file, the_same_pasted

MOST_BYTES = 2_000_000


class SheetForm(RollForm):
    """Decisions of long ago, a row for each."""


class RecordFileForm(FileOrPasteForm):
    """A historic record in the friendly form."""

    most_bytes = MOST_BYTES
    too_large = "The file is larger than 2 MB: tell it in two files"
    nothing = "Choose a file, or paste the record"

    file = the_file("Choose a record file", ".json,application/json", "JSON, at most 2 MB")
    text = the_same_pasted("Or paste the record", MOST_BYTES)

    def read(self, name, content):
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(
                "Save the file as UTF-8 text, and choose it again"
            ) from None

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        try:
            self.document = parsed(self.words().encode())
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
