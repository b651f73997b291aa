"""What to look for in decisions, minutes and papers."""

from __future__ import annotations

from crispy_forms.layout import Layout, Row
from django import forms

from decisions.choices import Result
from decisions.models.looking.found import SearchedFor
from forum.choices import Group, SearchKind
from forum.forms.base import GovukForm
from forum.forms.fields import PoundsField
from forum.forms.layout import Folded
from forum.forms.widgets import TextBox
from papers.choices import WHOLE_FORUM, Source

ANY = ("", "Any")
LONGEST = 200


class AmountRange(forms.Form):
    """Two amounts, the lower first."""

    def clean(self):
        cleaned = super().clean()
        least, most = cleaned.get("least"), cleaned.get("most")
        if least is not None and most is not None and most < least:
            self.add_error("most", "Enter an amount that is not below the lower one")
        return cleaned


class SearchForm(AmountRange, GovukForm):
    words = forms.CharField(
        label="Words",
        required=False,
        max_length=LONGEST,
        help_text="Every word is looked for. Put “a few words” in quotation marks to find them "
        "side by side; a minus before a word leaves it out.",
        widget=TextBox({"type": "search"}),
    )
    kind = forms.ChoiceField(
        label="Where", required=False, choices=[("", "Everywhere"), *SearchKind.choices]
    )
    source = forms.ChoiceField(
        label="Funding source", required=False, choices=[ANY, *Source.choices]
    )
    group = forms.ChoiceField(
        label="Phase or group",
        required=False,
        choices=[ANY, (WHOLE_FORUM, "All who may vote"), *Group.choices],
    )
    result = forms.ChoiceField(label="Outcome", required=False, choices=[ANY, *Result.choices])
    year = forms.ChoiceField(label="Financial year of the meeting", required=False)
    least = PoundsField(label="Amount from", required=False)
    most = PoundsField(label="Amount to", required=False)

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [ANY, *((year, year) for year in years)]

    def layout(self):
        rows = (Row("kind", "year"), Row("source", "group"), Row("result", "least", "most"))
        return Layout("words", Folded("Choose where, when, who decided and how much", *rows))

    def sought(self):
        """What is asked for; nothing, where the form has mistakes."""
        return SearchedFor(**self.cleaned_data) if self.is_valid() else SearchedFor()
