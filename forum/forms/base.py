"""What every form here shares: GOV.UK behaviour, and sentences that say what to do."""

from __future__ import annotations

from typing import ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import Model
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import cached_property

CHOICES = (forms.RadioSelect, forms.Select, forms.CheckboxSelectMultiple)
OPTIONAL = " (optional)"
"""How the label of a field ends that may stay empty; sentences leave it out."""
NEEDS_NO_ARTICLE = {"the", "a", "an", "any", "your", "how", "who", "what", "when", "why", "where"}


class Govuk(forms.BaseForm):
    """Errors come from the server, in our words; nothing that was typed is cut or lost.

    `messages` gives a field's own sentences: {"title": "Enter the title of the paper"} for an
    empty field, or {"title": {"required": "…", "max_length": "…"}}.
    """

    use_required_attribute = False
    messages: ClassVar[dict[str, str | dict[str, str]]] = {}

    def full_clean(self) -> None:
        for name, field in self.fields.items():
            given = self.messages.get(name, {})
            own = {"required": given} if isinstance(given, str) else given
            label = str(self[name].label).removesuffix(OPTIONAL)
            field.error_messages |= _better_than_django(field, label) | own
        super().full_clean()

    def layout(self) -> Layout:
        """How the fields stand on the page: each in its order, unless a form says more."""
        return Layout(*self.fields)

    @cached_property
    def helper(self) -> FormHelper:
        """What the crispy tag reads."""
        return _helper(self.layout())


class GovukForm(Govuk, forms.Form):
    """A form on a GOV.UK page."""


class GovukModelForm(Govuk, forms.ModelForm):
    """A form on a GOV.UK page, with its fields from a model."""


class GovukFormSet(forms.BaseFormSet):
    """Rows of one form, each called by its name and number: "Rate line 2"."""

    row_name = "Row"

    def add_fields(self, form: forms.BaseForm, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = f"Remove this {self.row_name.lower()}"

    @cached_property
    def helper(self) -> FormHelper:
        """What the crispy tag reads; no layout names the box that removes a row."""
        helper = _helper(self.empty_form.layout())
        helper.render_unmentioned_fields = True
        return helper

    def kept(self) -> list[Model]:
        """The rows as typed: neither removed nor left empty."""
        return [
            form.instance
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get(DELETION_FIELD_NAME)
        ]


def _helper(layout: Layout) -> FormHelper:
    """The <form> tag and its token belong to the page, which may hold several of these."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.render_hidden_fields = True
    helper.layout = layout
    return helper


def _better_than_django(field: forms.Field, label: str) -> dict[str, str]:
    """Our sentences for whatever the field itself did not word."""
    named = label.replace("%", "%%")
    ours = {
        "required": _required(field, label),
        "invalid_choice": "Choose one of the options in the list",
        "max_length": f"{named} must be %(limit_value)d characters or fewer",
        "min_length": f"{named} must be %(limit_value)d characters or more",
        "min_value": f"{named} must be %(limit_value)s or more",
        "max_value": f"{named} must be %(limit_value)s or less",
        "null_characters_not_allowed": "Type the text again: it holds a character we cannot keep",
    }
    if type(field) is forms.EmailField:
        ours["invalid"] = "Enter an email address in the right format, like name@example.org"
    if type(field) is forms.IntegerField:
        ours["invalid"] = "Enter a whole number"
    return {code: text for code, text in ours.items() if _unworded(field, code)}


def _required(field: forms.Field, label: str) -> str:
    if label.endswith("?"):
        return f"Answer “{label}”"
    if isinstance(field.widget, forms.CheckboxInput):
        return f"Tick “{label}” to go on"
    verb = "Choose" if isinstance(field, forms.FileField) else "Enter"
    verb = "Select" if isinstance(field.widget, CHOICES) else verb
    return f"{verb} {_in_a_sentence(label)}"


def _in_a_sentence(label: str) -> str:
    """The words of a label after a verb: "the item title", "the DSG block", "your name"."""
    bare = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return bare if bare.partition(" ")[0] in NEEDS_NO_ARTICLE else f"the {bare}"


def _unworded(field: forms.Field, code: str) -> bool:
    """Whether the sentence is still Django's: given neither by the form nor by a field of ours."""
    for kind in type(field).__mro__:
        worded = vars(kind).get("default_error_messages", {})
        if code in worded:
            is_django = kind.__module__.startswith("django.")
            return is_django and field.error_messages.get(code) == worded[code]
    return code not in field.error_messages
