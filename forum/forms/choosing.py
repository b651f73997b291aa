"""Choosing one record of a forum."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model


class RecordChoice(forms.ModelChoiceField):
    """One of some records; an id that is none is not in the list, like one of another forum."""

    def to_python(self, value: Any) -> Model | None:
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            ) from error
