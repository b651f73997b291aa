"""The JSON Schema of a record file (2020-12), made from the tables that it describes."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from decisions.records.saying import sentence_of_table, sentences_of_fields
from decisions.records.tables import FORUM, PEOPLE, TRAIL, Column, Table, tables
from decisions.records.values import kept, known_words, whole_numbers
from decisions.records.writing import FORMAT
from forum.money import ExactDecimalField, PenceField

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_ID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"
_HASH = "[0-9a-f]{64}"
_VALUES: dict[str, Schema] = {
    "bytes": {
        "type": "object",
        "properties": {
            "base64": {"type": "string", "contentEncoding": "base64"},
            "sha256": {"$ref": "#/$defs/hash"},
        },
        "required": ["base64", "sha256"],
        "additionalProperties": False,
    },
    "day": {"type": "string", "format": "date"},
    "exact": {
        "description": "A number with the decimal places that it was printed with.",
        "type": "string",
        "pattern": r"^-?\d{1,18}(\.\d{1,9})?$",
    },
    "hash": {"description": "SHA-256.", "type": "string", "pattern": f"^{_HASH}$"},
    "id": {"type": "string", "format": "uuid", "pattern": f"^{_ID}$"},
    "json": {"type": ["array", "boolean", "number", "object", "string"]},
    "moment": {"description": "In UTC.", "type": "string", "pattern": f"^{_MOMENT}$"},
    "pence": {"description": "An amount in whole pence.", "type": "integer"},
    "time": {"type": "string", "pattern": r"^\d\d:\d\d:\d\d(\.\d{6})?$"},
}
"""What several fields hold, under a name of its own."""
_KINDS: tuple[tuple[type[models.Field], str], ...] = (
    (PenceField, "pence"),
    (ExactDecimalField, "exact"),
    (models.UUIDField, "id"),
    (models.DateTimeField, "moment"),
    (models.DateField, "day"),
    (models.TimeField, "time"),
    (models.DecimalField, "exact"),
    (models.JSONField, "json"),
    (models.BinaryField, "bytes"),
)


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> Schema:
    """What every record file holds."""
    ours = (FORUM, PEOPLE, *tables(), TRAIL)
    return {
        "$schema": DIALECT,
        "title": "The whole record of a schools forum",
        "description": "See record-format.md. Made by make docs from the models.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "forum": _ref(FORUM),
            "people": _list(PEOPLE),
            "record": {
                "type": "object",
                "properties": {table.name: _list(table) for table in tables()},
                "additionalProperties": False,
            },
            "trail": _trail(),
        },
        "required": ["format", "forum", "people", "record", "trail"],
        "additionalProperties": False,
        "$defs": {**_VALUES, **{table.name: _row(table) for table in ours}},
    }


def kind_of(column: Column) -> Schema:
    """What one field holds."""
    found = _held(kept(column.field))
    if words := known_words(column.field):
        found = {"enum": words}
    said = [f"The id of a row of {column.parent}."] if column.parent else []
    said += [sentences_of_fields(column.field.model).get(column.name, "")]
    description = " ".join(filter(None, said))
    if column.field.null:
        found = {"anyOf": [found, {"type": "null"}]}
    return {"description": description, **found} if description else found


def _held(field: models.Field) -> Schema:
    if name := next((name for kind, name in _KINDS if isinstance(field, kind)), ""):
        return {"$ref": f"#/$defs/{name}"}
    if isinstance(field, models.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, models.IntegerField):
        least, most = whole_numbers(field)
        return {"type": "integer", "minimum": least, "maximum": most}
    return {"type": "string", **({"maxLength": field.max_length} if field.max_length else {})}


def _row(table: Table) -> Schema:
    return {
        "description": sentence_of_table(table.model),
        "type": "object",
        "properties": {column.name: kind_of(column) for column in table.columns},
        "required": [column.name for column in table.columns if not column.may_be_missing],
        "additionalProperties": False,
    }


def _trail() -> Schema:
    head = {"seq": {"type": "integer", "minimum": 0}, "hash": {"$ref": "#/$defs/hash"}}
    return {
        "type": "object",
        "properties": {
            "head": {
                "type": "object",
                "properties": head,
                "required": list(head),
                "additionalProperties": False,
            },
            "entries": _list(TRAIL),
        },
        "required": ["head", "entries"],
        "additionalProperties": False,
    }


def _list(table: Table) -> Schema:
    return {"type": "array", "items": _ref(table)}


def _ref(table: Table) -> Schema:
    return {"$ref": f"#/$defs/{table.name}"}
