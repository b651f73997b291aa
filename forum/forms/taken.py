"""Saying beside a field that its value is taken, before the database has to."""

from __future__ import annotations

from django.db.models import QuerySet
from django.forms import ModelForm


def refuse_taken(form: ModelForm, field: str, others: QuerySet, sentence: str) -> None:
    """Add the sentence to the field when another record has its value already."""
    value = form.cleaned_data.get(field)
    if value and others.exclude(pk=form.instance.pk).filter(**{field: value}).exists():
        form.add_error(field, sentence)
