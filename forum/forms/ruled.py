"""Saying beside the fields what a rule refuses, so that everything typed stays."""

from __future__ import annotations

from collections.abc import Mapping

from django.forms import BaseForm

from forum.rules.ruling import Ruling


def refuse_beside(
    form: BaseForm, ruling: Ruling, fields: Mapping[str, str], *, cite: bool = True
) -> None:
    """Put each reason beside the field that can mend it; any other above the form.

    Where the reason is plain to everybody, its source need not be cited.
    """
    for reason in ruling.reasons:
        source = f" ({reason.source})" if reason.source and cite else ""
        form.add_error(fields.get(reason.code), f"{reason.text}{source}")
