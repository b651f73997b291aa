"""Elections: who stands, and what came of it."""

from __future__ import annotations

from django import forms

from decisions.choices import Method, VoteCast
from decisions.forms.counting import MOST
from decisions.forms.voting import OpeningForm
from decisions.models.ballots.electing import Nominee
from decisions.workflow.voting import Counts
from forum.forms.base import GovukForm
from forum.forms.layout import Fieldset, Layout
from forum.forms.widgets import Checkboxes, NumberBox, Radios

HANDS = {
    "votes_for": "For",
    "votes_against": "Against",
    "abstentions": "Abstained",
}


class ElectionForm(OpeningForm):
    """Who stands, and how the votes are taken."""

    candidates = forms.MultipleChoiceField(
        label="Who stands?",
        help_text="Everybody who was nominated. One is elected unopposed, or voted on alone.",
        required=False,
    )
    field_order = ["candidates", "method"]

    def __init__(self, *args, nominees: list[Nominee], **kwargs):
        super().__init__(*args, **kwargs)
        self.free = {str(each.appointment.pk): each for each in nominees if each.ruling.allowed}
        hints = {
            pk: each.ruling.warnings[0].text
            for pk, each in self.free.items()
            if each.ruling.warnings
        }
        choices = [(pk, _member(each.appointment)) for pk, each in self.free.items()]
        self.fields["candidates"].widget = Checkboxes(hints=hints, small=True)
        self.fields["candidates"].choices = choices  # type: ignore[attr-defined]

    @property
    def nominated(self):
        """The members ticked, in the order of their seats."""
        chosen = set(self.data.getlist("candidates")) if self.is_bound else set()
        return [each.appointment for pk, each in self.free.items() if pk in chosen]


class ElectedForm(GovukForm):
    """Hands for each candidate, or only who was elected, as the method has it."""

    def __init__(self, *args, ballot, standing, **kwargs):
        super().__init__(*args, **kwargs)
        self.standing = standing
        self.by_hands = ballot.method == Method.SHOW_OF_HANDS
        if self.by_hands:
            self._ask_for_hands()
        elif len(standing) > 1:
            self.fields["elected"] = forms.ChoiceField(
                label="Who was elected?",
                choices=[
                    (str(each.appointment_id), _member(each.appointment)) for each in standing
                ],
                widget=Radios,
                error_messages={"required": "Choose who was elected"},
            )

    def _ask_for_hands(self):
        several = {f"hands_{each.letter}": _member(each.appointment) for each in self.standing}
        for name, label in (several if len(self.standing) > 1 else HANDS).items():
            self.fields[name] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=MOST,
                required=len(self.standing) > 1,
                widget=NumberBox(inputmode="numeric", width=4),
                error_messages={"required": f"Enter how many voted for {label}; enter 0 for none"},
            )

    def layout(self):
        if self.by_hands and len(self.standing) == 1:
            hint = "Leave the boxes empty where nobody was counted: who stands alone is elected."
            return Layout(Fieldset("If hands were counted", *self.fields, hint=hint))
        return super().layout()

    def counts(self):
        cleaned = self.cleaned_data
        elected = {str(each.appointment_id): each.appointment for each in self.standing}
        if self.by_hands and len(self.standing) == 1:
            return Counts(**{name: cleaned[name] for name in HANDS})
        hands = {
            each.appointment_id: cleaned[f"hands_{each.letter}"]
            for each in self.standing
            if self.by_hands
        }
        return Counts(candidates=hands, elected=elected.get(cleaned.get("elected", "")))


class CastingForm(GovukForm):
    """What the chair cast on a tie."""

    messages = {"choice": "Choose for or against"}

    choice = forms.ChoiceField(
        label="The casting vote",
        choices=[(each.value, each.label) for each in (VoteCast.FOR, VoteCast.AGAINST)],
        widget=Radios,
    )


def _member(appointment):
    """A member with the seat and the group that they sit for."""
    seat = appointment.seat
    return f"{appointment.person}, {seat.name} ({seat.get_group_display().lower()})"
