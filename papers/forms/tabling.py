"""The tabling gate as a form: the day, and a reason for each warning."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from crispy_forms.layout import Layout
from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.text import Truncator

from forum.forms.base import GovukForm
from forum.forms.fields import PastDayField
from forum.rules.ruling import Reason

SAY_WHY = "Say why it goes on all the same"
SHOWN = 60
TOO_LONG = "The reason must be 300 characters or fewer"
LABEL = 'Why it goes on all the same<span class="govuk-visually-hidden">: {}</span>'


@dataclass(frozen=True)
class Warned:
    """A warning with the box for its reason."""

    warning: Reason
    field: BoundField


class GateForm(GovukForm):
    """`rule` gives the ruling of the gate for a day; every warning of it asks for a reason."""

    messages = {"tabled_on": "Enter the day on which it is tabled"}

    tabled_on = PastDayField(
        label="Tabled on",
        help_text="The day on which it is put before the forum; it may be in the past",
    )

    def __init__(self, *args, rule, **kwargs):
        super().__init__(*args, **kwargs)
        self.rule = rule
        self._ask_about(rule(on=self._day() or self.initial["tabled_on"]))

    @property
    def warned(self):
        """Each warning with its box, in the order of the ruling."""
        return [Warned(each, self[_box(each)]) for each in self.ruling.warnings]

    @property
    def acknowledged(self):
        """The reasons that were given, by the key of their warning."""
        return {each.key: self.cleaned_data.get(_box(each), "") for each in self.ruling.warnings}

    def layout(self):
        return Layout("tabled_on")

    def _ask_about(self, ruling):
        self.ruling = ruling
        for warning in ruling.warnings:
            self.fields[_box(warning)] = forms.CharField(
                label=format_html(LABEL, warning.text),
                max_length=300,
                error_messages={
                    "required": f"{SAY_WHY}: {Truncator(warning.text).chars(SHOWN)}",
                    "max_length": TOO_LONG,
                },
                widget=forms.Textarea({"rows": 2}),
            )

    def _day(self):
        """The day that was typed, where it is one."""
        field = self["tabled_on"]
        try:
            return self.is_bound and self.fields["tabled_on"].clean(field.data)
        except forms.ValidationError:
            return None


def _box(warning):
    """The name of a warning's box: the same for as long as it is the same warning."""
    return f"why_{crc32(warning.key.encode()):08x}"
