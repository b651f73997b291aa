"""What the database says when it refuses a row, as a sentence."""

from __future__ import annotations

import re

from django.apps import apps
from django.db import Error
from django.db.models import UniqueConstraint

_GUARD = re.compile(r"^(.*) \((guard_\w+)\)")
_UNIQUE = re.compile(r"UNIQUE constraint failed: (.*)")


def sentence_of(error: Error) -> str:
    """The sentence of the guard or the constraint; else the first line of what was said."""
    said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if guard := _GUARD.match(said):
        return f"{guard[1]} ({guard[2]})"
    for name, sentence in _constraints().items():
        if name in said:
            return sentence
    if same := _UNIQUE.search(said):
        columns = ", ".join(each.split(".")[-1] for each in same[1].split(", "))
        return f"Another record has the same {columns} already."
    return said


def _constraints() -> dict[str, str]:
    """The sentence of every constraint, by its name; longer names first."""
    found = {}
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            sentence = constraint.violation_error_message
            if sentence == constraint.default_violation_error_message:
                is_unique = isinstance(constraint, UniqueConstraint)
                sentence = "Another record has the same." if is_unique else "The rule is broken."
            found[constraint.name] = f"{sentence} ({constraint.name})"
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))
