"""Choosing which letters one gets, and asking for letters without an account."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from forum.choices import NoticeKind, Rhythm
from forum.forms.base import GovukForm
from forum.forms.layout import Reveal
from forum.forms.widgets import Radios, TextBox
from forum.rules.notices import Notice
from forum.rules.searching import terms

EVERYTHING, A_WORD = "everything", "word"
TOLD = [(each.value, each.label) for each in Rhythm if each != Rhythm.NEVER]


class NoticeChoiceForm(GovukForm):
    """One question for each kind of letter that the person can get and choose about."""

    def __init__(self, *args, notices: tuple[Notice, ...], **kwargs):
        super().__init__(*args, **kwargs)
        for notice in notices:
            self.fields[notice.kind] = forms.ChoiceField(
                label=notice.kind.label,
                help_text=_hint(notice),
                choices=[(each.value, each.label) for each in notice.offers],
                widget=Radios(inline=True),
            )

    @property
    def wanted(self) -> dict[NoticeKind, str]:
        return {NoticeKind(name): value for name, value in self.cleaned_data.items()}


def _hint(notice: Notice) -> str:
    cannot = "" if notice.may_stop else f"It cannot be switched off: {notice.because}"
    return " ".join(filter(None, (notice.about, cannot)))


class SubscribeForm(GovukForm):
    """An address of the public, what it wants to hear of, and how often."""

    messages = {"email": "Enter your email address"}

    email = forms.EmailField(
        label="Email address",
        help_text="We write to it once, to ask whether you want this",
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )
    what = forms.ChoiceField(
        label="What do you want to hear of?",
        choices=[
            (EVERYTHING, "All agendas, papers and minutes that are published"),
            (A_WORD, "Only what speaks of a subject"),
        ],
        initial=EVERYTHING,
        widget=Radios(),
    )
    word = forms.CharField(
        label="Word or words",
        max_length=60,
        required=False,
        help_text="For example, high needs. Words in quotation marks must stand side by side",
        widget=TextBox({"spellcheck": "true"}, width=20),
    )
    rhythm = forms.ChoiceField(
        label="How often?", choices=TOLD, initial=Rhythm.AT_ONCE, widget=Radios()
    )

    def layout(self):
        return Layout("email", Reveal("what", {A_WORD: ["word"]}), "rhythm")

    def clean(self):
        cleaned = super().clean()
        wants_word = cleaned.get("what") == A_WORD
        if wants_word and not any(not term.is_left_out for term in terms(cleaned.get("word", ""))):
            self.add_error("word", "Enter a word to look for, like insurance")
        if not wants_word:
            cleaned["word"] = ""
        return cleaned
