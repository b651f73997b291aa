"""The open data as files: CSV, JSON and XLSX with the same rows, each stating its licence."""

from __future__ import annotations

import json
from datetime import date, time
from decimal import Decimal
from uuid import UUID

from decisions.models.looking.open_data import Dataset, Terms, terms_of
from decisions.models.looking.open_rows import Row, Taken
from forum.models import Forum
from forum.sheets import csv_text, xlsx_bytes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "xlsx": XLSX}
MEMBERSHIP = {"persons": ("person_id", "person"), "posts": ("post_id", "post")}
"""The records of Popolo that a membership is between, with the columns of their id and name."""


def open_data_file(dataset: Dataset, form: str, forum: Forum, taken: Taken) -> bytes:
    """The whole of a table, in the format that its address names."""
    rows, terms = dataset.rows(forum, taken), terms_of(forum)
    if form == "json":
        return _json(dataset, forum, rows, terms)
    plain = [dataset.headings, *([_cell(value) for value in row] for row in rows)]
    if form == "csv":
        return csv_text(plain).encode()
    about = [("About this data", ""), *_about(dataset, forum, terms), *dataset.columns]
    return xlsx_bytes([(dataset.title, plain), ("About", about)])


def _json(dataset: Dataset, forum: Forum, rows: list[Row], terms: Terms) -> bytes:
    records = [dict(zip(dataset.headings, row, strict=True)) for row in rows]
    said = {
        "organization": {
            "id": forum.pk,
            "name": forum.name,
            "classification": "schools forum",
            "area": forum.authority,
        },
        "licence": {"name": terms.licence, "url": terms.url, "attribution": terms.attribution},
        "columns": dict(dataset.columns),
        **_of_popolo(dataset, records),
        dataset.name: records,
    }
    return json.dumps(said, default=_value, ensure_ascii=False, indent=1).encode()


def _of_popolo(dataset: Dataset, records: list[dict[str, object]]) -> dict[str, object]:
    """Beside memberships stand the persons and the posts that they are between."""
    if dataset.name != "members":
        return {}
    return {
        kind: [
            {"id": key, "name" if kind == "persons" else "label": name}
            for key, name in dict.fromkeys((each[pk], each[name]) for each in records)
        ]
        for kind, (pk, name) in MEMBERSHIP.items()
    }


def _about(dataset: Dataset, forum: Forum, terms: Terms) -> list[Row]:
    return [
        ("Table", dataset.about),
        ("From", f"{forum.name}, {forum.authority}"),
        ("Licence", terms.licence),
        ("Terms", terms.url),
        ("Attribution", terms.attribution),
    ]


def _cell(value: object) -> object:
    """Identifiers and times are text in a cell; numbers and days are themselves."""
    return str(value) if isinstance(value, UUID | time) else value


def _value(value: object) -> object:
    """Amounts are numbers, days are as ISO 8601 writes them."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
