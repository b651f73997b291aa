"""One row of every kind of record of a forum, filled in from the models alone.

Made without guards: the rows need not make sense, they only have to be there.
"""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db.models import Field, Model, fields
from django.utils import timezone

from decisions.models import Correction, Outcome
from forum.models import Meeting, Person
from papers.models import Clearance, ClearanceRequest, Question
from tests.factories import MEETING_DAY

_number = itertools.count(1)
_NEEDED = {
    ("Action", "meeting"),
    ("Action", "owner"),
    ("BalanceMove", "to_line"),
    ("Ballot", "question"),
    ("Condition", "outcome"),
    ("FindingNote", "matter"),
    ("OutboxMessage", "forum"),
    ("Recommendation", "paper"),
    ("RegisterOverride", "question"),
    ("ReviewSignOff", "matter"),
}
"""Parents that may be absent, but not in these rows."""


def record_models() -> list[type[Model]]:
    """Every kind of record of the three apps."""
    names = ("forum", "papers", "decisions")
    return [model for name in names for model in apps.get_app_config(name).get_models()]


class EveryRecord:
    """The rows of one forum, each made when it is first asked for."""

    def __init__(self) -> None:
        self.rows: dict[type[Model], Model] = {}

    def __getitem__(self, model: type[Model]) -> Model:
        if model not in self.rows:
            self.rows[model] = self.make(model)
        return self.rows[model]

    def make(self, model: type[Model], **given: object) -> Model:
        """A new row, its parents those of this forum."""
        values = {
            field.name: self._value(model, field)
            for field in model._meta.concrete_fields
            if field.name not in given and not _names_itself(field)
        }
        if model.__name__ == "DecisionLink":
            question = self.make(Question, group="maintained_primary")
            values["earlier"] = self.make(Outcome, question=question)
        if model is Correction:
            later = MEETING_DAY + timedelta(days=60)
            values["made_at_meeting"] = self.make(Meeting, held_on=later)
        if model is ClearanceRequest:
            values |= {"state": "given", "clearance": self[Clearance]}
            values |= {"answered_at": timezone.now(), "answered_on": MEETING_DAY}
            values["answered_by"] = self[Person]
        return model.objects.create(**values, **given)

    def _value(self, model: type[Model], field: Field) -> object:
        if field.is_relation:
            is_needed = not field.null or (model.__name__, field.name) in _NEEDED
            return self[field.related_model] if is_needed else None
        if field.null:
            return None
        if field.has_default() and not field.unique:
            return field.get_default()
        return _plain(field)


def _names_itself(field: Field) -> bool:
    """Whether a row is known by what it gives itself when it is made."""
    is_words = isinstance(field, fields.CharField)
    return field.primary_key and not field.is_relation and not is_words


def _plain(field: Field) -> Any:
    if isinstance(field, fields.CharField | fields.TextField) and field.blank:
        return ""
    if field.choices:
        return field.flatchoices[0][0]
    if isinstance(field, fields.CharField | fields.TextField):
        return f"{next(_number)}"[-(field.max_length or 9) :]
    plain = {
        fields.DateTimeField: timezone.now,
        fields.DateField: lambda: MEETING_DAY,
        fields.UUIDField: uuid4,
        fields.BooleanField: lambda: False,
        fields.BinaryField: lambda: b"x",
        fields.IntegerField: lambda: next(_number),
        fields.DecimalField: lambda: next(_number),
    }
    return next(make() for kind, make in plain.items() if isinstance(field, kind))


def every_record() -> EveryRecord:
    """A forum of its own with a row of every kind."""
    every = EveryRecord()
    for model in record_models():
        every[model]
    return every
