"""What a paper, or somebody at the meeting, asks of the forum."""

from __future__ import annotations

from itertools import groupby

from crispy_forms.layout import Layout
from django import forms

from forum.choices import Group
from forum.forms.base import GovukForm, GovukModelForm
from forum.forms.fields import FinancialYearField, PoundsField
from forum.forms.layout import Fieldset, Reveal
from forum.forms.taken import refuse_taken
from forum.forms.widgets import Checkboxes, Radios, TextBox
from papers.choices import ForumRole, Origin, Precision
from papers.forms.choosing import AgendaItemChoice
from papers.forms.drafting import MatterFields
from papers.models import Recommendation
from papers.rules.decision_types import decision_types

BY_LAW, SEPARATELY, TOGETHER = "", "yes", "no"
APART = {BY_LAW: None, SEPARATELY: True, TOGETHER: False}
ROLES = {
    ForumRole.DECIDES: "The forum decides",
    ForumRole.CONSULTED: "The forum is consulted",
    ForumRole.INFORMED: "The forum is informed",
    ForumRole.ELECTS: "The members elect",
    ForumRole.PROCEDURE: "The forum settles its own procedure",
}


class RecommendationForm(GovukModelForm):
    messages = {
        "label": "Enter the number of the recommendation, as printed",
        "text": "Enter what the forum is asked to do",
        "seeks_resources": "Say whether it asks for money",
    }

    label = forms.CharField(
        label="Number",
        max_length=20,
        help_text="As it is printed, like 1 or 2(ii)",
        widget=TextBox(width=5),
    )
    stem = forms.CharField(
        label="Words that it shares with others (optional)",
        required=False,
        help_text="Printed above several recommendations, like: The forum is asked to:",
        widget=forms.Textarea({"rows": 2}),
    )
    text = forms.CharField(
        label="What the forum is asked to do",
        help_text="Plain text, in the words of the paper",
        widget=forms.Textarea({"rows": 4}),
    )
    financial_year = FinancialYearField(
        label="Financial year (optional)",
        required=False,
        help_text="The year it is about, like 2026-27. Its law holds; money needs one",
    )
    decision_type = forms.ChoiceField(
        label="Type of decision",
        required=False,
        help_text="This decides who may vote. The cover of the paper gives the law",
    )
    groups = forms.MultipleChoiceField(
        label="Groups that are asked (optional)",
        choices=Group.choices,
        required=False,
        help_text="Tick none to ask all that the law names. A paper may ask fewer, never more",
        widget=Checkboxes(small=True),
    )
    votes_separately = forms.ChoiceField(
        label="Does each group vote by itself?",
        choices=[
            (BY_LAW, "As the type of decision says"),
            (SEPARATELY, "Yes, each group by itself"),
            (TOGETHER, "No, all together"),
        ],
        required=False,
        widget=Radios(small=True),
    )
    seeks_resources = forms.ChoiceField(
        label="Does it ask for money?", choices=[("yes", "Yes"), ("no", "No")], widget=Radios()
    )
    amount = PoundsField(
        label="Amount (optional)",
        required=False,
        help_text="The whole amount, of all its years together. Without one the paper cannot be "
        "tabled",
    )
    precision = forms.ChoiceField(
        label="How firmly is it stated?",
        choices=Precision.choices,
        required=False,
        widget=Radios(inline=True, small=True),
    )

    do_nothing = forms.CharField(
        label="What if it is refused, and nothing is done? (optional)",
        required=False,
        max_length=1000,
        help_text="With the reasons against. It stands on the cover, and beside the options",
        widget=forms.Textarea({"rows": 3}),
    )

    class Meta:
        model = Recommendation
        fields = [
            "label",
            "stem",
            "text",
            "financial_year",
            "decision_type",
            "groups",
            "votes_separately",
            "seeks_resources",
            "amount",
            "precision",
            "do_nothing",
        ]

    def __init__(self, *args, year="", **kwargs):
        """`year` is the financial year of the meeting, where the recommendation names none."""
        super().__init__(*args, **kwargs)
        typed = FinancialYearField(required=False)
        self.year = _year_of(typed, self["financial_year"].value()) or year
        self.fields["decision_type"].choices = _types(self.year)
        self.initial["votes_separately"] = _apart(self.instance.votes_separately)
        if not self.instance._state.adding:
            self.initial["seeks_resources"] = "yes" if self.instance.seeks_resources else "no"
        else:
            self.initial.pop("seeks_resources", None)

    def layout(self):
        return Layout(*self.before(), *self.words(), *self.voters(), *self.money())

    def before(self):
        return ()

    def words(self):
        return ("label", "stem", "text")

    def voters(self):
        fields = ("financial_year", "decision_type", "groups", "votes_separately")
        return (Fieldset("Who may vote", *fields),)

    def money(self):
        asked = Reveal("seeks_resources", {"yes": ["amount", "precision", "do_nothing"]})
        return (Fieldset("Money", asked),)

    def clean(self):
        cleaned = super().clean()
        cleaned["precision"] = cleaned.get("precision") or Precision.EXACT
        if cleaned.get("seeks_resources") is False:
            cleaned["amount"] = None
        siblings = self.instance.paper and self.instance.paper.recommendations
        if siblings:
            sentence = "Another recommendation of this paper has this number: choose another one"
            refuse_taken(self, "label", siblings, sentence)
        return cleaned

    def clean_votes_separately(self):
        return APART[self.cleaned_data["votes_separately"]]

    def clean_seeks_resources(self):
        return self.cleaned_data["seeks_resources"] == "yes"


class MotionForm(MatterFields, RecommendationForm):
    """A recommendation that no paper makes."""

    messages = (
        MatterFields.messages
        | RecommendationForm.messages
        | {
            "agenda_item": "Select the agenda item",
            "origin": "Say where it comes from",
        }
    )

    agenda_item = AgendaItemChoice(label="Agenda item", empty_label="Choose an item")
    origin = forms.ChoiceField(
        label="Where does it come from?",
        choices=[each for each in Origin.choices if each[0] != Origin.PAPER],
        widget=Radios,
    )

    class Meta(RecommendationForm.Meta):
        fields = ["origin", *RecommendationForm.Meta.fields]

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_matters(meeting.forum)
        self.fields["agenda_item"].of(meeting.forum)
        items = self.fields["agenda_item"]
        items.queryset = items.queryset.filter(meeting=meeting)

    def before(self):
        return ("agenda_item", "origin", self.which_matter())


class NilForm(GovukForm):
    messages = {"reason": "Enter why it touches no funding source"}

    reason = forms.CharField(
        label="Why does it touch no funding source?",
        help_text="It is printed with your post beside the recommendation",
        widget=forms.Textarea({"rows": 4}),
    )


def _year_of(field, typed):
    try:
        return field.clean(typed)
    except forms.ValidationError:
        return ""


def _apart(separately):
    return next(word for word, value in APART.items() if value is separately)


def _types(year):
    """The types of decision of the year, under what the forum does about them."""
    rows = sorted(decision_types(year), key=lambda row: list(ROLES).index(row.forum_role))
    grouped = [
        (ROLES[role], [(row.code, row.name) for row in of_role])
        for role, of_role in groupby(rows, key=lambda row: row.forum_role)
    ]
    return [("", "Choose a type of decision"), *grouped]
