"""What to look for in the decision register, the actions and the audit trail."""

from __future__ import annotations

from uuid import UUID

from crispy_forms.layout import Layout, Row
from django import forms

from decisions.choices import DecisionEvent, Result
from decisions.forms.searching import AmountRange
from decisions.models.following.actions import ActionState
from decisions.models.looking.register import UNSETTLED, Sought
from forum.choices import ForumEvent, Group
from forum.forms.base import GovukForm
from forum.forms.fields import PoundsField
from forum.forms.widgets import TextBox
from papers.choices import WHOLE_FORUM, PaperEvent, Source

ANY = ("", "Any")
LONGEST = 80


class RegisterForm(AmountRange, GovukForm):
    """Each list is fixed, so that a typing mistake cannot hide a decision."""

    words = forms.CharField(
        label="Words in the text", required=False, max_length=LONGEST, widget=TextBox(width=20)
    )
    source = forms.ChoiceField(
        label="Funding source",
        required=False,
        choices=[ANY, *Source.choices, (UNSETTLED, "Agreed, not settled")],
    )
    year = forms.ChoiceField(label="Year decided", required=False)
    group = forms.ChoiceField(
        label="Who decided",
        required=False,
        choices=[ANY, (WHOLE_FORUM, "All who may vote"), *Group.choices],
    )
    result = forms.ChoiceField(label="Outcome", required=False, choices=[ANY, *Result.choices])
    least = PoundsField(label="Agreed from", required=False)
    most = PoundsField(label="Agreed to", required=False)

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [ANY, *((year, year) for year in years)]

    def layout(self):
        return Layout("words", Row("source", "year"), Row("group", "result"), Row("least", "most"))

    def sought(self):
        """What is asked for; anything, where the form has mistakes."""
        return Sought(**self.cleaned_data) if self.is_valid() else Sought()


class ActionsForm(GovukForm):
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Open"), *ActionState.choices]
    )
    owner = forms.TypedChoiceField(label="Owner", required=False, coerce=UUID, empty_value=None)

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [ANY, *owners]

    def layout(self):
        return Layout(Row("state", "owner"))


class TrailForm(GovukForm):
    event = forms.ChoiceField(
        label="What happened",
        required=False,
        choices=[
            ANY,
            ("Members and meetings", ForumEvent.choices),
            ("Papers and money", PaperEvent.choices),
            ("Votes, decisions and minutes", DecisionEvent.choices),
        ],
    )
    matter = forms.TypedChoiceField(label="Matter", required=False, coerce=UUID, empty_value=None)

    def __init__(self, *args, matters, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = [ANY, *((str(pk), title) for pk, title in matters)]

    def layout(self):
        return Layout(Row("event", "matter"))
