"""The editor of a paper: its blocks, sent by the script, or its whole text in one box."""

from __future__ import annotations

from dataclasses import replace

from crispy_forms.layout import Layout
from django import forms

from forum.choices import FileKind
from forum.forms.base import GovukForm
from forum.forms.uploads import UploadField
from papers.forms.drafting import TEXT_HINT, eligibility_field, purpose_field
from papers.rules.text.aligning import aligned, recognised
from papers.rules.text.blocks import as_stored, identified, problems
from papers.rules.text.comparing import NAMES
from papers.rules.text.merging import settled
from papers.rules.text.text_form import parse, written
from papers.rules.text.typed import read_blocks

MORE_HINT = (
    f"{TEXT_HINT} A table has a line for each row, with | between its cells, and a line of "
    "hyphens under its header. Begin a quotation with >. Write [[words]] to leave them out of "
    "the public version."
)
YOURS, THEIRS = "yours", "theirs"


class BlocksField(forms.CharField):
    """The blocks as the script sends them; what is sent by no script is empty."""

    widget = forms.HiddenInput

    def clean(self, value):
        sent = super().clean(value)
        if not sent:
            return None
        try:
            return read_blocks(sent)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class EditForm(GovukForm):
    """The paper as one writes it; the version tells from which text it was written."""

    messages = {"title": "Enter the title of the paper"}

    title = forms.CharField(label="Title", max_length=300)
    purpose = purpose_field()
    eligibility = eligibility_field()
    text = forms.CharField(
        label="Text of the paper",
        required=False,
        strip=False,
        help_text=MORE_HINT,
        widget=forms.Textarea({"rows": 30}),
    )
    blocks = BlocksField(required=False, strip=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, paper, **kwargs):
        self.paper = paper
        super().__init__(*args, **kwargs)

    def layout(self):
        return Layout("title", "text", "blocks", "version", "purpose", "eligibility")

    def clean(self):
        cleaned = super().clean()
        blocks = cleaned.get("blocks")
        if "blocks" in self.errors:
            self.errors["text"] = self.errors.pop("blocks")
            return cleaned
        base = self._base(cleaned.get("version"))
        if blocks is None:
            typed = parse(cleaned.get("text") or "")
            blocks = aligned(recognised(typed, base), base)
        cleaned["blocks"] = self._with_ids_that_are_ours(self._settled(blocks), base)
        return cleaned

    def _base(self, number):
        if number is None or number == self.paper.version:
            return self.paper.blocks
        version = self.paper.versions.filter(number=number).first()
        return version.content_blocks if version else ()

    def _with_ids_that_are_ours(self, blocks, base):
        """An id that no block of the text had is none: it is given when the text is saved."""
        known = {each.id for each in (*base, *self.paper.blocks)}
        return tuple(each if each.id in known else replace(each, id="") for each in blocks)

    def _settled(self, blocks):
        """What was chosen where two people changed the same block."""
        asked = self.data.getlist("conflict") if hasattr(self.data, "getlist") else []
        mine = {each.id: each for each in blocks}
        choices = {name: self._choice(name, mine.get(name)) for name in asked}
        return settled(blocks, self.paper.blocks, choices) if asked else blocks

    def _choice(self, name, mine):
        typed = self.data.get(f"edited-{name}", "")
        if self.data.get(f"choice-{name}") == THEIRS:
            return None
        is_as_it_was = mine and " ".join(written([mine]).split()) == " ".join(typed.split())
        return (mine,) if is_as_it_was else parse(typed)

    @property
    def typed_blocks(self):
        """What is typed, for the script, also where something is wrong with it."""
        if not self.is_bound:
            return self.initial["typed"]
        blocks = self.cleaned_data.get("blocks")
        return blocks if blocks is not None else self.paper.blocks

    @property
    def stored_blocks(self):
        return as_stored(self.typed_blocks)


class KeptForm(EditForm):
    """What is typed so far: it is kept and shown also while something is missing."""

    def __init__(self, *args, keeps_ids=False, **kwargs):
        self.keeps_ids = keeps_ids
        super().__init__(*args, **kwargs)
        for name in ("title", "purpose"):
            self.fields[name].required = False

    def _with_ids_that_are_ours(self, blocks, base):
        return blocks if self.keeps_ids else super()._with_ids_that_are_ours(blocks, base)


class PaperEditForm(EditForm):
    """The editor's form when it is saved: nothing in it may be wrong."""

    def clean(self):
        cleaned = super().clean()
        blocks = cleaned.get("blocks")
        if blocks is not None:
            named = identified(blocks, taken=[f"b{self.paper.last_block}"])
            places = {each.id: at for at, each in enumerate(named, start=1)}
            self.wrong = list(problems(named))
            for name, sentence in self.wrong:
                self.add_error("text", _where(named, places.get(name)) + sentence)
        return cleaned


def _where(blocks, place):
    """How a person finds the block: by its number, or by how it begins."""
    if not place:
        return ""
    block = blocks[place - 1]
    begins = " ".join(block.words.split())[:40]
    which = f" {block.number}" if block.number else f" “{begins}”" if begins else ""
    return f"{NAMES[block.kind]}{which} (block {place}): "


class CommentForm(GovukForm):
    messages = {"text": "Enter what you want to say to the author"}

    text = forms.CharField(
        label="Comment to the author",
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
    )
    block = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)


class AnswerForm(GovukForm):
    messages = {"text": "Enter an answer"}

    text = forms.CharField(label="Answer", max_length=4000, widget=forms.Textarea({"rows": 2}))


class FigureForm(GovukForm):
    messages = {
        "picture": "Choose the picture",
        "alt": "Say what the picture shows, for everybody who cannot see it",
    }

    picture = UploadField(
        label="Picture", wanted=(FileKind.PNG, FileKind.JPEG), help_text="PNG or JPEG"
    )
    alt = forms.CharField(
        label="What the picture shows",
        max_length=1000,
        help_text="For everybody who cannot see it: the message of a chart, not “a chart”",
        widget=forms.Textarea({"rows": 3}),
    )
    caption = forms.CharField(label="Caption (optional)", max_length=300, required=False)
    after = forms.ChoiceField(label="Where it stands", required=False)

    def __init__(self, *args, blocks=(), **kwargs):
        super().__init__(*args, **kwargs)
        named = ((each.id, f"After: {' '.join(each.words.split())[:70]}") for each in blocks)
        self.fields["after"].choices = [("", "At the end of the paper"), *named]
