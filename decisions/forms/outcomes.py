"""Recording an outcome: the result, the text as resolved, and from which money."""

from __future__ import annotations

from django import forms

from decisions.choices import CARRIED, Result
from decisions.forms.fields import (
    LongTextField,
    MeetingField,
    PersonField,
    later_meetings,
)
from decisions.models import Outcome
from decisions.workflow.deciding import OutcomeDraft
from forum.forms.base import GovukForm
from forum.forms.choosing import RecordChoice
from forum.forms.fields import DayField, PoundsField
from forum.forms.layout import Fieldset, Layout, Reveal
from forum.forms.widgets import Radios
from forum.money import pounds

DECIDED, IN_PRINCIPLE = "decided", "in_principle"
UNDECIDED = (Result.VIEW_RECORDED, Result.NOTED)
NAMING_NO_SOURCE = "Bring the funding source of this decision to the forum."
ACTION = ("action_owner", "action_due_on", "action_due_meeting", "action_text")


class OutcomeChoice(RecordChoice):
    """An earlier outcome of the same matter."""

    def label_from_instance(self, outcome):
        agreed = outcome.amount_agreed or outcome.question.amount_asked
        money = "" if agreed is None else f", {pounds(agreed)}"
        return f"{outcome.question} of {outcome.decided_on:%-d %B %Y}{money}"


class OutcomeForm(GovukForm):
    """What the clerk enters; whether it may be recorded so is for the rules to say."""

    messages = {"result": "Choose what came of it"}

    result = forms.ChoiceField(label="What came of it?", choices=Result.choices, widget=Radios)
    cost_effect = forms.CharField(
        label="What does the amendment do to the cost?",
        help_text="Enter “not stated” where nobody said",
        max_length=200,
        required=False,
    )
    deferred_to = MeetingField(label="To which meeting does it come back?", required=False)
    ratifies = OutcomeChoice(
        None, label="Which earlier outcome does it ratify?", required=False, empty_label=None,
        widget=Radios,
    )  # fmt: skip
    resolution = LongTextField(
        label="Text as resolved",
        help_text="It begins as the text tabled; change only what the forum changed",
        rows=6,
        required=False,
    )
    comments = LongTextField(
        label="Comments to minute (optional)",
        help_text="One on each line",
        rows=3,
        required=False,
    )
    amount_agreed = PoundsField(label="Amount agreed", required=False)
    funding = forms.ChoiceField(
        label="From which money?",
        choices=[
            (DECIDED, "The source is decided: the awards below"),
            (IN_PRINCIPLE, "Agreed in principle, source not settled"),
        ],
        required=False,
        widget=Radios(hints={IN_PRINCIPLE: "No authority to spend until the source is settled"}),
    )
    action_owner = PersonField(label="Who settles the source?", required=False)
    action_due_on = DayField(
        label="By which day?",
        help_text="For example, 16 1 2027. Or choose a meeting instead",
        required=False,
    )
    action_due_meeting = MeetingField(label="Or by which meeting?", required=False)
    action_text = LongTextField(
        label="What is to be done?", rows=2, required=False, initial=NAMING_NO_SOURCE
    )
    settles = OutcomeChoice(
        None,
        label="Does this settle the source of an earlier decision?",
        help_text="Agreed in principle, and waiting for its source",
        required=False,
        blank=True,
        empty_label="No",
        widget=Radios,
    )

    def __init__(self, *args, question, fitting, adding_row=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.question = question
        self.recommendation = question.placement.recommendation
        self._offer_earlier()
        self._offer_results(fitting)
        self._offer_meetings_and_people(question.placement.meeting)
        if adding_row:
            self.fields["result"].required = False
        if not self.recommendation.seeks_resources:
            for name in ("amount_agreed", "funding", "settles", *ACTION):
                self.fields.pop(name, None)

    def layout(self):
        behind = {
            Result.CARRIED_AS_AMENDED: ["cost_effect"],
            Result.DEFERRED: ["deferred_to"],
            Result.RATIFIED: ["ratifies"] if "ratifies" in self.fields else [],
        }
        shown = [str(value) for value, _ in self.fields["result"].widget.choices]
        opened = {result: names for result, names in behind.items() if result in shown and names}
        money = []
        if self.recommendation.seeks_resources:
            reveal = Reveal("funding", {IN_PRINCIPLE: ACTION})
            money = [Fieldset("The money", "amount_agreed", reveal)]
        settles = ["settles"] if "settles" in self.fields else []
        return Layout(Reveal("result", opened), "resolution", "comments", *money, *settles)

    def draft(self, awards):
        """What was entered, for the rules; `awards` are its rows, where money is sought."""
        said = self.cleaned_data
        is_carried = said["result"] in CARRIED
        unsettled = said.get("funding") == IN_PRINCIPLE
        return OutcomeDraft(
            result=Result(said["result"]),
            resolution=said["resolution"],
            comments=said["comments"],
            amount_agreed=self._meant("amount_agreed", is_carried),
            cost_effect=said["cost_effect"],
            # What only stands there because we filled it in is not entered by anybody.
            awards=awards.drafts(also_prefilled=is_carried and not unsettled) if awards else (),
            unsettled=unsettled,
            action_text=said.get("action_text", ""),
            action_owner=said.get("action_owner"),
            action_due_on=said.get("action_due_on"),
            action_due_meeting=said.get("action_due_meeting"),
            deferred_to=self._if(Result.DEFERRED, "deferred_to"),
            settles=tuple(filter(None, [said.get("settles")])),
            ratifies=tuple(filter(None, [self._if(Result.RATIFIED, "ratifies")])),
        )

    def _offer_results(self, fitting):
        """Any result may be sent, so that the rules say why it does not fit; these are shown."""
        sent = {self.data.get("result")} if self.is_bound else set()
        nothing_to = {Result.RATIFIED} if "ratifies" not in self.fields else set()
        shown = set(fitting) - nothing_to | sent
        self.fields["result"].widget.choices = [
            (value, label) for value, label in Result.choices if value in shown
        ]

    def _offer_earlier(self):
        earlier = (
            Outcome.objects.filter(
                question__placement__recommendation__matter=self.recommendation.matter_id
            )
            .exclude(question__placement=self.question.placement_id)
            .select_related("question__placement__recommendation")
        )
        on = self.question.placement.meeting.held_on
        views = earlier.filter(result__in=UNDECIDED, decided_on__lt=on)
        for name, choices in (("settles", earlier.unsettled()), ("ratifies", views)):
            self.fields[name].queryset = choices
            if not choices.exists():
                del self.fields[name]

    def _offer_meetings_and_people(self, meeting):
        self.fields["deferred_to"].offer(later_meetings(meeting))
        self.fields["action_due_meeting"].offer(later_meetings(meeting))
        self.fields["action_owner"].offer(meeting.forum)
        if self.fields["deferred_to"].is_empty:
            self.fields["deferred_to"].help_text = "No later meeting is called yet: call it first"

    def _meant(self, name, is_carried):
        return self.cleaned_data.get(name) if is_carried or name in self.changed_data else None

    def _if(self, result, name):
        """A field that stands behind one result counts only with it."""
        return self.cleaned_data.get(name) if self.cleaned_data["result"] == result else None
