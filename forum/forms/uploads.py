"""A file in a form: checked where it is chosen, so that what is wrong stands beside the field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from forum.choices import FileKind
from forum.files import LARGEST, Checked, Unfit, checked, measured

ENDINGS = {
    FileKind.PDF: ".pdf",
    FileKind.DOCX: ".docx",
    FileKind.XLSX: ".xlsx",
    FileKind.CSV: ".csv",
    FileKind.PNG: ".png",
    FileKind.JPEG: ".jpg,.jpeg",
}


class UploadField(forms.FileField):
    """A file of one of the kinds wanted; its value is the checked file, for store_file()."""

    def __init__(self, *, wanted: Iterable[FileKind] = tuple(FileKind), **kwargs: Any) -> None:
        self.wanted = tuple(wanted)
        accept = ",".join(ENDINGS[each] for each in self.wanted)
        kwargs.setdefault("widget", forms.FileInput({"accept": accept}))
        kwargs.setdefault("help_text", f"At most {LARGEST >> 20} MB")
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Checked | None:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        kinds = tuple(str(each) for each in self.wanted)
        try:
            measured(upload.name or "", upload.size or 0, kinds)
            return checked(upload.name or "", upload.read(), kinds)
        except Unfit as unfit:
            raise ValidationError(str(unfit), code="unfit") from unfit


class LimitedUpload(TemporaryFileUploadHandler):
    """Takes in no more than a file may hold: the rest of a larger one is counted, and let go."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = LARGEST + 1 - self.taken
        self.taken += len(raw_data)
        if room > 0:
            super().receive_data_chunk(raw_data[:room], start)
