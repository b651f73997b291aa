"""Bringing in a Word file or pasted text; declining what was proposed from it."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from forum.choices import FileKind
from forum.forms.base import GovukForm
from forum.forms.layout import Fieldset
from forum.forms.uploads import UploadField
from papers.choices import IntakeKind
from papers.forms.drafting import MatterFields, purpose_field
from papers.rules.text.redacting import is_marked
from papers.word.package import Unreadable
from papers.word.pasting import read_html, read_text
from papers.word.reading import read_word
from papers.workflow.intake import Incoming

PASTED = "pasted text"
MOST_PASTED = 2_000_000


class IntakeForm(GovukForm):
    """A Word file, or words that are pasted; read here, so that an error stands beside them."""

    messages = {"text": {"max_length": "Paste a shorter text, or choose the Word file"}}

    file = UploadField(
        wanted=(FileKind.DOCX,),
        label="Word file (optional)",
        required=False,
        help_text="A .docx file of at most 25 MB. Save an older .doc file as .docx first",
    )
    text = forms.CharField(
        label="Or paste the text (optional)",
        required=False,
        strip=False,
        max_length=MOST_PASTED,
        help_text="Headings, lists and tables are kept where your browser sends them with it. "
        "In plain text a tab parts the cells of a table",
        widget=forms.Textarea({"rows": 12, "data-keeps-layout": "id_markup"}),
    )
    markup = forms.CharField(
        required=False, strip=False, max_length=MOST_PASTED, widget=forms.HiddenInput
    )

    def clean(self):
        cleaned = super().clean()
        file, text = cleaned.get("file"), (cleaned.get("text") or "").strip()
        if self.errors:
            return cleaned
        if file and text:
            self.add_error("text", "Choose a file or paste the text, not both")
        elif not file and not text:
            self.add_error("file", "Choose a Word file, or paste the text below")
        else:
            self._read(cleaned, file)
        return cleaned

    def _read(self, cleaned, file):
        try:
            cleaned["incoming"] = _of_file(file) if file else _of_paste(cleaned)
        except Unreadable as error:
            self.add_error("file", str(error))
            return
        if not cleaned["incoming"].reading.blocks:
            field = "file" if file else "text"
            self.add_error(field, "No text was found in it: check that it is the right one")


class StartFromForm(MatterFields, IntakeForm):
    """A new paper from what comes in; its title may be the one that the file gives."""

    messages = MatterFields.messages | IntakeForm.messages

    title = forms.CharField(
        label="Title (optional)",
        max_length=300,
        required=False,
        help_text="Leave this empty for the title that the file gives",
    )
    purpose = purpose_field()

    def __init__(self, *args, forum, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_matters(forum)

    def clean_title(self):
        if is_marked(self.cleaned_data["title"]):
            raise forms.ValidationError("Take the double brackets out: the title is public")
        return self.cleaned_data["title"]

    def layout(self):
        return Layout(
            Fieldset("The text", "file", "text", "markup"),
            Fieldset("The paper", "title", "purpose", self.which_matter()),
        )


class DeclineForm(GovukForm):
    messages = {"why": "Say why it is declined"}

    why = forms.CharField(
        label="Why is it declined?", max_length=300, help_text="It is kept with the proposal"
    )


def _of_file(file):
    return Incoming(IntakeKind.WORD, file.name, read_word(file.content), file)


def _of_paste(cleaned):
    text = cleaned["text"]
    if cleaned.get("markup"):
        return Incoming(IntakeKind.HTML, PASTED, read_html(cleaned["markup"]), typed=text)
    return Incoming(IntakeKind.TEXT, PASTED, read_text(text), typed=text)
