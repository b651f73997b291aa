"""Starting, writing and placing a paper."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from forum.choices import Role
from forum.forms.base import GovukForm, GovukModelForm
from forum.forms.choosing import RecordChoice
from forum.forms.fields import DayField
from forum.forms.layout import Fieldset, Reveal
from forum.forms.taken import refuse_taken
from forum.forms.widgets import Radios
from forum.models import Person
from papers.choices import Purpose
from papers.forms.choosing import AgendaItemChoice
from papers.forms.kinds import chosen_template, offered_templates, template_field
from papers.models import Matter, Paper
from papers.models.beginning import begun
from papers.rules.kinds import purpose_of
from papers.rules.text.text_form import parse

PURPOSES = {
    Purpose.INFORMATION: "The forum reads it. It may carry no recommendation at all",
    Purpose.DISCUSSION: "The forum talks about it, and nothing is decided yet",
    Purpose.CONSULTATION: "The forum gives a view, and the authority decides",
    Purpose.DECISION: "The forum, or one of its groups, decides",
}
TEXT_HINT = (
    "Plain text. Begin a heading with ## and its number, like ## 2 Background, and a paragraph "
    "with its number where it has one. Leave an empty line between paragraphs. Begin each point "
    "of a list with a hyphen. Recommendations are entered on their own, with their funding."
)
NOT_A_MATTER = "There is already a matter with this title: choose it from the list instead"


def purpose_field():
    return forms.ChoiceField(
        label="Purpose", choices=Purpose.choices, widget=Radios(hints=PURPOSES, small=True)
    )


def text_field(hint=""):
    return forms.CharField(
        label="Text of the paper",
        required=False,
        strip=False,
        help_text=f"{hint}. {TEXT_HINT}".removeprefix(". "),
        widget=forms.Textarea({"rows": 24}),
    )


def eligibility_field():
    return forms.CharField(
        label="Who may vote, as the paper prints it (optional)",
        max_length=200,
        required=False,
        help_text="Only where a heading says so. The cover works out who may vote by itself",
    )


class MatterFields(GovukForm):
    """A matter that the forum knows, or a new one."""

    messages = {"known_or_new": "Say whether the forum has dealt with this before"}

    known_or_new = forms.ChoiceField(
        label="Has the forum dealt with this subject before?",
        choices=[("known", "Yes"), ("new", "No, it is a new matter")],
        widget=Radios(hints={"known": "Its earlier decisions are then shown on the cover"}),
    )
    matter = RecordChoice(
        label="Matter",
        queryset=Matter.objects.none(),
        required=False,
        empty_label="Choose a matter",
    )
    matter_title = forms.CharField(
        label="Title of the new matter",
        max_length=200,
        required=False,
        help_text="A subject that is followed through the years, like Early Help Practitioners",
    )

    def which_matter(self):
        return Reveal("known_or_new", {"known": ["matter"], "new": ["matter_title"]})

    def offer_matters(self, forum):
        self.forum = forum
        self.fields["matter"].queryset = forum.matter_set.all()

    def clean(self):
        cleaned = super().clean()
        choice = cleaned.get("known_or_new")
        if choice == "known" and not cleaned.get("matter") and "matter" not in self.errors:
            self.add_error("matter", "Select the matter")
        if choice == "new":
            cleaned["matter"] = None
            self._refuse_bad_title(cleaned)
        return cleaned

    def _refuse_bad_title(self, cleaned):
        title = cleaned.get("matter_title")
        if not title and "matter_title" not in self.errors:
            self.add_error("matter_title", "Enter the title of the new matter")
        elif title and self.forum.matter_set.filter(title=title).exists():
            self.add_error("matter_title", NOT_A_MATTER)


class PaperForm(MatterFields, GovukModelForm):
    messages = MatterFields.messages | {"title": "Enter the title of the paper"}

    template = template_field()
    title = forms.CharField(label="Title", max_length=300)
    purpose = forms.ChoiceField(
        label="Purpose",
        choices=[("", "As is usual for this kind of paper"), *Purpose.choices],
        required=False,
        widget=Radios(hints=PURPOSES, small=True),
    )
    agenda_item = AgendaItemChoice(
        label="Agenda item (optional)",
        required=False,
        empty_label="Not on an agenda yet",
        help_text="You can put it on an agenda later",
    )
    author = RecordChoice(
        label="Author (optional)",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Not stated",
    )
    author_post = forms.CharField(
        label="Author's post (optional)",
        max_length=160,
        required=False,
        help_text="Leave this empty for the post that the author holds now",
    )
    author_as_printed = forms.CharField(
        label="Author as the paper prints it (optional)",
        max_length=200,
        required=False,
        help_text="Name and post, where the author does not use this site",
    )
    written_on = DayField(
        label="Date of the paper (optional)",
        required=False,
        help_text="Only the date that it bears. Where it bears none it is printed as not stated",
    )
    eligibility_as_printed = eligibility_field()
    text = text_field("Leave this empty to begin with the headings of its kind")

    class Meta:
        model = Paper
        fields = [
            "title",
            "purpose",
            "agenda_item",
            "author",
            "author_post",
            "author_as_printed",
            "written_on",
            "eligibility_as_printed",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        forum = self.instance.forum
        self.fields["template"].choices = offered_templates(forum)
        self.offer_matters(forum)
        self.fields["agenda_item"].of(forum)
        self.fields["author"].queryset = Person.objects.filter(
            role_grants__forum=forum, role_grants__role__in=[Role.OFFICER, Role.CLERK]
        ).distinct()

    def layout(self):
        return Layout(
            "template",
            "title",
            self.which_matter(),
            "purpose",
            "agenda_item",
            Fieldset(
                "Author", "author", "author_post", "author_as_printed", "written_on", size="m"
            ),
            Fieldset("The paper", "text", "eligibility_as_printed", size="m"),
        )

    def clean(self):
        cleaned = super().clean()
        author = cleaned.get("author")
        if author and not cleaned.get("author_post"):
            cleaned["author_post"] = author.post
        self._read_kind(cleaned)
        return cleaned

    def _read_kind(self, cleaned):
        """The kind and the headings that were chosen; the purpose follows where none is given."""
        kind, self.headings = chosen_template(self.forum, cleaned.get("template"))
        self.instance.kind = kind
        if not cleaned.get("purpose") and "purpose" not in self.errors:
            if kind:
                cleaned["purpose"] = purpose_of(kind)
            else:
                self.add_error("purpose", "Choose the kind of paper, or its purpose")

    @property
    def blocks(self):
        """What the paper begins with: what was typed, or the headings of its kind."""
        typed = parse(self.cleaned_data["text"])
        return typed or begun(self.forum, self.instance.kind, self.headings)


class PlaceForm(GovukForm):
    messages = {"agenda_item": "Select the agenda item"}

    agenda_item = AgendaItemChoice(
        label="Agenda item",
        empty_label="Choose an item",
        help_text="Items of meetings that are still to be held",
    )

    def __init__(self, *args, forum, placed=None, **kwargs):
        """`placed` is a recommendation; it comes before one meeting only once."""
        super().__init__(*args, **kwargs)
        items = self.fields["agenda_item"]
        items.of(forum)
        if placed:
            items.queryset = items.queryset.exclude(meeting__placements__recommendation=placed)


class MatterForm(GovukModelForm):
    messages = {"title": "Enter the title of the matter"}

    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="A subject that is followed through the years, like Early Help Practitioners",
    )
    summary = forms.CharField(
        label="What it is about (optional)", required=False, widget=forms.Textarea({"rows": 4})
    )

    class Meta:
        model = Matter
        fields = ["title", "summary"]

    def clean(self):
        cleaned = super().clean()
        sentence = "There is already a matter with this title: choose another one"
        refuse_taken(self, "title", self.instance.forum.matter_set, sentence)
        return cleaned
