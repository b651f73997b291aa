"""A sheet of historic decisions as the friendly form of a record file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from decisions.rules.told.part import Problem
from decisions.rules.told.sheet import CARRIED, SheetRow, ToldSheet
from forum.choices import Group
from forum.rules.sheet import CellError
from papers.choices import WHOLE_FORUM, Source
from papers.rules.decision_types import GENERAL

PHASES = (Group.MAINTAINED_PRIMARY, Group.MAINTAINED_SECONDARY)
_CELL = {
    "amount": "amount", "awards": "amount", "line": "line", "source": "source", "year": "year",
    "until": "until", "from": "from", "result": "result", "deferred_to": "deferred to",
    "text": "recommendation", "group": "group", "day": "meeting", "number": "item",
    "title": "title", "matter": "matter", "grade": "evidence", "shown": "evidence",
}  # fmt: skip
"""Which cell a part of the record comes from."""


_PLACE = "meetings[{}].items[{}].recommendations[{}].outcomes[{}]"


def told_from(
    sheet: ToldSheet, *, slug: str, lines: Mapping[str, object]
) -> tuple[ToldSheet, dict]:
    """The record that the rows tell, and the rows with their place in it."""
    meetings: dict[date, dict[str, Any]] = {}
    items: dict[tuple, dict[str, Any]] = {}
    asked: dict[tuple, dict[str, Any]] = {}
    names = {name.casefold(): name for name in lines}
    new_lines: dict[str, dict[str, str]] = {}
    placed = []
    for row in sheet.rows:
        day = row.meant["meeting"]
        meeting = meetings.setdefault(day, {"day": day.isoformat(), "items": []})
        item = items.get((day, row.values["item"]))
        if item is None:
            item = items[day, row.values["item"]] = _item(row)
            meeting["items"].append(item)
        name = names.setdefault(row.values["line"].casefold(), row.values["line"])
        if name and name not in lines:
            new_lines.setdefault(name, {"name": name, "block": row.meant["block"]})
        it = asked.get(row.key)
        if it is None:
            it = asked[row.key] = _recommendation(row, len(item["recommendations"]) + 1)
            item["recommendations"].append(it)
        _add(it, row, name)
        at = (
            list(meetings).index(day),
            meeting["items"].index(item),
            item["recommendations"].index(it),
            len(it["outcomes"]) - 1,
        )
        placed.append(replace(row, place=_PLACE.format(*at)))
    told = {
        "forum": {"slug": slug},
        "lines": list(new_lines.values()),
        "meetings": list(meetings.values()),
    }
    return replace(sheet, rows=tuple(placed)), {"format": "tabled-record/v1", "told": told}


def errors_by_row(
    sheet: ToldSheet, problems: Iterable[Problem]
) -> tuple[dict[int, list[CellError]], list[str]]:
    """What the record says is wrong, by the line of the row it comes from; and what is of none."""
    by_row: dict[int, list[CellError]] = {}
    other = []
    for problem in problems:
        row = _row_of(sheet, problem.place)
        if row is None:
            other.append(str(problem))
            continue
        cell = _CELL.get(problem.place.rpartition(".")[2].partition("[")[0], "")
        by_row.setdefault(row.line, []).append(CellError(cell, problem.sentence))
    return by_row, other


def _row_of(sheet: ToldSheet, place: str) -> SheetRow | None:
    """The first row that the place lies in, or that lies in what the place is about."""
    within = [row for row in sheet.rows if f"{place}.".startswith(f"{row.place}.")]
    above = place
    while not within and above:
        within = [row for row in sheet.rows if row.place.startswith(f"{above}.")]
        above = above.rpartition(".")[0]
    return within[0] if within else None


def _item(row: SheetRow) -> dict[str, Any]:
    title = row.values["title"] or row.values["matter"] or f"Item {row.values['item']}"
    matter = row.values["matter"] or title[:200]
    return {
        "number": row.values["item"],
        "title": title,
        "matter": matter,
        "recommendations": [],
    }


def _recommendation(row: SheetRow, number: int) -> dict[str, Any]:
    return {
        "id": _known_by(row),
        "label": str(number),
        "text": row.values["recommendation"],
        "type": _type(row),
        "year": row.meant["year"],
        "options": [],
        "outcomes": [],
    }


def _type(row: SheetRow) -> str:
    """De-delegation is put by phase; anything else is general business as far as a row says."""
    if row.meant["source"] != Source.DE_DELEGATED:
        return GENERAL
    return "DEDEL_BOTH_PHASES" if row.meant["group"] in PHASES else "EDU_FUNCTIONS"


def _add(it: dict[str, Any], row: SheetRow, line: str) -> None:
    """What one group answered, and the money that was asked of it."""
    amount, source = row.meant["amount"], row.meant["source"]
    if amount is not None:
        asks = it.setdefault("asks", {"amount": "0", "year": row.meant["year"]})
        asks["amount"] = str(Decimal(asks["amount"]) + amount)
    option = ""
    if source:
        option = f"{it['id']} {len(it['options']) + 1}"
        it["options"].append(_option(row, line) | {"id": option})
    it["outcomes"].append(_outcome(row, line, option))


def _option(row: SheetRow, line: str) -> dict[str, Any]:
    group = row.meant["group"]
    divided = row.meant["source"] == Source.DE_DELEGATED and group != WHOLE_FORUM
    return {
        "source": row.meant["source"],
        "line": line,
        "amount": _pounds(row.meant["amount"]),
        "year": row.meant["year"],
        "from": _day(row.meant["from"]),
        "until": _day(row.meant["until"]),
        "group": group if divided else "",
        "status": "chosen" if row.meant["result"] in CARRIED else "offered",
    }


def _outcome(row: SheetRow, line: str, option: str) -> dict[str, Any]:
    amount, source = row.meant["amount"], row.meant["source"]
    carried = row.meant["result"] in CARRIED
    grade, shown = row.meant["evidence"]
    award = {
        "option": option,
        "source": source,
        "line": line,
        "amount": _pounds(amount),
        "year": row.meant["year"],
        "from": _day(row.meant["from"]),
        "until": _day(row.meant["until"]),
    }
    counted = {"for": row.meant["for"], "against": row.meant["against"]}
    return {
        "group": row.meant["group"],
        "result": row.meant["result"],
        "comments": row.values["note"],
        "counts": {**counted, "abstained": row.meant["abstained"]},
        "asked": _pounds(amount),
        "amount": _pounds(amount) if carried else None,
        "unsettled": carried and amount is not None and not source,
        "awards": [award] if carried and source and amount is not None else [],
        "deferred_to": _day(row.meant["deferred to"]),
        "grade": grade,
        "shown": shown,
    }


def _known_by(row: SheetRow) -> str:
    """What makes a recommendation the same in every file: its meeting, item and words."""
    words = " ".join(str(each) for each in row.key)
    return f"{row.key[0]} {row.key[1]} {hashlib.sha256(words.encode()).hexdigest()[:32]}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _pounds(amount: object) -> str | None:
    return str(amount) if amount is not None else None
