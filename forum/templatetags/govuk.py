"""What the crispy template pack "govuk" asks about a field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from forum.forms.widgets import DayBoxes

register = template.Library()

KINDS = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "tick"),
    (DayBoxes, "day"),
)
CLASSES = (
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.widgets.Input, "govuk-input"),
)


@dataclass(frozen=True)
class Option:
    """One radio or checkbox: its words, its hint, and the fields that it opens."""

    id: str
    name: str
    value: str
    label: str
    checked: bool
    disabled: bool
    hint: str
    opened: str


@dataclass(frozen=True)
class Box:
    """One of the three boxes of a day."""

    id: str
    name: str
    label: str
    value: str
    width: int
    wrong: bool


@register.filter
def kind(field: BoundField) -> str:
    """Which of our templates draws the field."""
    return next((name for type_, name in KINDS if isinstance(field.field.widget, type_)), "text")


@register.filter
def describedby(field: BoundField) -> str:
    """The ids of the field's hint and error, named as Django names them."""
    return field.aria_describedby or ""


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """The field's own widget with the classes of GOV.UK."""
    drawn = field.field.widget
    _as_text(drawn)
    base = next((name for type_, name in CLASSES if isinstance(drawn, type_)), "")
    wrong = f"{base}--error" if field.errors and not isinstance(drawn, forms.CheckboxInput) else ""
    classes = [base, drawn.attrs.get("class", ""), wrong]
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
    if describedby(field):
        attrs["aria-describedby"] = describedby(field)
    return field.as_widget(attrs=attrs)


@register.simple_tag
def options(field: BoundField, opened: dict[str, str] | None = None) -> list[Option]:
    """The options of radios or checkboxes; hints come from the widget."""
    hints = {str(value): hint for value, hint in getattr(field.field.widget, "hints", {}).items()}
    return [
        Option(
            id=one.data["attrs"].get("id", ""),
            name=one.data["name"],
            value=str(one.data["value"]),
            label=one.choice_label,
            checked=one.data["selected"],
            disabled=bool(one.data["attrs"].get("disabled")),
            hint=hints.get(str(one.data["value"]), ""),
            opened=(opened or {}).get(str(one.data["value"]), ""),
        )
        for one in field.subwidgets
    ]


@register.simple_tag
def boxes(field: BoundField) -> list[Box]:
    """Day, month and year; the ones that the error is about are marked."""
    drawn = field.field.widget.get_context(
        field.html_name, field.value(), {"id": field.auto_id, **field.field.widget.attrs}
    )
    wrong = _wrong_parts(field)
    return [
        Box(
            id=box["attrs"]["id"],
            name=box["name"],
            label=part.title(),
            value=box["value"] or "",
            width=4 if part == "year" else 2,
            wrong=part in wrong,
        )
        for part, box in zip(DayBoxes.parts, drawn["widget"]["subwidgets"], strict=True)
    ]


@register.filter
def first_id(field: BoundField) -> str:
    """The id of the input that a link in the error summary leads to; "" when there is none."""
    if kind(field) in ("radios", "checkboxes"):
        return next((option.id for option in options(field)), "")
    if kind(field) == "day":
        return next(box.id for box in boxes(field) if box.wrong)
    return "" if field.is_hidden else field.id_for_label


@register.filter
def has_errors(thing: object) -> bool:
    """Whether a form or formset was sent with mistakes; anything else has none."""
    if isinstance(thing, forms.BaseFormSet):
        return thing.total_error_count() > 0
    return isinstance(thing, forms.BaseForm) and bool(thing.errors)


@register.inclusion_tag("includes/error_summary.html")
def error_summary(*things: Any) -> dict[str, list[tuple[str, str]]]:
    """Every mistake in these forms and formsets, in the order of the page."""
    return {"errors": [one for thing in things if has_errors(thing) for one in _mistakes(thing)]}


def _mistakes(thing: forms.BaseForm | forms.BaseFormSet) -> Iterator[tuple[str, str]]:
    if isinstance(thing, forms.BaseFormSet):
        yield from (("", str(text)) for text in thing.non_form_errors())
        for number, form in enumerate(thing.forms, start=1):
            row = f"{getattr(thing, 'row_name', 'Row')} {number}"
            yield from ((target, f"{row}: {text}") for target, text in _mistakes(form))
        return
    yield from (("", str(text)) for text in thing.non_field_errors())
    for field in _in_page_order(thing):
        name = f"{field.label}: " if field.is_hidden else ""
        yield from ((first_id(field), f"{name}{text}") for text in field.errors)


def _in_page_order(form: forms.BaseForm) -> list[BoundField]:
    """The wrong fields as the layout shows them; fields that it leaves out come last."""
    layout = form.helper.layout if hasattr(form, "helper") else None
    shown = [pointer.name for pointer in layout.get_field_names()] if layout else []
    wrong = [field for field in form if field.errors]
    return sorted(wrong, key=lambda f: shown.index(f.name) if f.name in shown else len(shown))


def _wrong_parts(field: BoundField) -> tuple[str, ...]:
    if not field.errors:
        return ()
    params = field.errors.as_data()[0].params or {}
    return params.get("parts", DayBoxes.parts)


def _as_text(drawn: forms.Widget) -> None:
    """A number box is a text box with number keys, and pasted text is not cut short in silence."""
    for limit in ("maxlength", "minlength", "min", "max"):
        drawn.attrs.pop(limit, None)
    if isinstance(drawn, forms.NumberInput):
        whole = drawn.attrs.pop("step", "1") == "1"
        drawn.input_type = "text"
        drawn.attrs.setdefault("inputmode", "numeric" if whole else "decimal")
