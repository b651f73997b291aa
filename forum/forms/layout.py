"""Layout pieces of our own: a legend, more fields behind an option, a button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string


class Fieldset(LayoutObject):
    """Fields under a legend. The legend is text: crispy's own would run it as a template."""

    def __init__(self, legend: str, *fields: Any, hint: str = "", size: str = "m") -> None:
        self.legend = legend
        self.fields = list(fields)
        self.hint = hint
        self.size = size

    def render(
        self,
        form: BaseForm,
        context: Context,
        template_pack: str = TEMPLATE_PACK,
        **kwargs: Any,
    ) -> str:
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        told = {"fieldset": self, "legend": self.legend, "fields": fields}
        return render_to_string(f"{template_pack}/layout/fieldset.html", told)


class Reveal(LayoutObject):
    """Radios or checkboxes; an option opens more fields: Reveal("kind", {"one_off": ["until"]}).

    Without JavaScript the fields simply stand there.
    """

    def __init__(self, field: str, opened: dict[str, Sequence[Any]]) -> None:
        self.opened = {str(value): Layout(*fields) for value, fields in opened.items()}
        self.fields = [field, *self.opened.values()]

    def render(
        self,
        form: BaseForm,
        context: Context,
        template_pack: str = TEMPLATE_PACK,
        **kwargs: Any,
    ) -> str:
        opened = {
            value: fields.render(form, context, template_pack)
            for value, fields in self.opened.items()
        }
        extra = {"opened": opened}
        return render_field(
            self.fields[0], form, context, template_pack=template_pack, extra_context=extra
        )


class Button:
    """A button that sends the form; `look` is "", "secondary" or "warning"."""

    def __init__(self, text: str, *, name: str = "", value: str = "", look: str = "") -> None:
        self.text = text
        self.name = name
        self.value = value
        self.look = look

    def render(
        self,
        form: BaseForm,
        context: Context,
        template_pack: str = TEMPLATE_PACK,
        **kwargs: Any,
    ) -> str:
        return render_to_string(f"{template_pack}/layout/button.html", {"button": self})


class Folded(LayoutObject):
    """Fields behind a summary that opens them: open where one of them is filled in or wrong."""

    def __init__(self, summary: str, *fields: Any, hint: str = "") -> None:
        self.summary = summary
        self.fields = list(fields)
        self.hint = hint

    def render(
        self,
        form: BaseForm,
        context: Context,
        template_pack: str = TEMPLATE_PACK,
        **kwargs: Any,
    ) -> str:
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        names = [pointer.name for pointer in self.get_field_names()]
        is_open = any(_is_used(form, name) for name in names)
        told = {"folded": self, "fields": fields, "is_open": is_open}
        return render_to_string(f"{template_pack}/layout/folded.html", told)


def _is_used(form: BaseForm, name: str) -> bool:
    """Whether the field holds something else than it begins with, or a mistake."""
    value = form[name].value()
    return bool(form[name].errors) or value not in (None, "", [], form.fields[name].initial)
