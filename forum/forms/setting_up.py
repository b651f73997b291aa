"""Setting up a forum: its main settings, and the seats of each group."""

from __future__ import annotations

from collections.abc import Iterable

from crispy_forms.layout import Div, Layout
from django import forms

from forum.choices import Group, SeatKind
from forum.forms.base import GovukForm
from forum.forms.constitution import ConstitutionForm, whole
from forum.forms.layout import Fieldset
from forum.rules.constitution import SETTINGS
from forum.rules.seat_plan import LEAST, MOST, Planned
from forum.workflow.seat_plan import CALLED

MAIN = {
    "Quorum and voting": ("quorum_percent", "quorum_base", "majority_rule", "chair_casting_vote"),
    "Members": ("substitute_rule", "max_members_per_institution"),
    "Meetings and papers": ("notice_working_days", "finance_clearance", "minutes_draft_days"),
}
"""What a forum is asked when it is set up; the rest begins as law and guidance have it."""
KINDS = {
    SeatKind.HEADTEACHER: "Headteachers",
    SeatKind.GOVERNOR: "Governors",
    SeatKind.TRUST: "Seats",
    SeatKind.OTHER: "Seats",
}
GOVERNORS = 3
"""Of so many seats of a group of schools one is proposed for a governor."""


class MainSettingsForm(ConstitutionForm):
    """The settings that every forum has decided on, with the law beside each."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = {name for names in MAIN.values() for name in names}
        for name in SETTINGS.keys() - asked:
            del self.fields[name]

    def layout(self):
        parts = [Fieldset(title, *names) for title, names in MAIN.items()]
        return Layout("in_force_from", "adopted_where", *parts)


class ShareForm(GovukForm):
    """How many seats are shared out in proportion to pupils."""

    share = whole(
        "Seats for primary schools, secondary schools and academies together",
        "They are shared out in proportion to pupils",
        min_value=LEAST,
        max_value=MOST,
        unit="seats",
    )


class SeatPlanForm(GovukForm):
    """How many seats to add for each group."""

    def __init__(self, *args, plan: Iterable[Planned], has_seats: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = tuple(plan)
        for planned in self.plan:
            proposed = 0 if has_seats else planned.seats
            for name, kind, number in _boxes(planned, proposed):
                self.fields[name] = whole(
                    KINDS[kind], min_value=0, max_value=MOST, required=False, initial=number
                )

    def layout(self):
        parts = []
        for planned in self.plan:
            names = [name for name, _, _ in _boxes(planned, 0)]
            hint = f"{planned.why[:1].upper()}{planned.why[1:]} ({planned.source})"
            row = Div(*names, css_class="tabled-row")
            parts.append(Fieldset(planned.group.label, row, hint=hint, size="s"))
        return Layout(*parts)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError("Enter at least one seat")
        return cleaned

    @property
    def wanted(self) -> dict[tuple[Group, SeatKind], int]:
        """How many of each are to be added."""
        return {
            (group, kind): self.cleaned_data.get(_name(group, kind)) or 0 for group, kind in CALLED
        }


def _boxes(planned: Planned, proposed: int):
    """Each box of a group: its name, who sits there, and what is proposed."""
    kinds = [kind for group, kind in CALLED if group == planned.group]
    governors = proposed // GOVERNORS if SeatKind.GOVERNOR in kinds else 0
    numbers = {SeatKind.GOVERNOR: governors}
    for kind in kinds:
        yield _name(planned.group, kind), kind, numbers.get(kind, proposed - governors)


def _name(group, kind):
    return f"{group}_{kind}"
