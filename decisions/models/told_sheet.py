"""A sheet of historic decisions beside the forum: what every row would enter, or what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from decisions.models.told import told_ahead
from decisions.rules.told.from_sheet import errors_by_row, told_from
from decisions.rules.told.sheet import CARRIED, SheetRow, ToldSheet, read_sheet
from forum.models import Forum
from forum.models.shown import Shown, shown
from papers.models import BudgetLine

TOGETHER = (
    ("meeting", "item", "title"),
    ("recommendation", "group", "matter"),
    ("result", "for", "against", "abstained", "deferred to", "note"),
    ("amount", "source", "line", "block", "year", "from", "until"),
    ("evidence",),
)
"""The columns of the file as the page brings them together."""


NAMED = ("item", "matter", "for", "against", "abstained", "deferred to", "block", "from", "until")
"""Columns whose cells say little without their name."""


@dataclass(frozen=True)
class RowAhead:
    """One row of the file, and what entering it would do."""

    row: SheetRow
    does: str
    """In words."""
    named = NAMED

    @property
    def cells(self) -> list[list[Shown]]:
        """The columns of the row, each with its mistakes."""
        return shown(self.row.values, self.row.errors, TOGETHER)


@dataclass(frozen=True)
class SheetAhead:
    """The whole file, and what entering it would do."""

    roll: ToldSheet
    """As read: its errors and notes."""
    rows: tuple[RowAhead, ...]
    number: int = 0
    """How many decisions the file would add."""
    document: Mapping[str, Any] | None = None
    """The record that the rows tell, once they can be entered."""

    @property
    def says(self) -> str:
        """What the whole file would add, in words."""
        return f"{self.number} decision{'' if self.number == 1 else 's'} to add"


def sheet_ahead(forum: Forum, text: str, *, on: date) -> SheetAhead:
    """Read the file and say of every row what it would do, and what stands in the way."""
    lines = dict(BudgetLine.objects.filter(forum=forum).values_list("name", "pk"))
    sheet = read_sheet(text, lines=lines)
    if not sheet.is_clean:
        return SheetAhead(sheet, tuple(RowAhead(row, "") for row in sheet.rows))
    sheet, document = told_from(sheet, slug=forum.slug, lines=lines)
    ahead = told_ahead(forum, document, on=on)
    by_row, other = errors_by_row(sheet, ahead.problems)
    sheet = sheet.with_errors(by_row, other)
    new = {row.place for row in ahead.new if row.kind == "outcome"}
    rows = tuple(RowAhead(row, _does(row, new)) for row in sheet.rows)
    number = sum(each.row.place in new for each in rows)
    return SheetAhead(sheet, rows, number, document if sheet.is_clean else None)


ADDS, IN_PRINCIPLE = "Adds the decision", "Adds the decision, in principle: no source is named"


def _does(row: SheetRow, new: set[str]) -> str:
    if row.errors:
        return ""
    if row.place not in new:
        return "Entered already, and left as it is"
    carried = row.meant["result"] in CARRIED and row.meant["amount"] is not None
    return IN_PRINCIPLE if carried and not row.meant["source"] else ADDS
