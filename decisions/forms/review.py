"""The day on which a review looks at a matter."""

from __future__ import annotations

from forum.forms.base import GovukForm
from forum.forms.fields import DayField


class AsOfForm(GovukForm):
    on = DayField(
        label="As it stood on",
        required=False,
        help_text="For example, 27 3 2019. Leave it empty for today.",
    )

    def day(self, today):
        """The day asked for; today where none is, or where it cannot be read."""
        return (self.cleaned_data["on"] if self.is_valid() else None) or today
