"""How one value is written in a record file, and read from it: there is one way for each."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from forum.money import ExactDecimalField, PenceField, pence
from forum.rules.trail import timestamp

MOST = {
    models.PositiveSmallIntegerField: (0, 2**15 - 1),
    models.SmallIntegerField: (-(2**15), 2**15 - 1),
    models.PositiveIntegerField: (0, 2**31 - 1),
    models.PositiveBigIntegerField: (0, 2**63 - 1),
    models.BigIntegerField: (-(2**63), 2**63 - 1),
    models.IntegerField: (-(2**31), 2**31 - 1),
}
"""The least and the most of each kind of whole number; the first kind that fits is meant."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,9})?", re.ASCII)
_LONE = re.compile("[\ud800-\udfff]")
"""Half of a pair that stands for one letter: no text, though JSON can hold it."""


def written(field: models.Field, value: Any) -> Any:
    """The value as JSON has it: text, a whole number, true or false, null, or what holds these."""
    if value is None:
        return None
    write, _ = _way(kept(field))
    return write(value)


def read(field: models.Field, value: Any) -> Any:
    """The value that was written; ValueError says what should stand there."""
    if value is None:
        if not field.null:
            raise ValueError("This cannot be null.")
        return None
    own = kept(field)
    _, reading = _way(own)
    found = reading(own, value)
    if (words := known_words(field)) and found not in words:
        raise ValueError(f"“{found}” is not in the list: {', '.join(filter(None, words))}.")
    return found


def whole_numbers(field: models.Field) -> tuple[int, int]:
    """The least and the most that a field of whole numbers holds."""
    return next(limits for kind, limits in MOST.items() if isinstance(field, kind))


def _way(field: models.Field) -> tuple[Callable[[Any], Any], Callable[[Any, Any], Any]]:
    """How a field is written, and how it is read."""
    return next((write, reading) for kind, write, reading in _WAYS if isinstance(field, kind))


def known_words(field: models.Field) -> list[str]:
    """The words that a field with a list of choices may hold; none where it has no list."""
    if not field.choices:
        return []
    return [*(str(value) for value, _ in field.flatchoices), *([""] if field.blank else [])]


def kept(field: models.Field) -> models.Field:
    """What a value is kept as: a parent by its identity."""
    return field.target_field if isinstance(field, models.ForeignKey) else field


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("Write text in quotation marks.")
    return value


def _text(field: models.Field, value: Any) -> str:
    if "\0" in _string(value):
        raise ValueError("Take the NUL character out: not every database can keep it.")
    if _LONE.search(value):
        raise ValueError("Take the half character out: it stands for no letter.")
    if field.max_length and len(value) > field.max_length:
        raise ValueError(f"{len(value)} characters; no more than {field.max_length} fit.")
    # An address that no letter reaches is still what was kept.
    if not isinstance(field, models.EmailField):
        try:
            field.run_validators(value)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
    return value


def _uuid(field: models.Field, value: Any) -> UUID:
    try:
        found = UUID(_string(value))
    except ValueError as error:
        raise ValueError("Write an identity: 32 hexadecimal digits with four hyphens.") from error
    if str(found) != value:
        raise ValueError(f"Write the identity as {found}.")
    return found


def _moment(field: models.Field, value: Any) -> datetime:
    try:
        if _MOMENT.fullmatch(_string(value)):
            return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        pass
    raise ValueError("Write a moment in UTC, as 2026-11-22T09:30:00.000000Z.")


def _day(field: models.Field, value: Any) -> date:
    try:
        found = date.fromisoformat(_string(value))
    except ValueError:
        found = None
    if found is None or found.isoformat() != value:
        raise ValueError("Write a day as 2026-11-22.")
    return found


def _time(field: models.Field, value: Any) -> time:
    try:
        found = time.fromisoformat(_string(value))
    except ValueError:
        found = None
    if found is None or found.isoformat() != value:
        raise ValueError("Write a time as 16:30:00.")
    return found


def _whole(field: models.Field, value: Any) -> int:
    least, most = whole_numbers(field)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"Write a whole number from {least} to {most}.")
    return value


def _pence(field: models.Field, value: Any) -> Decimal:
    return Decimal(_whole(field, value)).scaleb(-2)


def _exact(field: models.Field, value: Any) -> Decimal:
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise ValueError('Write a number in quotation marks with the places it has: "36.96".')
    if field.max_length and len(value) > field.max_length:
        raise ValueError(f"{len(value)} characters; no more than {field.max_length} fit.")
    return Decimal(value)


def _decimal(field: models.DecimalField, value: Any) -> Decimal:
    try:
        found = Decimal(value if _NUMBER.fullmatch(str(value)) else "")
        in_full = format(found.quantize(Decimal(1).scaleb(-field.decimal_places)), "f")
    except InvalidOperation:
        in_full = ""
    if value != in_full or len(in_full.strip("-").replace(".", "")) > field.max_digits:
        raise ValueError(
            f"Write a number in quotation marks with {field.decimal_places} decimal places."
        )
    return found


def _truth(field: models.Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("Write true or false.")
    return value


def _json(field: models.Field, value: Any) -> Any:
    if "\\u0000" in json.dumps(value, allow_nan=False):
        raise ValueError("Take the NUL character out: not every database can keep it.")
    return value


def _bytes(field: models.Field, value: Any) -> bytes:
    if not isinstance(value, dict) or value.keys() != {"base64", "sha256"}:
        raise ValueError('Write bytes as {"base64": …, "sha256": …}.')
    try:
        content = base64.b64decode(value["base64"], validate=True)
    except (binascii.Error, TypeError, ValueError) as error:
        raise ValueError("This is not base64.") from error
    if hashlib.sha256(content).hexdigest() != value["sha256"]:
        raise ValueError("These bytes are not those that were written: their SHA-256 differs.")
    return content


def _written_bytes(value: Any) -> dict[str, str]:
    content = bytes(value)
    return {
        "base64": base64.b64encode(content).decode(),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _in_full(value: Decimal) -> str:
    return format(value, "f")


def _same(value: Any) -> Any:
    return value


# In this order: an amount is kept as a whole number, a rate as text, and a moment is a day too.
_WAYS: tuple[tuple[type[models.Field], Callable[[Any], Any], Callable[[Any, Any], Any]], ...] = (
    (PenceField, pence, _pence),
    (ExactDecimalField, _in_full, _exact),
    (models.UUIDField, str, _uuid),
    (models.DateTimeField, timestamp, _moment),
    (models.DateField, date.isoformat, _day),
    (models.TimeField, time.isoformat, _time),
    (models.BooleanField, _same, _truth),
    (models.DecimalField, _in_full, _decimal),
    (models.JSONField, _same, _json),
    (models.BinaryField, _written_bytes, _bytes),
    (models.IntegerField, _same, _whole),
    (models.CharField, _same, _text),
    (models.TextField, _same, _text),
)
