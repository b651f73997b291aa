"""Clearing a paper, asking others to, and what they answer."""

from __future__ import annotations

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.html import format_html

from forum.forms.base import GovukForm
from forum.forms.choosing import RecordChoice
from forum.forms.fields import DayField
from forum.forms.layout import Fieldset
from forum.forms.widgets import Radios
from forum.models import Person
from papers.choices import ClearanceKind
from papers.workflow.clearing import Ask

MEANS = {
    ClearanceKind.FINANCE: "The amounts, the sources and the budget lines are right",
    ClearanceKind.LEGAL: "The forum may do what it is asked to do",
    ClearanceKind.DIRECTOR: "The authority puts this paper to the forum",
    ClearanceKind.CHAIR: "The chair takes it onto the agenda",
}
USUAL_STEP = {kind: number for number, kind in enumerate(ClearanceKind, start=1)}
"""Finance first, then legal, the director, and the chair for the agenda."""
STEPS = [(number, str(number)) for number in USUAL_STEP.values()]
STEP = 'Step<span class="govuk-visually-hidden"> of {}</span>'


class PersonInPost(RecordChoice):
    """A person, told by name and post."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Person.objects.none(), **kwargs)

    def label_from_instance(self, person):
        return person.in_post


class ClearForm(GovukForm):
    """A clearance that is given at once, unasked."""

    messages = {"kind": "Say which clearance you give"}

    kind = forms.ChoiceField(label="Which clearance do you give?", choices=(), widget=Radios)
    note = forms.CharField(
        label="Note (optional)",
        max_length=300,
        required=False,
        help_text="What was checked, for example: amounts agree with the 2026-27 budget",
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args, kinds=(), **kwargs):
        """`kinds` are those that who asks can give."""
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        kind.choices = [(each, each.label) for each in kinds]
        kind.widget.hints = MEANS


class AskForm(GovukForm):
    """Who is asked for which clearance, in which order, until when."""

    due_on = DayField(
        label="Answer by (optional)",
        required=False,
        help_text="Who has not answered is reminded two days before, and every three days after",
    )
    words = forms.CharField(
        label="What should they look at? (optional)",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args, officers, presiding, needed=(), **kwargs):
        """`needed` are the kinds that the constitution asks for and nobody has given yet."""
        super().__init__(*args, **kwargs)
        for kind in ClearanceKind:
            who, step = f"person_{kind}", f"step_{kind}"
            self.fields[who] = PersonInPost(
                label=kind.label,
                required=False,
                empty_label="Nobody",
                help_text=_hint(kind, needed),
            )
            self.fields[who].queryset = presiding if kind == ClearanceKind.CHAIR else officers
            self.fields[step] = forms.TypedChoiceField(
                label=format_html(STEP, kind.label.lower()),
                choices=STEPS,
                coerce=int,
                widget=forms.Select({"class": "tabled-short"}),
            )
            self.initial.setdefault(step, USUAL_STEP[kind])

    def layout(self):
        rows = [Row(f"person_{kind}", f"step_{kind}") for kind in ClearanceKind]
        hint = "Those of the same step are asked at once. A later step waits for all before it."
        return Layout(Fieldset("Who clears it?", *rows, hint=hint), "due_on", "words")

    def clean(self):
        cleaned = super().clean()
        if not self.asks and not self.errors:
            self.add_error(f"person_{ClearanceKind.FINANCE}", "Select at least one person to ask")
        return cleaned

    @property
    def asks(self):
        """Whoever was chosen, each with the clearance and the step."""
        return [
            Ask(kind, person, self.cleaned_data.get(f"step_{kind}", USUAL_STEP[kind]))
            for kind in ClearanceKind
            if (person := self.cleaned_data.get(f"person_{kind}"))
        ]


class GiveForm(GovukForm):
    note = forms.CharField(
        label="Note (optional)",
        max_length=300,
        required=False,
        help_text="It is printed on the cover, with your post. For example: amounts agree with "
        "the 2026-27 budget",
        widget=forms.Textarea({"rows": 3}),
    )


class ReturnForm(GovukForm):
    messages = {"reason": "Enter what is to be mended"}

    reason = forms.CharField(
        label="What is to be mended?",
        max_length=500,
        help_text="The author gets these words",
        widget=forms.Textarea({"rows": 4}),
    )


class PassOnForm(GovukForm):
    messages = {"to": "Select who is to answer it"}

    to = PersonInPost(label="Who is to answer it?", empty_label="Choose a person")
    reason = forms.CharField(
        label="Why (optional)", max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people


def _hint(kind, needed):
    asked = " The forum's constitution asks for it, and it is not given" if kind in needed else ""
    return f"{MEANS[kind]}.{asked}"
