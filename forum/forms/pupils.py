"""The pupils of every school in a year: a box for each, filled by hand or from what is pasted."""

from __future__ import annotations

from django import forms

from forum.forms.base import GovukForm
from forum.forms.widgets import TextBox
from forum.rules.pupils import MOST_PUPILS, read_pupils

MOST_TYPED = 200_000


class PupilsForm(GovukForm):
    """A box for the pupils of each school; what is pasted fills the boxes, and saves nothing."""

    pasted = forms.CharField(
        label="Paste from a spreadsheet (optional)",
        required=False,
        max_length=MOST_TYPED,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
        help_text="Two columns: the name of the school, and the number of its pupils. This fills "
        "in the boxes; nothing is saved before you have checked them",
    )
    is_estimate = forms.BooleanField(
        label="These are estimates, until the October census replaces them", required=False
    )

    def __init__(self, data=None, *, groups):
        self.groups = groups
        schools = [each for group in groups for each in group.schools]
        self.read = _read(data, schools)
        super().__init__(data if self.read is None else _filled(data, self.read, schools))
        self.schools = {_box(each.school): each.school for each in schools}
        for each in schools:
            self.fields[_box(each.school)] = forms.IntegerField(
                label=f"Pupils of {each.school.name}",
                required=False,
                min_value=0,
                max_value=MOST_PUPILS,
                initial=each.counted.pupils if each.counted else None,
                widget=TextBox({"inputmode": "numeric", "autocomplete": "off"}, width=5),
            )
        known = [each.counted for each in schools if each.counted]
        self.fields["is_estimate"].initial = any(counted.is_estimate for counted in known)

    def clean_pasted(self):
        if self.read and self.read.errors:
            raise forms.ValidationError(list(self.read.errors))
        return ""

    def rows(self):
        """Each group with its schools and their boxes."""
        return [
            (group, [(each, self[_box(each.school)]) for each in group.schools])
            for group in self.groups
        ]

    def counts(self):
        """What stands in the boxes, school by school; None where a box is empty."""
        return {school: self.cleaned_data[name] for name, school in self.schools.items()}


def _box(school):
    return f"pupils-{school.pk}"


def _read(data, schools):
    """What was pasted; None where nothing was."""
    text = (data or {}).get("pasted", "").replace("\0", "")[:MOST_TYPED]
    return read_pupils(text, [each.school.name for each in schools]) if text.strip() else None


def _filled(data, read, schools):
    """What was sent with the boxes filled in; the lines that could not be read stay."""
    filled = data.copy()
    filled["pasted"] = "\n".join(read.left)
    for each in schools:
        if each.school.name in read.pupils:
            filled[_box(each.school)] = str(read.pupils[each.school.name])
    return filled
