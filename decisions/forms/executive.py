"""Decisions by one office-holder, what they hang on, and what is done under them."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from decisions.choices import CallIn
from decisions.forms.fields import LineField, LongTextField, MeetingField
from decisions.models import DelegatedAct, ExecutiveDecision
from decisions.rules.executive import ExecutiveFacts, may_act, may_record
from forum.forms.base import GovukForm, GovukModelForm
from forum.forms.choosing import RecordChoice
from forum.forms.fields import DayField, FinancialYearField, PastDayField, PoundsField
from forum.forms.layout import Fieldset
from forum.forms.taken import refuse_taken
from forum.forms.widgets import NumberBox, Radios
from papers.choices import Precision, Source
from papers.models import BudgetLine, Matter, Paper
from papers.rules.pathways import lines, stops

TAKEN = "There is already a decision with this reference: check the number"
A_LINE_EACH = "One to a line"
RECORDING = {
    "no-funding-source": "source",
    "grant-is-one-off": "source",
    "over-ceiling": "amount",
}
ACTING = {"condition-open": "amount", "beyond-the-decision": "amount"}
"""Beside which field a reason of the rules stands."""


def _words(label, most, hint=""):
    return forms.CharField(
        label=f"{label} (optional)", max_length=most, required=False, help_text=hint
    )


def _long(label, hint="", rows=3):
    return LongTextField(label=f"{label} (optional)", help_text=hint, rows=rows, required=False)


class ExecutiveForm(GovukModelForm):
    """What was decided, by whom, why, from which money, and on what it hangs."""

    messages = {
        "matter": "Choose the matter",
        "reference": "Enter the reference, like 23/00113",
        "title": "Enter what it is about",
        "decided_by_post": "Enter the post of who decided",
        "text": "Enter the decision",
    }

    matter = RecordChoice(
        label="Matter", queryset=Matter.objects.none(), empty_label="Choose a matter"
    )
    paper = RecordChoice(
        label="Report that it was decided on (optional)",
        queryset=Paper.objects.none(),
        required=False,
        empty_label="No report in this record",
    )
    reference = forms.CharField(label="Reference", max_length=40)
    title = forms.CharField(label="What it is about", max_length=300)
    decided_by_post = forms.CharField(
        label="Post of who decided", max_length=160, help_text="As the decision prints it"
    )
    decided_by_name = _words("Name of who decided", 160)
    decided_on = PastDayField(
        label="Decided on (optional)",
        required=False,
        help_text="Leave it empty where the record does not say: it is printed as not stated",
    )
    text = LongTextField(label="The decision", rows=6)
    reasons = _long("Reasons for the decision")
    alternatives = _long("Alternatives considered and rejected", "Doing nothing is one of them")
    interests = _long("Interests declared, and dispensations", rows=2)
    key_reasons = _long("Why it is a key decision", f"{A_LINE_EACH}: there may be several")
    classification = _words("Classification", 80, "Such as Unrestricted")
    divisions = _words("Electoral divisions", 200)
    amount = PoundsField(
        label="Amount (optional)", required=False, widget=NumberBox(prefix="£", width=10)
    )
    precision = forms.ChoiceField(
        label="How firmly is it stated?", choices=Precision.choices, widget=Radios(inline=True)
    )
    ceiling = PoundsField(
        label="The most that there is to have (optional)",
        required=False,
        help_text="Where a bid is made under a ceiling",
        widget=NumberBox(prefix="£", width=10),
    )
    source = forms.ChoiceField(
        label="Funding source (optional)",
        choices=[("", "Not stated"), *Source.choices],
        required=False,
        help_text="A grant from outside is one-off money, on a budget line of the kind grant",
    )
    budget_line = LineField(label="Budget line (optional)", required=False)
    financial_year = FinancialYearField(label="Financial year (optional)", required=False)
    delegation = _long("What is delegated", "In the words of the decision")
    delegate_post = _words("To which post", 200)
    consulted_post = _words("In consultation with", 200, "The post")
    conditions = _long("What the decision hangs on", f"{A_LINE_EACH}: each is marked by itself")
    call_in = forms.ChoiceField(label="Call-in", choices=CallIn.choices, widget=Radios(small=True))
    call_in_until_on = DayField(label="It may be called in until (optional)", required=False)
    past_pathway = _long("Where the report has been", f"{A_LINE_EACH}: the body, and the day")
    future_pathway = _long("Where the decision goes next", A_LINE_EACH)
    reported_to = MeetingField(
        label="Meeting at which the forum hears of it (optional)", required=False
    )

    class Meta:
        model = ExecutiveDecision
        fields = [
            "matter", "paper", "reference", "title", "decided_by_post", "decided_by_name",
            "decided_on", "text", "reasons", "alternatives", "interests", "classification",
            "divisions", "amount", "precision", "ceiling", "source", "budget_line",
            "financial_year", "delegation", "delegate_post", "consulted_post", "call_in",
            "call_in_until_on", "reported_to",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        forum = self.instance.forum
        self.fields["matter"].queryset = forum.matter_set.all()
        self.fields["paper"].queryset = forum.paper_set.executive()
        self.fields["budget_line"].offer(BudgetLine.objects.filter(forum=forum), "")
        self.fields["reported_to"].offer(forum.meeting_set.all())

    def layout(self):
        return Layout(
            "matter", "paper", "reference", "title",
            Fieldset("Who decided", "decided_by_post", "decided_by_name", "decided_on", size="m"),
            Fieldset("The decision", "text", "reasons", "alternatives", "interests", size="m"),
            Fieldset("Key decision", "key_reasons", "classification", "divisions", size="m"),
            Fieldset(
                "Money", "amount", "precision", "ceiling", "source", "budget_line",
                "financial_year", size="m",
            ),
            Fieldset("Delegation", "delegation", "delegate_post", "consulted_post", size="m"),
            Fieldset("Conditions", "conditions", size="m"),
            Fieldset("Call-in", "call_in", "call_in_until_on", size="m"),
            Fieldset("Pathway", "past_pathway", "future_pathway", "reported_to", size="m"),
        )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        given = self.instance
        refuse_taken(self, "reference", given.forum.executivedecision_set, TAKEN)
        given.key_reasons = list(lines(cleaned.get("key_reasons", "")))
        for pathway in ("past_pathway", "future_pathway"):
            setattr(given, pathway, [each.as_json() for each in stops(cleaned.get(pathway, ""))])
        _explain(self, may_record(_facts(cleaned)), RECORDING)
        return cleaned

    @property
    def condition_texts(self):
        """What the decision hangs on, one by one."""
        return lines(self.cleaned_data["conditions"])

    def clean_conditions(self):
        typed = self.cleaned_data["conditions"]
        if any(len(line) > 300 for line in lines(typed)):
            raise forms.ValidationError("A condition must be 300 characters or fewer")
        return typed


class ActForm(GovukModelForm):
    """Something that was done under the delegation."""

    messages = {"what": "Enter what was done", "by_post": "Enter the post of who did it"}

    what = LongTextField(label="What was done", rows=3)
    done_on = PastDayField(label="Done on (optional)", required=False)
    by_post = forms.CharField(label="By which post", max_length=200)
    consulted_post = _words("In consultation with", 200, "The post")
    amount = PoundsField(
        label="Amount (optional)", required=False, widget=NumberBox(prefix="£", width=10)
    )

    class Meta:
        model = DelegatedAct
        fields = ["what", "done_on", "by_post", "consulted_post", "amount"]

    def __init__(self, *args, facts, **kwargs):
        super().__init__(*args, **kwargs)
        self.facts = facts

    def clean(self):
        cleaned = super().clean()
        _explain(self, may_act(self.facts, amount=cleaned.get("amount")), ACTING)
        return cleaned


class ReportForm(GovukForm):
    """The meeting at which the forum hears of a decision."""

    messages = {"meeting": "Choose the meeting"}

    meeting = MeetingField(label="At which meeting does the forum hear of it?")

    def __init__(self, *args, forum, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].offer(forum.meeting_set.all())


def typed_lists(decision):
    """What the form begins with: lists as lines."""
    return {
        "key_reasons": "\n".join(decision.key_reasons),
        "past_pathway": "\n".join(each["words"] for each in decision.past_pathway),
        "future_pathway": "\n".join(each["words"] for each in decision.future_pathway),
    }


def _facts(cleaned):
    """The money of the decision as it is typed."""
    line = cleaned.get("budget_line")
    return ExecutiveFacts(
        amount=cleaned.get("amount"),
        ceiling=cleaned.get("ceiling"),
        source=cleaned.get("source", ""),
        line_kind=line.kind if line else "",
    )


def _explain(form, ruling, fields):
    """Say beside the field what the rule asks for, so that nothing typed is lost."""
    for reason in ruling.reasons:
        if reason.code in fields:
            form.add_error(fields[reason.code], reason.text)
