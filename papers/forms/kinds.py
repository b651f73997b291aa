"""The kind of a paper, and the templates of headings that a forum keeps for each."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from forum.forms.base import GovukModelForm
from forum.forms.taken import refuse_taken
from forum.forms.widgets import Radios
from papers.choices import PaperKind
from papers.models import PaperTemplate
from papers.rules.kinds import ABOUT, beginning, headings_in, outline, template_problems
from papers.rules.text.text_form import parse, written

TAKEN = "There is already a template with this name: choose another one"
HEADINGS_HINT = (
    "One heading to a line: ## and its number where it is printed with one, like "
    "## 2 Background; ### and #### lie deeper. Under a heading, write what belongs there: it is "
    "shown in square brackets, to be written over. A line like | Action | State | Due | begins a "
    "table with these headers."
)


def template_field():
    return forms.ChoiceField(
        label="What kind of paper is it?",
        required=False,
        help_text="It begins with the headings of its kind, which can be changed like any text",
        widget=Radios(small=True, hints=dict(ABOUT)),
    )


def offered_templates(forum):
    """The kinds to choose from: the forum's own templates, and ours where it has none."""
    own = {}
    for template in forum.papertemplate_set.active():
        own.setdefault(template.kind, []).append((str(template.pk), template.name))
    return [choice for kind in PaperKind for choice in own.get(kind, [(kind.value, kind.label)])]


def chosen_template(forum, chosen):
    """The kind that was chosen and its headings; neither where none was."""
    if not chosen:
        return "", ()
    if chosen in PaperKind.values:
        return chosen, outline(chosen)
    template = next(each for each in forum.papertemplate_set.active() if str(each.pk) == chosen)
    return template.kind, template.outline


class TemplateForm(GovukModelForm):
    """The headings that papers of one kind begin with."""

    messages = {
        "kind": "Choose the kind of paper",
        "name": "Enter a name for the template",
        "typed": "Enter the headings, each on a line that begins with ##",
    }

    kind = forms.ChoiceField(
        label="For which kind of paper?",
        choices=PaperKind.choices,
        widget=Radios(small=True, hints=dict(ABOUT)),
    )
    name = forms.CharField(
        label="Name of the template",
        max_length=120,
        help_text="As it is offered to who starts a paper",
    )
    typed = forms.CharField(
        label="Headings",
        strip=False,
        help_text=HEADINGS_HINT,
        widget=forms.Textarea({"rows": 20}),
    )
    is_active = forms.BooleanField(
        label="Offer it to who starts a paper",
        required=False,
        help_text="Papers that began with it stay as they are, whatever is changed here",
    )

    class Meta:
        model = PaperTemplate
        fields = ["kind", "name", "is_active"]

    def layout(self):
        return Layout("kind", "name", "typed", "is_active")

    def clean_typed(self):
        headings = headings_in(parse(self.cleaned_data["typed"]))
        problems = list(template_problems(headings))
        if problems:
            raise forms.ValidationError(problems)
        self.instance.headings = [heading.as_json() for heading in headings]
        return self.cleaned_data["typed"]

    def clean(self):
        cleaned = super().clean()
        refuse_taken(self, "name", self.instance.forum.papertemplate_set, TAKEN)
        return cleaned


def typed_headings(headings):
    """The headings as they are typed in the form, guidance and all."""
    return written(beginning(headings))
