"""On what terms everybody may use the open data."""

from __future__ import annotations

from django import forms

from forum.choices import DataLicence
from forum.forms.base import GovukForm
from forum.forms.widgets import Radios


class LicenceForm(GovukForm):
    licence = forms.ChoiceField(
        label="Licence",
        choices=DataLicence.choices,
        widget=Radios,
        help_text="Most authorities publish under the Open Government Licence. What was taken "
        "under another licence stays under that.",
    )
