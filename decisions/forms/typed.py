"""Putting what was typed back into a form that has not been sent."""

from __future__ import annotations

from django import forms
from django.forms.utils import ErrorDict, ErrorList


def put_back(form):
    """The form as it was typed so far: nobody has sent it, so nothing is said about it yet."""
    if form is None:
        return form
    _make_small(form)
    if not form.is_bound:
        return form
    if isinstance(form, forms.BaseFormSet):
        for each in form.forms:
            put_back(each)
        form._errors = [each._errors for each in form.forms]
        form._non_form_errors = ErrorList()
    else:
        form._errors = ErrorDict()
    return form


def _make_small(form):
    """Options take less room on a screen that holds so much."""
    for field in getattr(form, "fields", {}).values():
        if hasattr(field.widget, "small"):
            field.widget.small = True
