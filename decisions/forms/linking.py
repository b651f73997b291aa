"""Saying how a decision bears on an earlier one."""

from __future__ import annotations

from django import forms

from decisions.choices import LinkKind
from decisions.models.following.following_facts import bearing_facts
from decisions.models.threads.references import of_matter, outcome_named, reference
from decisions.rules.linking import may_link
from forum.forms.base import GovukForm
from forum.forms.choosing import RecordChoice
from forum.forms.ruled import refuse_beside
from forum.forms.widgets import Radios, TextBox

HINTS = {
    LinkKind.AMENDS: "The earlier decision stands, and this one changes part of it",
    LinkKind.REPLACES: "This one stands instead of it",
    LinkKind.REVERSES: "It is undone",
    LinkKind.RATIFIES: "A quorate forum agrees what was only a view, or was done without it",
    LinkKind.RE_DECIDES: "The question came back and was answered again",
    LinkKind.SETTLES_SOURCE: "It was agreed in principle; this one says from which money",
}
ABOUT_EARLIER = (
    "same-decision",
    "wrong-way-round",
    "linked-already",
    "earlier-decided-nothing",
    "nothing-to-settle",
    "nothing-to-ratify",
)
BESIDE = dict.fromkeys(ABOUT_EARLIER, "earlier") | {
    "later-decides-nothing": "kind",
    "later-names-no-source": "kind",
}


class EarlierField(RecordChoice):
    """A decision of the same matter, by its day, its reference and what came of it."""

    def label_from_instance(self, outcome):
        day = outcome.meeting.day_printed
        return f"{day}, {reference(outcome)}: {outcome.get_result_display().lower()}"


class LinkForm(GovukForm):
    """Which earlier decision, and how this one bears on it."""

    messages = {"kind": "Choose how this decision bears on the earlier one"}

    kind = forms.ChoiceField(
        label="This decision …", choices=LinkKind.choices, widget=Radios(hints=HINTS)
    )
    earlier = EarlierField(
        queryset=None,
        label="… this earlier decision of the same matter",
        required=False,
        empty_label="Choose a decision",
    )
    reference = forms.CharField(
        label="Or a decision of another matter, by its reference (optional)",
        required=False,
        max_length=80,
        help_text="As the decision log prints it, like 2019-02-27/7/1",
        widget=TextBox({"spellcheck": "false", "autocomplete": "off"}, width=20),
    )

    def __init__(self, *args, later, **kwargs):
        super().__init__(*args, **kwargs)
        self.later = later
        matter = later.question.placement.recommendation.matter_id
        earlier = of_matter(matter).filter(decided_on__lte=later.decided_on)
        self.fields["earlier"].queryset = earlier.exclude(pk=later.pk)

    def clean_reference(self):
        typed = self.cleaned_data["reference"]
        if not typed:
            return None
        found = outcome_named(self.later.forum, typed)
        if found is None:
            raise forms.ValidationError("No decision has this reference: check it in the log")
        return found

    def clean(self):
        cleaned = super().clean()
        earlier, named = cleaned.get("earlier"), cleaned.get("reference")
        if earlier and named:
            self.add_error("reference", "Choose a decision from the list, or name one: not both")
        elif not (earlier or named or self.errors):
            self.add_error("earlier", "Choose the earlier decision")
        if not self.errors:
            facts = bearing_facts(self.later, earlier or named, LinkKind(cleaned["kind"]))
            where = "earlier" if earlier else "reference"
            beside = {code: where if at == "earlier" else at for code, at in BESIDE.items()}
            refuse_beside(self, may_link(facts), beside, cite=False)
        return cleaned

    @property
    def chosen(self):
        """The earlier decision, from the list or by its reference."""
        return self.cleaned_data["earlier"] or self.cleaned_data["reference"]
